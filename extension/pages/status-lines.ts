import type { Row } from "../model/account-rows.ts";
import { momentOnDay } from "../model/day-label.ts";
import { momentOnMetasDay } from "../model/metas-day.ts";
import type { Objection, Precision, Standing, Status, Time } from "../model/protocol.ts";
import { statusName } from "../ui/components.ts";
import { dayMessage, formatDate, formatDay, message, plural } from "../ui/i18n.ts";

/** The day of a deadline, as Meta counts it. `beside`: a date in the same card; the year is left out if it is the same. */
export function formatDeadline(time: Time, precision: Precision, beside?: string): string {
  return formatDate(momentOnMetasDay(time, precision), beside === undefined ? {} : { beside });
}

/** How many days Meta is late; negative while there is time left. */
export function lateWords(days: number): string {
  if (days === 0) return message("deadlineToday");
  return days > 0 ? plural("deadlineLate", days) : plural("deadlineLeft", -days);
}

/** A status, and since when it applies. */
export interface StatusSince {
  status: Status;
  since: Time;
  precision: Precision;
}

/** The status of an objection, as it is shown. */
export function statusOf({ status, statusSince, statusPrecision }: Objection): StatusSince {
  return { status, since: statusSince, precision: statusPrecision };
}

/** Where an account stands; undefined if it has not objected. */
export function standingOf({ status, since, precision }: Standing): StatusSince | undefined {
  return status === "none" || since === undefined ? undefined : { status, since, precision: precision ?? "instant" };
}

/** A status with its day, in one line. */
export function statusLine({ status, since, precision }: StatusSince): string {
  if (precision === "unknown") return statusName(status);
  const statusSince = momentOnDay(since, precision);
  switch (status) {
    case "submitted":
      return dayMessage("lineSubmitted", statusSince);
    case "received":
      return dayMessage("lineReceived", statusSince);
    case "confirmed":
      return dayMessage("lineConfirmed", statusSince);
    case "declined":
      return dayMessage("lineDeclined", statusSince);
    case "needs-answer":
      return dayMessage("lineNeedsAnswer", statusSince);
    case "withdrawn":
      return dayMessage("lineWithdrawn", statusSince);
    case "confirmation-late":
      return message("lineConfirmationLate");
    case "overdue":
      return message("lineOverdue", formatDeadline(since, precision));
    case "answered":
      return message("lineAnswered", formatDate(statusSince));
    case "unsure":
      return message("lineUnsure");
    case "not-finished":
      return message("lineNotFinished");
    case "not-sent":
      return message("lineNotSent");
  }
}

/** Since when a status applies, to be shown below its name. For a single event it is only the day. */
export function sinceLine({ status, since, precision }: StatusSince): string {
  if (precision === "unknown") return message("dayNotKnown");
  if (status === "overdue") return message("since", formatDeadline(since, precision));
  const statusSince = momentOnDay(since, precision);
  if (status !== "received" && status !== "confirmed" && status !== "confirmation-late") return formatDay(statusSince);
  return dayMessage("since", statusSince);
}

/** The e-mail address that tells a row apart from the others: when it has no name, or another account has the same one. */
export function distinguishingEmail(row: Row, rows: readonly Row[]): string | undefined {
  const sameNamed = rows.filter(({ label, platform }) => label === row.label && platform === row.platform);
  return sameNamed.length > 1 || row.label === "" ? row.email : undefined;
}
