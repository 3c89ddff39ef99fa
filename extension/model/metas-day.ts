import { dateIn, dayLabel, momentOnDay } from "./day-label.ts";
import type { Precision, Time } from "./protocol.ts";

/** Where Meta has to act, and so where its time limits are counted (Regulation (EEC, Euratom) No 1182/71, Art. 2). */
const timeZone = "Europe/Dublin";

/** The date of a moment in Ireland: "2025-06-09". */
function irishDate(time: Time): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(time));
}

/**
 * A moment that falls, in the person's calendar, on the day on which a time limit of Meta's ends in Ireland: there its last minute may
 * be on the day before or after.
 */
export function momentOnMetasDay(time: Time, precision: Precision = "instant"): Time {
  return momentOnDay(dayLabel(precision === "day" ? dateIn(time) : irishDate(time)), "day");
}
