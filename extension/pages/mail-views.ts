import van from "vanjs-core";
import { objectionFormOf } from "../model/forms.ts";
import { dayOf, momentOnDay } from "../model/day-label.ts";
import { sentAt, whyFitsNone } from "../model/mail-fit.ts";
import { answersForm, isDenied, isMetas, saysItIsMetas } from "../model/mail-trust.ts";
import { toBase64 } from "../model/mail-pieces.ts";
import type { LinkVerdict } from "../model/mail-link.ts";
import type { EventDraft, MailMessage, Objection } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton, address, field, metaLink, platformName } from "../ui/components.ts";
import { formatDate, message, rich, richDay, type PlainMessageKey } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { storeWords } from "../ui/store-words.ts";
import { earlierFields, recordEarlier, sameObjection } from "./earlier-fields.ts";
import { shareView } from "./mail-share.ts";
import { reasonsAgainst, trustView } from "./mail-trust.ts";
import { sealMailView } from "./seal-mail.ts";

const { b, blockquote, div, option, p, select } = van.tags;

/** An e-mail that was read, and its bytes, which are kept as evidence. */
export interface ReadMail {
  mail: MailMessage;
  evidence: Uint8Array;
}

const kindWords: Record<MailMessage["kind"], PlainMessageKey> = {
  announcement: "mailAnnouncement",
  confirmation: "mailConfirmation",
  declined: "mailDeclined",
  "asked-for-more": "mailAskedForMore",
  received: "bannerReceivedHeadline",
  answered: "mailAnswered",
  unrelated: "mailUnrelated",
  seal: "sealMail",
};

/** The kinds of e-mail that answer an objection. */
const answerKinds: readonly MailMessage["kind"][] = ["confirmation", "declined", "asked-for-more", "received", "answered"];

/** Links to the forms that don't come from any e-mail. */
function safeWay(): HTMLElement {
  const forms = (["facebook", "instagram"] as const).flatMap((platform) => objectionFormOf(platform) ?? []);
  return div(
    p(message("mailSafeWay")),
    div(
      { class: "actions" },
      forms.map((form) => metaLink(platformName(form.platform), form.url)),
    ),
  );
}

/** Says where a pasted link leads. */
export function linkView(verdict: LinkVerdict): HTMLElement {
  if (verdict.kind === "form" && verdict.isUncertain)
    return div(
      { class: "note" },
      mark("asks", "waiting"),
      div(p(message("linkMaybeForm")), metaLink(message("openForm"), verdict.url)),
    );
  if (verdict.kind === "form")
    return div(
      { class: "note settled" },
      mark("confirmed", "settled"),
      div(p(message("linkToForm")), metaLink(message("openForm"), verdict.url)),
    );
  const words =
    verdict.kind === "elsewhere"
      ? rich("linkElsewhere", address(verdict.host))
      : [message(verdict.kind === "meta" ? "linkToMeta" : "linkUnclear")];
  return div({ class: "note check" }, mark("check", "check"), div(p(words), safeWay()));
}

async function matched(mail: MailMessage): Promise<Objection | undefined> {
  if (mail.objectionId === undefined) return undefined;
  const answer = await call("objections.get", { id: mail.objectionId });
  return answer.ok ? answer.result.objection : undefined;
}

/** How an e-mail was judged, to be kept with it. */
function judgementOf({ authentication, isKeyAdded }: MailMessage): Pick<MailMessage, "authentication" | "isKeyAdded"> {
  return { authentication, ...(isKeyAdded === true ? { isKeyAdded } : {}) };
}

/** The event that an e-mail reports, with the e-mail as evidence. */
function eventOf({ mail, evidence }: ReadMail, kind: EventDraft["kind"]): EventDraft {
  const at = sentAt(mail);
  return {
    id: mail.eventId ?? crypto.randomUUID(),
    kind,
    ...(at === undefined ? { at: new Date().toISOString(), precision: "unknown" } : { at }),
    source: {
      by: "mail",
      ...judgementOf(mail),
      ...(mail.sentence === undefined ? {} : { sentence: mail.sentence }),
    },
    evidence: toBase64(evidence),
    ...(mail.words === "" ? {} : { detail: mail.words }),
  };
}

