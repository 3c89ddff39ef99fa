import van from "vanjs-core";
import { objectionFormOf } from "../../../model/forms.ts";
import type { OthersCount } from "../../../model/messages.ts";
import { tally } from "../../../model/account-rows.ts";
import type { Platform } from "../../../model/protocol.ts";
import { ask, call } from "../../../ui/ask.ts";
import { actionButton, linkAsButton } from "../../../ui/components.ts";
import { message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { othersSentence } from "../../../ui/others-words.ts";
import { answerWords } from "../../answer-words.ts";
import { gatherRows } from "../../host-answers.ts";
import { formLink, usesLink } from "../../links.ts";
import { mailBox } from "../../mail-box.ts";
import { clockNote, storeError } from "../../notes.ts";
import { chart } from "./account-chart.ts";
import { bringInBox } from "./bring-in.ts";
import { copyBox } from "./copy-box.ts";
import { nextOf } from "./next-step.ts";
import { ObjectionList } from "./objection-list.ts";
import { verdict } from "./record-card.ts";
import { removalNote, removalsUnderWay } from "./removal.ts";

const { a, div, h1, h2, p, section } = van.tags;

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
    { class: "card" },
    h1({ tabindex: "-1" }, message("historyNone")),
    p(message("historyNoneWords")),
    div(
      { class: "actions" },
      wayToForm(message("historyFacebookForm"), "facebook", "main"),
      wayToForm(message("historyInstagramForm"), "instagram", "other"),
      objectedBefore(),
    ),
  );
}

/** The boxes into which the person puts something. They outlive a redraw of the view, with their input and messages. */
interface Boxes {
  mail: HTMLElement;
  copy: HTMLElement;
  bringIn: HTMLElement;
}

async function overviewView({ mail, copy, bringIn }: Boxes): Promise<HTMLElement> {
  const removals = await removalsUnderWay();
  const without = removals.map(({ id }) => id);
  const [overview, recorded] = await Promise.all([ask("overview", {}), call("objections.list", { limit: 1, without })]);
  if (!recorded.ok || !overview) {
    const again = actionButton(message("tryAgain"), () => {
      location.reload();
    });
    const kind = recorded.ok ? "host-missing" : recorded.error.kind;
    return div(h1({ class: "hidden", tabindex: "-1" }, message("historyOverview")), storeError(kind, again));
  }
  const rows = await gatherRows(overview);
  const notes = await Promise.all(removals.map(removalNote));
  if (rows.length === 0) return div({ class: "view" }, notes, nothingYet(), div({ class: "card" }, bringIn));
  const { headline, others, advice } = answerWords(tally(rows));
  const next = nextOf(rows);
  // The card of the next step already gives the advice.
  const lead = next === "" ? `${others} ${advice}`.trim() : others;
  const list = recorded.result.total > 0 ? new ObjectionList(overview.accounts, without) : undefined;
  await list?.show();
  return div(
    { class: "view" },
    clockNote(overview.objections),
    div(h1({ tabindex: "-1" }, headline), p({ class: "lead" }, lead)),
    notes,
    next,
    chart(rows, new Date()),
    othersCard(overview.others),
    list?.element ?? "",
    div(
      { class: "list-foot" },
      recorded.result.total > 0 ? verdict((entries) => plural("historyIntact", entries)) : "",
      objectedBefore(),
      usesLink(message("usesLink")),
    ),
    div({ class: "columns" }, div({ class: "card" }, mail), div({ class: "card" }, copy, bringIn)),
  );
}

/** The headline, the next step, the chart, and all objections. Returns the function that draws it; `refresh` is called when something was added. */
export function overview(refresh: () => void): () => Promise<HTMLElement> {
  const boxes = { mail: mailBox(h2(message("mailAdd")), refresh), copy: copyBox(), bringIn: bringInBox(refresh) };
  return () => overviewView(boxes);
}
