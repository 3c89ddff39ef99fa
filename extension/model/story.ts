import type { Deadlines, Event, EventKind } from "./protocol.ts";

/** What happened to an objection: what was recorded, and the deadlines that passed without it. */
export interface StoryItem {
  kind: Event["kind"] | "no-mail" | "limit-passed";
  at: string;
  detail?: string;
}

const answers: readonly string[] = ["confirmed", "declined", "asked-for-more", "withdrawn"] satisfies EventKind[];
const decisions: readonly string[] = ["confirmed", "declined", "withdrawn"] satisfies EventKind[];

/** Everything that happened, newest first. */
export function storyOf(events: readonly Event[], deadlines: Deadlines, now: Date): StoryItem[] {
  const passedWithout = (time: string, kinds: readonly string[]) =>
    Date.parse(time) < now.getTime() &&
    !events.some((event) => kinds.includes(event.kind) && Date.parse(event.at) <= Date.parse(time));
  const story: StoryItem[] = [...events];
  const { confirmationExpectedBy, answerDueBy } = deadlines;
  if (passedWithout(confirmationExpectedBy, answers)) story.push({ kind: "no-mail", at: confirmationExpectedBy });
  if (passedWithout(answerDueBy, decisions)) story.push({ kind: "limit-passed", at: answerDueBy });
  // Of two things at one moment, the one that was recorded later comes first.
  return story.reverse().sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
