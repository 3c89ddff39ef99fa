import { firstSource } from "../../../model/first-source.ts";
import type { StoryItem } from "../../../model/story-items.ts";
import { message, type PlainMessageKey } from "../../../ui/i18n.ts";
import type { MarkName } from "../../../ui/marks.ts";

interface Look {
  words: Extract<PlainMessageKey, `event${string}`>;
  mark: MarkName;
  tone?: "settled" | "check";
}

/**
 * What an item is called. Its outcome is known from Meta's page, from an e-mail, or from the person. For sending, the name depends on how
 * it is known: what Demur saw is a press of Meta's button.
 */
export function itemWords({ kind, source }: StoryItem): string {
  const by = source && firstSource(source);
  if (kind === "received" && by === "mail") return message("eventReceivedMail");
  if (kind === "received" && by === "person") return message("eventReceivedYou");
  if (kind === "page-error" && by === "person") return message("eventPageErrorYou");
  if (kind !== "submitted" || !by) return message(eventLooks[kind].words);
  if (by === "page") return message("eventPressed");
  return message(by === "unrecorded" ? "historySent" : "eventSubmitted");
}

/** The text and mark of each kind of event. */
export const eventLooks: Record<StoryItem["kind"], Look> = {
  submitted: { words: "eventSubmitted", mark: "sent" },
  received: { words: "eventReceived", mark: "page" },
  "code-requested": { words: "eventCode", mark: "envelope" },
  "page-error": { words: "eventPageError", mark: "check", tone: "check" },
  unsure: { words: "eventUnsure", mark: "asks" },
  answered: { words: "eventAnswered", mark: "envelope" },
  confirmed: { words: "eventConfirmed", mark: "confirmed", tone: "settled" },
  declined: { words: "eventDeclined", mark: "check", tone: "check" },
  "asked-for-more": { words: "eventAskedForMore", mark: "envelope" },
  reminded: { words: "eventReminded", mark: "note" },
  complained: { words: "eventComplained", mark: "note" },
  withdrawn: { words: "eventWithdrawn", mark: "minus" },
  note: { words: "eventNote", mark: "note" },
  "no-mail": { words: "eventNoMail", mark: "waiting" },
  "limit-passed": { words: "eventLimit", mark: "check", tone: "check" },
};
