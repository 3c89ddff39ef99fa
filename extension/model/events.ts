import type { Event } from "./protocol.ts";

/** The correction of each corrected event, by the event. `events` are in the order in which they were recorded; the host says which count. */
export function correctionsOf(events: readonly Event[]): Map<string, { id: string; at: string }> {
  const corrections = new Map<string, { id: string; at: string }>();
  for (const { id, kind, at, detail, counts } of events)
    if (kind === "corrected" && detail !== undefined && counts === "yes") corrections.set(detail, { id, at });
  return corrections;
}

/** The events that count, without the corrections themselves. */
export function standingEvents(events: readonly Event[]): Event[] {
  return events.filter(({ kind, counts }) => kind !== "corrected" && counts === "yes");
}