/** What a person may answer to the question of what Meta says, and the event for each answer. A receipt is kept, but changes nothing. */
function answersTo(kind: MailMessage["kind"]): [PlainMessageKey, EventDraft["kind"]][] {
  return [
    ["mailSaysYes", "confirmed"],
    ["mailSaysNo", "declined"],
    ["mailSaysAsks", "asked-for-more"],
    ...(kind === "received" ? [["mailSaysReceived", "note"] satisfies [PlainMessageKey, EventDraft["kind"]]] : []),
    ["mailSaysOther", "note"],
  ];
}

/** Buttons that record the e-mail: one where it certainly confirms, otherwise one for each answer of the person's. */
function recordButtons(read: ReadMail, record: (event: EventDraft) => void): HTMLElement {
  if (read.mail.isCertain === true)
    return actionButton(message("mailAddToRecord"), () => {
      record(eventOf(read, "confirmed"));
    });
  const buttons = answersTo(read.mail.kind).map(([key, said]) =>
    actionButton(message(key), () => {
      record({ ...eventOf(read, said), source: { by: "person", ...judgementOf(read.mail) } });
    }),
  );
  return div(p(b(message("mailAsk"))), div({ class: "actions" }, buttons));
}

/** A way to add the e-mail to the objection it belongs to. */
function addition(given: ReadMail, objection: Objection, added: () => void): HTMLElement {
  const box = div({ class: "fits" });
  // One event for this e-mail, so that pressing twice adds one.
  const mail = { ...given.mail, eventId: given.mail.eventId ?? crypto.randomUUID() };
  const read = { ...given, mail };
  box.append(p(richDay("mailFits", momentOnDay(objection.submittedAt, objection.precision), address(objection.email))));
  if (mail.isRecorded) {
    box.append(p(message("mailRecorded")));
    return box;
  }
  const said = p({ role: "alert" });
  const record = async (event: EventDraft) => {
    const answer = await call("objections.addEvent", { objectionId: objection.id, event });
    if (!answer.ok) {
      said.textContent = message(storeWords(answer.error.kind));
      return;
    }
    box.replaceChildren(p({ role: "status" }, message("mailAdded")));
    added();
  };
  box.append(
    recordButtons(read, (event) => void record(event)),
    said,
  );
  return box;
}

/** How many objections are offered, newest first. */
const maxOffered = 50;

/** A way to keep an e-mail that matches none of the objections with one of them, as a note. Then `added` is called. */
async function keepWith(read: ReadMail, added: () => void): Promise<HTMLElement | ""> {
  const answer = await call("objections.list", { limit: maxOffered });
  if (!answer.ok || answer.result.objections.length === 0) return "";
  const names = answer.result.objections.map(({ id, platform, email, submittedAt, precision }) =>
    option({ value: id }, `${platformName(platform)}, ${email}, ${formatDate(momentOnDay(submittedAt, precision))}`),
  );
  const choice = select(names);
  const event = eventOf(read, "note");
  const box = div({ class: "fits" });
  const said = p({ role: "alert" });
  const keep = actionButton(message("mailAddToRecord"), () => {
    void call("objections.addEvent", { objectionId: choice.value, event }).then((done) => {
      if (!done.ok) {
        said.textContent = message(storeWords(done.error.kind));
        return;
      }
      box.replaceChildren(p({ role: "status" }, message("mailAdded")));
      added();
    });
  });
  box.append(field(message("mailKeepWith"), choice), keep, said);
  return box;
}

/** An e-mail, matched to the objection that the person has just recorded for it. */
async function fittingTo(id: string, { mail, evidence }: ReadMail): Promise<ReadMail> {
  const answer = await call("mail.read", { bytes: toBase64(evidence) });
  const again = answer.ok ? answer.result.messages.find((one) => one.kind === mail.kind && one.date === mail.date) : undefined;
  // An e-mail that matches none has not been recorded, and has no event to be recorded as.
  if (again?.objectionId !== id) return { mail: { ...mail, objectionId: id }, evidence };
  const { eventId } = again;
  // By itself it may look better than within its mailbox.
  const isCertain = isMetas(mail) && again.isCertain === true;
  return { mail: { ...mail, objectionId: id, isCertain, ...(eventId === undefined ? {} : { eventId }) }, evidence };
}

