import { clockSetBack, isDoubtful } from "./clock.ts";
import { latest } from "./day-label.ts";
import { correctionsOf } from "./events.ts";
import type { Deadlines, Event, EventKind, Precision, Source } from "./protocol.ts";

/** What happened to an objection: what was recorded, and the deadlines that passed without it. */
export interface StoryItem {
  /** Of the recorded event; a deadline has none. */
  id?: string;
  kind: Exclude<Event["kind"], "corrected"> | "no-mail" | "limit-passed";
  at: string;
  /** Whether a moment is known, only the day, or not even that. */
  precision: Precision;
  /** How it is known; a deadline has none. */
  source?: Source;
  /** Another computer's history says so, and the person has not agreed to it. */
  isNotAgreed?: boolean;
  detail?: string;
  /** The size of the e-mail that was kept with it, in bytes. */
  evidenceBytes?: number;
  /** The clock had been set back when it was recorded. */
  isDoubtful?: boolean;
  /** The event that says that this one was a mistake, and when. */
  mistake?: { id: string; at: string };
}

const answers: readonly string[] = ["confirmed", "declined", "asked-for-more", "withdrawn"] satisfies EventKind[];
const decisions: readonly string[] = ["confirmed", "declined", "withdrawn"] satisfies EventKind[];

/** Whether something may have happened by this moment, in milliseconds since 1970, as far as it is known when. */
function mayHaveBeenBy({ at, precision }: StoryItem, moment: number): boolean {
  return precision === "unknown" || Date.parse(at) <= moment;
}

/** The recorded events without the corrections, each with its own correction. */
function recordedItems(events: readonly Event[], setBack: ReadonlyMap<string, number>): StoryItem[] {
  const corrections = correctionsOf(events);
  return events.flatMap(({ id, kind, at, precision, source, counts, detail, evidenceBytes }) => {
    if (kind === "corrected") return [];
    const mistake = counts === "corrected" ? corrections.get(id) : undefined;
    return [
      {
        id,
        kind,
        at,
        precision,
        source,
        ...(counts === "not-agreed" ? { isNotAgreed: true } : {}),
        ...(detail === undefined ? {} : { detail }),
        ...(evidenceBytes ? { evidenceBytes } : {}),
        ...(mistake ? { mistake } : {}),
        ...(isDoubtful(setBack.get(id)) ? { isDoubtful: true } : {}),
      },
    ];
  });
}

/** The deadlines that passed without an event that meets them. */
function passedDeadlines(
  { confirmationExpectedBy, answerDueBy, precision }: Deadlines,
  standing: readonly StoryItem[],
  now: Date,
): StoryItem[] {
  const passedWithout = (time: string, kinds: readonly string[]) => {
    const end = latest(time, precision);
    return end < now.getTime() && !standing.some((event) => kinds.includes(event.kind) && mayHaveBeenBy(event, end));
  };
  return [
    ...(passedWithout(confirmationExpectedBy, answers)
      ? [{ kind: "no-mail", at: confirmationExpectedBy, precision } as const]
      : []),
    ...(passedWithout(answerDueBy, decisions) ? [{ kind: "limit-passed", at: answerDueBy, precision } as const] : []),
  ];
}

/** Everything that happened, newest first. Where nothing is awaited from Meta, there are no deadlines. */
export function storyOf(events: readonly Event[], deadlines: Deadlines | undefined, now: Date): StoryItem[] {
  const setBack = clockSetBack(events);
  const story = recordedItems(events, setBack);
  const counting = new Set(events.flatMap(({ id, counts }) => (counts === "yes" ? [id] : [])));
  const standing = story.filter(({ id }) => id !== undefined && counting.has(id));
  if (deadlines) story.push(...passedDeadlines(deadlines, standing, now));
  // As if the clock had not been set back; of two things at the same moment, the one recorded later comes first.
  const moment = ({ id, at, precision }: StoryItem) =>
    id === undefined ? latest(at, precision) : Date.parse(at) + (setBack.get(id) ?? 0);
  return story.reverse().sort((one, other) => moment(other) - moment(one));
}
