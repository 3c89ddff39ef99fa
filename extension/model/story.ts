import { correctionsOf } from "./corrections.ts";
import type { Deadlines, Event, EventKind } from "./protocol.ts";

/** What happened to an objection: what was recorded, and the deadlines that passed without it. */
export interface StoryItem {
  /** Of the recorded event; a deadline has none. */
  id?: string;
  kind: Exclude<Event["kind"], "corrected"> | "no-mail" | "limit-passed";
  at: string;
  detail?: string;
  /** So long is the e-mail that was kept with it, in bytes. */
  evidenceBytes?: number;
  /** The event that says that this one was a mistake, and when. */
  mistake?: { id: string; at: string };
}

const answers: readonly string[] = ["confirmed", "declined", "asked-for-more", "withdrawn"] satisfies EventKind[];
const decisions: readonly string[] = ["confirmed", "declined", "withdrawn"] satisfies EventKind[];

/** The recorded events without the corrections, each with the one that takes it back. */
function recordedItems(events: readonly Event[]): StoryItem[] {
  const corrections = correctionsOf(events);
  return events.flatMap(({ id, kind, at, detail, evidenceBytes }) => {
    if (kind === "corrected") return [];
    const mistake = corrections.get(id);
    return [
      {
        id,
        kind,
        at,
        ...(detail === undefined ? {} : { detail }),
        ...(evidenceBytes ? { evidenceBytes } : {}),
        ...(mistake ? { mistake } : {}),
      },
    ];
  });
}

/** Everything that happened, newest first. */
export function storyOf(events: readonly Event[], deadlines: Deadlines, now: Date): StoryItem[] {
  const story = recordedItems(events);
  const standing = story.filter(({ mistake }) => mistake === undefined);
  const passedWithout = (time: string, kinds: readonly string[]) =>
    Date.parse(time) < now.getTime() &&
    !standing.some((event) => kinds.includes(event.kind) && Date.parse(event.at) <= Date.parse(time));
  const { confirmationExpectedBy, answerDueBy } = deadlines;
  if (passedWithout(confirmationExpectedBy, answers)) story.push({ kind: "no-mail", at: confirmationExpectedBy });
  if (passedWithout(answerDueBy, decisions)) story.push({ kind: "limit-passed", at: answerDueBy });
  // Of two things at one moment, the one that was recorded later comes first.
  return story.reverse().sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