/** A way to record the objection that an e-mail belongs to, if Demur doesn't know it. Then `noted` is called with its id. */
function newRecord({ mail }: ReadMail, noted: (id: string) => void): HTMLElement {
  const box = div({ class: "fits" });
  const begin = actionButton(message("mailNewRecord"), () => {
    const at = sentAt(mail);
    const { elements, firstProblem, read } = earlierFields({
      ...(mail.platform === undefined ? {} : { platform: mail.platform }),
      ...(mail.to === undefined ? {} : { email: mail.to }),
      ...(at === undefined ? {} : { lastDay: dayOf(at) }),
    });
    const id = crypto.randomUUID();
    const said = p({ role: "alert" });
    const save = async () => {
      const problem = firstProblem();
      const objection = read();
      if (problem || !objection) {
        problem?.focus();
        return;
      }
      const known = await sameObjection(objection);
      const recorded = known === undefined ? await recordEarlier(id, objection) : undefined;
      if (recorded?.ok === false) said.textContent = message(storeWords(recorded.error.kind));
      else noted(known ?? id);
    };
    box.replaceChildren(
      div({ class: "fields" }, elements),
      said,
      actionButton(message("earlierSave"), () => void save(), "main"),
    );
    box.querySelector("select")?.focus();
  });
  box.append(begin);
  return box;
}

/** Ways to keep an e-mail that matches none of the objections: with one of them, or with one that the person records now. */
async function keeping(read: ReadMail, added: () => void): Promise<HTMLElement> {
  const box = div();
  const note = newRecord(read, (id) => {
    void fittingTo(id, read).then(async (fitting) => {
      const objection = await matched(fitting.mail);
      if (objection) box.replaceChildren(addition(fitting, objection, added));
    });
  });
  box.append(await keepWith(read, added), note);
  return box;
}

/** What speaks against an e-mail, and the safe way past its links. */
function warning(headline: PlainMessageKey, why: PlainMessageKey[]): HTMLElement {
  const words = why.map((key) => p(message(key)));
  return div({ class: "note check" }, mark("check", "check"), div(b(message(headline)), words, safeWay()));
}

/** What an e-mail is, whether it can be trusted, and a button to add it to its objection. Then `added` is called. */
export async function mailView({ mail, evidence }: ReadMail, added: () => void): Promise<HTMLElement> {
  if (mail.seal) return sealMailView(mail, mail.seal, evidence, added);
  const why = reasonsAgainst(mail);
  if (isDenied(mail)) return warning("mailSuspicious", why);
  if (why.length === 0) return answerView({ mail, evidence }, added);
  // A scanner that rewrites links is enough to get here: the person says what the e-mail says, and nothing is certain.
  const view = await answerView({ mail: { ...mail, isCertain: false }, evidence }, added);
  return div({ class: "mails" }, warning("mailCareful", why), view);
}

/** What an e-mail that may be Meta's says, who says that it is, and ways to keep it. */
async function answerView(read: ReadMail, added: () => void): Promise<HTMLElement> {
  const { mail } = read;
  const objection = await matched(mail);
  const isAnswer = answerKinds.includes(mail.kind);
  const fitsNone = async () => [isAnswer ? p(message(whyFitsNone(mail))) : "", await keeping(read, added)];
  // What claims to be Meta's but Demur doesn't understand may belong to an objection, too: the person has read it.
  const isUnread = (mail.kind === "unrelated" && saysItIsMetas(mail)) || (mail.kind === "announcement" && answersForm(mail));
  const mayBelong = isAnswer || isUnread;
  const fits = objection ? addition(read, objection, added) : mayBelong ? await fitsNone() : "";
  const said = isAnswer && mail.words !== "" ? blockquote(mail.sentence ?? mail.words) : "";
  const isWarned = reasonsAgainst(mail).length > 0;
  const way = mail.kind === "announcement" && !isWarned ? safeWay() : "";
  return div(
    { class: "note" },
    mark("envelope"),
    div(b(message(kindWords[mail.kind])), trustView(mail), said, fits, way, shareView(read.evidence)),
  );
}
