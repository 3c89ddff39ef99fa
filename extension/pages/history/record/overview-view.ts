import van from "vanjs-core";
import { objectionFormOf } from "../../../model/forms.ts";
import type { OthersCount, Overview } from "../../../model/messages.ts";
import { accountOf, accountRows, tally } from "../../../model/account-rows.ts";
import type { CallError, Platform } from "../../../model/protocol.ts";
import { call, tryAsk } from "../../../ui/ask.ts";
import { accountName, actionButton, linkAsButton, plainAddress } from "../../../ui/components.ts";
import { message, plural, richDay } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { othersSentence } from "../../../ui/others-words.ts";
import { answerWords } from "../../answer-words.ts";
import { formLink, usesLink } from "../../links.ts";
import { mailBox } from "../../mail-box.ts";
import { clockNote, storeError } from "../../notes.ts";
import { historyWarning } from "../../history-warning.ts";
import { rejectedNotes } from "../../rejected-box.ts";
import { chart } from "./account-chart.ts";
import { bringInBox } from "./bring-in.ts";
import { copyMenu } from "./copy-box.ts";
import { nextOf } from "./next-step.ts";
import { ObjectionList } from "./objection-list.ts";
import { wholeCheck } from "./record-card.ts";
import { removalNotes, removalsUnderWay } from "./removal.ts";
import { SealBox } from "./seal-box.ts";

const { a, b, div, h1, h2, li, p, section, ul } = van.tags;

/** How much other people share that no objection covers, with a link to the list; or how to find out. */
function othersCard(others: OthersCount): HTMLElement {
  const isKnown = others.items > 0;
  return section(
    { class: "next" },
    mark("people"),
    div(
      { class: "words" },
      h2(message(isKnown ? "othersHeadline" : "othersFindHeadline")),
      p(isKnown ? othersSentence(others) : message("othersFind")),
    ),
    a({ class: "button", href: "#tagged" }, message(isKnown ? "othersSeeWho" : "othersFindLink")),
  );
}

function wayToForm(words: string, platform: Platform, kind: "main" | "other"): HTMLElement | "" {
  const form = objectionFormOf(platform);
  return form ? linkAsButton(formLink(words, platform, form.url), kind) : "";
}

const objectedBefore = () => a({ class: "link", href: "#earlier" }, message("popupObjectedBefore"));

function nothingYet(): HTMLElement {
  return div(
    { class: "nothing-yet" },
    h1({ tabindex: "-1" }, message("historyNone")),
    p({ class: "lead" }, message("historyNoneWords")),
    div(
      { class: "actions" },
      wayToForm(message("historyFacebookForm"), "facebook", "main"),
      wayToForm(message("historyInstagramForm"), "instagram", "other"),
      objectedBefore(),
    ),
  );
}

/** The boxes that outlive a redraw of the view, with their input and messages, and unfolded as they are. */
interface Boxes {
  mail: HTMLElement;
  bringIn: HTMLElement;
  copies: HTMLElement;
  seal: SealBox;
}

/** What waits in this browser while the history can't be read. */
function waitingView({ objections, accounts }: Overview): HTMLElement {
  const rows = objections.map((objection) =>
    li(
      mark("waiting"),
      div(
        b(accountName(accountOf(objection, accounts) ?? { label: "", platform: objection.platform })),
        div(richDay("sentWith", objection.submittedAt, plainAddress(objection.email))),
      ),
    ),
  );
  return div(
    { class: "card" },
    h1({ tabindex: "-1" }, plural("popupWaiting", objections.length)),
    ul({ class: "waiting-list" }, rows),
  );
}

/** Why the history can't be shown, below what waits in this browser for it. */
function withoutHistory(overview: Overview | undefined, kind: CallError["kind"], notes: HTMLElement[]): HTMLElement {
  const again = actionButton(message("tryAgain"), () => {
    location.reload();
  });
  const waits = overview !== undefined && overview.objections.length > 0;
  return div(
    { class: "view" },
    waits ? waitingView(overview) : h1({ class: "hidden", tabindex: "-1" }, message("historyOverview")),
    notes,
    storeError(kind, again),
  );
}

/** What can be done with the list, in one row, and the result below; `isFilled`: there are objections. */
function foot(isFilled: boolean, copies: HTMLElement): HTMLElement {
  const links = [objectedBefore(), usesLink(message("usesLink"))];
  if (!isFilled) return div({ class: "list-foot" }, div(links));
  const { check, said } = wholeCheck();
  return div({ class: "list-foot" }, div(check, links), copies, said);
}

/** The two places into which files are dropped. */
const boxesCard = ({ mail, bringIn }: Boxes) =>
  div({ class: "columns even" }, div({ class: "card" }, mail), div({ class: "card" }, bringIn));

async function overviewView(boxes: Boxes, refresh: () => void): Promise<HTMLElement> {
  const removals = await removalsUnderWay();
  const without = removals.map(({ id }) => id);
  const [overview, recorded] = await Promise.all([tryAsk("overview", {}), call("objections.list", { limit: 1, without })]);
  const refused = await rejectedNotes(refresh);
  if (!recorded.ok || !overview) return withoutHistory(overview, recorded.ok ? "host-missing" : recorded.error.kind, refused);
  if (overview.host.kind === "failed") return withoutHistory(undefined, overview.host.error, refused);
  const rows = accountRows(overview.accounts, overview.standings);
  const notes = [await historyWarning(), ...refused, ...(await removalNotes(removals, overview.accounts))];
  if (rows.length === 0) return div({ class: "view" }, notes, nothingYet(), boxesCard(boxes));
  const { headline, others, advice } = answerWords(tally(rows));
  const next = nextOf(rows, refresh);
  const lead = `${others} ${advice}`.trim();
  const list = recorded.result.total > 0 ? new ObjectionList(overview.accounts, without) : undefined;
  await list?.show();
  boxes.seal.refresh();
  return div(
    { class: "view" },
    clockNote(overview.objections),
    div(h1({ tabindex: "-1" }, headline), p({ class: "lead" }, lead)),
    notes,
    next,
    await chart(rows, new Date()),
    othersCard(overview.others),
    list?.element ?? "",
    foot(recorded.result.total > 0, boxes.copies),
    boxesCard(boxes),
    recorded.result.total > 0 ? boxes.seal.element : "",
  );
}

/** The headline, the next step, the chart, and all objections. Returns the function that draws it; `refresh` is called when something was added. */
export function overview(refresh: () => void): () => Promise<HTMLElement> {
  const boxes = {
    mail: mailBox(h2(message("mailAdd")), refresh),
    bringIn: bringInBox(refresh),
    copies: copyMenu(),
    seal: new SealBox(),
  };
  return () => overviewView(boxes, refresh);
}
