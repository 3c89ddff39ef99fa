import type { Precision, Time } from "./protocol.ts";

/** A day of the person's calendar, "2025-05-03", as the protocol writes it. */
export function dayLabel(day: string): Time {
  return `${day}T00:00:00.000Z`;
}

/** The date in a label or a moment, as written there: "2025-05-03". */
export function dateIn(time: Time): string {
  return time.slice(0, 10);
}

const dayLength = 24 * 60 * 60 * 1000;

/** The last moment that a time may mean, in milliseconds since 1970: for a day its end in UTC, as the host counts. */
export function latest(time: Time, precision: Precision): number {
  return Date.parse(time) + (precision === "day" ? dayLength - 1 : 0);
}

/** The day on which a moment falls in the person's calendar: "2025-05-03". */
export function dayOf(time: Time | Date): string {
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/**
 * A moment that falls on the same day in the person's calendar wherever they are, to be shown as a day: made from a label, which isn't a
 * moment itself, or else the moment unchanged.
 */
export function momentOnDay(time: Time, precision: Precision = "instant"): Time {
  if (precision !== "day") return time;
  const [year = 1970, month = 1, day = 1] = dateIn(time).split("-").map(Number);
  return new Date(year, month - 1, day, 12).toISOString();
}
