import van from "vanjs-core";
import type { Event, ObjectionsGetResult } from "../../model/protocol.ts";
import { call } from "../../ui/ask.ts";
import { actionButton, errorBox, linkButton, platformName, statusChip } from "../../ui/components.ts";
import { formatDate, formatMoment, message } from "../../ui/i18n.ts";
import { mark, type MarkName } from "../../ui/marks.ts";
import { storeWords } from "../store-words.ts";

const { a, b, blockquote, dialog, div, h1, h2, li, ol, p } = van.tags;

const eventLooks: Record<Event["kind"], { words: `event${string}`; mark: MarkName }> = {
  submitted: { words: "eventSubmitted", mark: "waiting" },
  received: { words: "eventReceived", mark: "waiting" },
  "code-requested": { words: "eventCode", mark: "envelope" },
  confirmed: { words: "eventConfirmed", mark: "confirmed" },
  declined: { words: "eventDeclined", mark: "check" },
  "asked-for-more": { words: "eventAskedForMore", mark: "check" },
  reminded: { words: "eventReminded", mark: "note" },
  complained: { words: "eventComplained", mark: "note" },
  withdrawn: { words: "eventWithdrawn", mark: "minus" },
  note: { words: "eventNote", mark: "note" },
};

function eventItem(event: Event): HTMLElement {
  const look = eventLooks[event.kind];
  const tone = event.kind === "confirmed" ? "settled" : look.mark === "check" ? "check" : "";
  return li(
    mark(look.mark, tone),
    div(
      div({ class: "help" }, formatMoment(event.at)),
      b(message(look.words as "eventSubmitted")),
      event.detail ? blockquote(event.detail) : "",
    ),
  );
}

/** The dialog that stands before what can't be undone: the safe answer first, and Esc is the safe answer. */
function removeDialog(id: string): HTMLDialogElement {
  const keep = actionButton(message("keepIt"), () => {
    box.close();
  });
  const remove = actionButton(message("removeIt"), () => {
    void call("objections.remove", { id }).then((removed) => {
      if (removed.ok) location.hash = "";
      else box.append(p({ role: "alert" }, message(storeWords(removed.error.kind))));
    });
  });
  const box = dialog(
    { "aria-labelledby": "remove-question" },
    h2({ id: "remove-question" }, message("removeQuestion")),
    p(message("removeWords")),
    div({ class: "actions" }, keep, remove),
  );
  return box;
}

function entryContent({ objection, events, deadlines }: ObjectionsGetResult): HTMLElement {
  const removal = removeDialog(objection.id);
  const remove = linkButton(message("remove"), () => {
    removal.showModal();
  });
  return div(
    { style: "display: contents" },
    a({ class: "link", href: "#" }, message("historyAll")),
    h1({ tabindex: "-1" }, message("historyEntry", platformName(objection.platform), formatDate(objection.submittedAt))),
    div(statusChip(objection.status)),
    p({ class: "lead" }, message("historyEntryWords", formatDate(objection.submittedAt), objection.email)),
    h2(message("historyDeadlines")),
    p(message("historyExpected", formatDate(deadlines.confirmationExpectedBy))),
    p(message("historyDue", formatDate(deadlines.answerDueBy))),
    h2(message("historyHappened")),
    ol({ class: "timeline", reversed: true }, [...events].reverse().map(eventItem)),
    objection.message ? div(h2(message("historyMessage")), blockquote(objection.message)) : "",
    div(remove, removal),
    p({ class: "help" }, message("historyId", objection.id)),
  );
}

/** One objection with its events and deadlines. */
export async function entryView(id: string): Promise<HTMLElement> {
  const entry = await call("objections.get", { id });
  if (entry.ok) return entryContent(entry.result);
  const back = a({ class: "link", href: "#" }, message("historyAll"));
  if (entry.error.kind === "not-found") return div({ class: "card" }, h1({ tabindex: "-1" }, message("historyGone")), back);
  return errorBox(message("storeFailedHeadline"), message(storeWords(entry.error.kind)), back, entry.error.kind);
}
