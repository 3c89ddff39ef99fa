import type { BannerState } from "../model/banner-state.ts";
import { momentOnDay } from "../model/day-label.ts";
import { hasOddLetters } from "../model/odd-letters.ts";
import type { Objection } from "../model/protocol.ts";
import type { BannerAction, BannerWords } from "./banner-face.ts";
import { address, platformName } from "./components.ts";
import { dayMessage, daysAgo, isSameDay, message, rich, richDay } from "./i18n.ts";
import { storeWords } from "./store-words.ts";

const text = (words: string): Node[] => [document.createTextNode(words)];
const useAction = (email: string): BannerAction => ({
  kind: "button",
  id: "use",
  email,
  label: message("useAddress", email),
});
const useOwn = (own: readonly string[]): BannerAction[] =>
  own.length === 0 ? [] : [{ kind: "button", id: "use-own", label: message("useMyAddress") }];
const seeRecord = (): BannerAction => ({ kind: "link", id: "record", label: message("seeRecord") });

const receivedActions = (): BannerAction[] => [
  { kind: "button", id: "received", label: message("yes") },
  { kind: "button", id: "failed", label: message("noError") },
];

/** When Meta confirmed an objection. */
function confirmedWords(objection: Objection): string {
  if (objection.statusPrecision === "unknown") return message("bannerAlreadyConfirmedUndated");
  const submittedAt = momentOnDay(objection.submittedAt, objection.precision);
  const statusSince = momentOnDay(objection.statusSince, objection.statusPrecision);
  const isOldDay = daysAgo(statusSince) > 1 && isSameDay(submittedAt, statusSince);
  return isOldDay ? message("bannerAlreadyConfirmedSameDay") : dayMessage("bannerAlreadyConfirmed", statusSince);
}

function alreadyWords({ objection, isTyped }: Extract<BannerState, { kind: "already" }>): BannerWords {
  const isConfirmed = objection.status === "confirmed";
  const headline = message("bannerAlreadyHeadline");
  const rest = isConfirmed
    ? `${confirmedWords(objection)} ${message("bannerAlreadyEnough")}`
    : message("bannerAlreadyUnconfirmed");
  const submittedAt = momentOnDay(objection.submittedAt, objection.precision);
  const sent = isTyped ? richDay("sentWith", submittedAt, address(objection.email)) : text(dayMessage("sentOn", submittedAt));
  const sentence = [...sent, ...text(` ${rest}`)];
  const haveMail: BannerAction = { kind: "button", id: "have-mail", label: message("haveMail") };
  return { headline, sentence, closed: headline, actions: isConfirmed ? [seeRecord()] : [haveMail, seeRecord()] };
}

/** The person was here before, and nothing came of it, or nobody knows what did. */
function triedWords({ kind, objection }: Extract<BannerState, { kind: "not-finished" | "still-unsure" }>): BannerWords {
  const isUnsure = kind === "still-unsure";
  const submittedAt = momentOnDay(objection.submittedAt, objection.precision);
  const headline = dayMessage(isUnsure ? "bannerPressedHeadline" : "bannerNotFinishedHeadline", submittedAt);
  const sentence = text(message(isUnsure ? "wasItReceived" : "bannerNotFinished"));
  return { headline, sentence, closed: headline, actions: isUnsure ? receivedActions() : [] };
}

const otherFormSentences = {
  "third-party-information": "bannerOtherFormThirdParty",
  "data-subject-rights": "bannerOtherFormRights",
  "data-protection-officer": "bannerOtherFormOfficer",
  "third-parties": "bannerOtherFormRights",
  "different-objection": "bannerOtherFormDifferent",
  "whatsapp-messages": "bannerOtherFormWhatsapp",
} as const;

function gateSentence({ asks, choice }: Extract<BannerState, { kind: "gate" }>): string {
  if (asks === "product") return message("bannerGateProduct");
  if (asks === "anything") return message("bannerGate");
  return choice === undefined ? message("bannerGateRequest") : message("bannerGateChoice", choice);
}

const relayed = (sentence: Node[], relay: string | undefined): Node[] =>
  relay === undefined ? sentence : [...sentence, ...text(` ${message("bannerRelay", relay)}`)];

/** Adds a warning if an address has letters of another alphabet, which are marked in it and may look the same. */
const withOddLetters = (sentence: Node[], email: string): Node[] =>
  hasOddLetters(email) ? [...sentence, ...text(` ${message("bannerOddLetters")}`)] : sentence;

function notYoursSentence(state: Extract<BannerState, { kind: "not-yours" }>): Node[] {
  const isOneOfSeveral = state.own.length > 1;
  const key = isOneOfSeveral ? "bannerNotYoursSeveral" : "bannerNotYours";
  return rich(key, address(state.email), platformName(state.platform));
}

