import type { Objection } from "../model/protocol.ts";
import { formatDate, formatDay, message, nearDay } from "../ui/i18n.ts";

/** Deadlines are days in Ireland, where Meta has its seat in the EU: their last minute may be in the next day elsewhere. */
const metasTimeZone = "Europe/Dublin";

/** A deadline's day. `beside`: a date in the same card, whose year it need not repeat. */
export function formatDeadline(time: string, beside?: string): string {
  return formatDate(time, { timeZone: metasTimeZone, ...(beside === undefined ? {} : { beside }) });
}

/** What happened on a day, said with "today" or "yesterday" where that is the day. */
function dayLine(what: "Submitted" | "Received" | "Confirmed" | "Declined" | "NeedsAnswer" | "Withdrawn", time: string): string {
  const near = nearDay(time);
  return near ? message(`line${what}${near}`) : message(`line${what}`, formatDate(time));
}

/** The state of an objection with its day, in one line. */
export function statusLine({ status, statusSince }: Objection): string {
  switch (status) {
    case "submitted":
      return dayLine("Submitted", statusSince);
    case "received":
      return dayLine("Received", statusSince);
    case "confirmed":
      return dayLine("Confirmed", statusSince);
    case "declined":
      return dayLine("Declined", statusSince);
    case "needs-answer":
      return dayLine("NeedsAnswer", statusSince);
    case "withdrawn":
      return dayLine("Withdrawn", statusSince);
    case "confirmation-late":
      return message("lineConfirmationLate", formatDate(statusSince));
    case "overdue":
      return message("lineOverdue", formatDeadline(statusSince));
  }
}

/** Since when a status holds, to stand below its name. What happened at one moment has its day alone. */
export function sinceLine({ status, statusSince }: Objection): string {
  if (status === "overdue") return message("since", formatDeadline(statusSince));
  if (status !== "received" && status !== "confirmed" && status !== "confirmation-late") return formatDay(statusSince);
  const near = nearDay(statusSince);
  return near ? message(`since${near}`) : message("since", formatDate(statusSince));
}
