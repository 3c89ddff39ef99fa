import type { Event, Objection } from "./protocol.ts";

/** A clock that is this far behind is wrong, not merely less exact than another computer's, in milliseconds. */
const tolerance = 60 * 60 * 1000;

/**
 * How far this computer's clock had been set back when each event was recorded, in milliseconds, if it had. An event can't have been
 * recorded before the ones that precede it: `events` are in the order of recording.
 */
export function clockSetBack(events: readonly Pick<Event, "id" | "recordedAt">[]): Map<string, number> {
  const setBack = new Map<string, number>();
  let latest = -Infinity;
  for (const { id, recordedAt } of events) {
    const time = Date.parse(recordedAt);
    latest = Math.max(latest, time);
    if (time < latest) setBack.set(id, latest - time);
  }
  return setBack;
}

/** When the latest of these objections was recorded, if that is in the future by the clock; undefined if the clock may be right. */
export function recordedInFuture(objections: readonly Pick<Objection, "recordedAt">[], now: Date): string | undefined {
  const latest = objections
    .map(({ recordedAt }) => recordedAt)
    .sort()
    .at(-1);
  return latest !== undefined && Date.parse(latest) > now.getTime() + tolerance ? latest : undefined;
}

/** Whether a time of an event may be wrong because of that. */
export function isDoubtful(setBack: number | undefined): boolean {
  return setBack !== undefined && setBack > tolerance;
}
