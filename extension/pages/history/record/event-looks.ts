import type { StoryItem } from "../../../model/story-items.ts";
import type { PlainMessageKey } from "../../../ui/i18n.ts";
import type { MarkName } from "../../../ui/marks.ts";

interface Look {
  words: Extract<PlainMessageKey, `event${string}`>;
  mark: MarkName;
  tone?: "settled" | "check";
}

/** The text and mark of each kind of event. */
export const eventLooks: Record<StoryItem["kind"], Look> = {
  submitted: { words: "eventSubmitted", mark: "sent" },
  received: { words: "eventReceived", mark: "page" },
  "code-requested": { words: "eventCode", mark: "envelope" },
  "page-error": { words: "eventNote", mark: "check" },
  unsure: { words: "eventNote", mark: "page" },
  answered: { words: "eventNote", mark: "envelope" },
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
