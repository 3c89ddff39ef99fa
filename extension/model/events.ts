import type { Event } from "./protocol.ts";

/** The corrections that stand, by the event that each takes back. `events` are in the order in which they were recorded. */
export function correctionsOf(events: readonly Event[]): Map<string, { id: string; at: string }> {
  const corrections = new Map<string, { id: string; at: string }>();
  for (const { id, kind, at, detail } of [...events].reverse())
    if (kind === "corrected" && detail !== undefined && !corrections.has(id)) corrections.set(detail, { id, at });
  return corrections;
}

/** The events without those that were taken back, and without the corrections themselves. */
export function standingEvents(events: readonly Event[]): Event[] {
  const corrections = correctionsOf(events);
  return events.filter(({ id, kind }) => kind !== "corrected" && !corrections.has(id));
}