/** The words and actions of a state, for the banner and for the popup. */
export function bannerWords(state: BannerState): BannerWords {
  const form = message("bannerFormHeadline");
  const check = message("bannerCheckHeadline");
  switch (state.kind) {
    case "known":
      return {
        headline: form,
        sentence: relayed(rich(state.kept ? "bannerKept" : "bannerKnown", address(state.email)), state.relay),
        closed: message(state.kept ? "bannerKeptClosed" : "bannerKnownClosed"),
        actions: [{ kind: "button", id: "add-message", label: message("addMessage") }],
      };
    case "no-account":
      return {
        headline: form,
        sentence: relayed(
          withOddLetters(rich("bannerNoAccount", address(state.email), platformName(state.platform)), state.email),
          state.relay,
        ),
        closed: form,
        actions: [
          { kind: "button", id: "remember", label: message("rememberAddress") },
          { kind: "button", id: "other", label: message("anotherAddress") },
        ],
      };
    case "empty":
      return {
        headline: message("bannerEmptyHeadline"),
        sentence: text(message("bannerEmpty")),
        closed: message("bannerEmptyHeadline"),
        actions: useOwn(state.own),
      };
    case "malformed":
      return {
        headline: check,
        sentence: text(state.isCleaned ? message("bannerHidden") : message("bannerMalformed", state.typed)),
        closed: check,
        actions: state.suggestion === undefined ? useOwn(state.own) : [useAction(state.suggestion)],
      };
    case "slip":
      return {
        headline: check,
        sentence: rich("bannerSlip", address(state.domain), address(state.intended)),
        closed: check,
        actions: [useAction(state.suggestion), { kind: "link", id: "keep", label: message("keepMine") }],
      };
    case "not-yours":
      return {
        headline: check,
        sentence: relayed(withOddLetters(notYoursSentence(state), state.email), state.relay),
        closed: check,
        actions: [...useOwn(state.own), { kind: "link", id: "keep", label: message("keepThisOne") }],
      };
    case "probable":
      return {
        headline: message("bannerProbableHeadline"),
        sentence: text(message("bannerProbable")),
        closed: message("bannerProbableHeadline"),
        actions: [
          { kind: "button", id: "is-the-form", label: message("yes") },
          { kind: "button", id: "not-the-form", label: message("no") },
        ],
      };
    case "not-the-form":
      return {
        headline: message("bannerNotFormHeadline"),
        sentence: text(message("bannerNotForm")),
        closed: message("bannerNotFormHeadline"),
        actions: [{ kind: "link", id: "forget-answer", label: message("undo") }],
      };
    case "gate":
      return {
        headline: message("bannerGateHeadline"),
        sentence: text(gateSentence(state)),
        closed: message("bannerGateHeadline"),
        actions: [],
      };
    case "already":
      return alreadyWords(state);
    case "not-finished":
    case "still-unsure":
      return triedWords(state);
    case "code":
      return {
        headline: message("bannerCodeHeadline"),
        sentence: text(message("bannerCode")),
        closed: message("bannerCodeHeadline"),
        actions: [],
      };
    case "sending":
      return {
        headline: message("bannerSendingHeadline"),
        sentence: [],
        closed: message("bannerSendingHeadline"),
        actions: [],
      };
    case "sent":
      return {
        headline: message("bannerSentHeadline"),
        sentence: text(message("bannerSent")),
        closed: message("bannerSentHeadline"),
        actions: [],
      };
    case "received":
      return {
        headline: message("bannerReceivedHeadline"),
        sentence: text(message("bannerReceived")),
        closed: message("bannerReceivedHeadline"),
        actions: [seeRecord()],
      };
    case "not-sure":
      return {
        headline: message("wasItReceived"),
        sentence: text(message("bannerNotSure")),
        closed: message("wasItReceived"),
        actions: receivedActions(),
      };
    case "field-marked":
      return {
        headline: message("bannerMarkedHeadline"),
        sentence: text(message("bannerMarked")),
        closed: message("bannerMarkedHeadline"),
        actions: [],
      };
    case "page-error":
      return {
        headline: message("bannerNotSentHeadline"),
        sentence: text(message(state.form === undefined ? "bannerNotSentHere" : "bannerNotSent")),
        closed: message("bannerNotSentHeadline"),
        actions: state.form === undefined ? [] : [{ kind: "meta-link", href: state.form, label: message("openForm") }],
      };
    case "cut-off":
      return {
        headline: message("bannerCutOffHeadline"),
        sentence: text(message("bannerCutOff")),
        closed: message("bannerCutOffHeadline"),
        actions: [],
      };
    case "another-form":
      return {
        headline: message("bannerOtherFormHeadline"),
        sentence: text(message(otherFormSentences[state.purpose])),
        closed: message("bannerOtherFormHeadline"),
        actions: [{ kind: "meta-link", href: state.objectionForm, label: message("goToObjectionForm") }],
      };
    case "host-missing":
      return {
        headline: message("bannerReceivedHeadline"),
        sentence: text(message("bannerHostMissing")),
        closed: message("bannerReceivedHeadline"),
        actions: [{ kind: "link", id: "set-up", label: message("setItUp") }],
      };
    case "not-kept":
      return {
        headline: message("bannerReceivedHeadline"),
        sentence: text(`${message("bannerWaits")} ${message(storeWords(state.error))}`),
        closed: message("bannerReceivedHeadline"),
        actions: [
          { kind: "button", id: "keep-again", label: message("tryAgain") },
          ...(state.isRefused ? [{ kind: "link", id: "discard", label: message("discard") } as const] : []),
        ],
      };
  }
}
