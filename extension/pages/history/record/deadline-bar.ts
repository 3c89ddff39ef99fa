import van from "vanjs-core";
import { latest, momentOnDay } from "../../../model/day-label.ts";
import type { Deadlines, Objection } from "../../../model/protocol.ts";
import { daysAgo, formatDay, message } from "../../../ui/i18n.ts";
import { formatDeadline, lateWords } from "../../status-lines.ts";

const { b, div, h2, li, section, span, ul } = van.tags;

const percent = (place: number) => `${(place * 100).toFixed(2)}%`;

/** A bar from sending to the last deadline or to today, whichever is later, with both deadlines. */
function bar(sent: number, expected: number, due: number, now: number): HTMLElement {
  const place = (time: number) => (time - sent) / (Math.max(due, now) - sent);
  const part = (kind: string, from: number, to: number) =>
    span({ class: `part ${kind}`, style: `inset-inline: ${percent(place(from))} ${percent(1 - place(to))}` });
  const line = (kind: string, time: number) =>
    span({ class: `line ${kind}`, style: `inset-inline-start: ${percent(place(time))}` });
  return div(
    { class: "track deadline-bar", "aria-hidden": "true" },
    part("ahead", sent, Math.max(due, now)),
    part("waiting", sent, Math.min(due, now)),
    now > due ? part("needs-you", due, now) : "",
    [line("mark", expected), line("mark", due), line("today", now)],
  );
}

/** How much time is left, or how late Meta is. */
function distance({ answerDueBy, precision }: Deadlines): HTMLElement {
  const late = daysAgo(momentOnDay(answerDueBy, precision));
  return span({ class: late > 0 ? "check" : "" }, lateWords(late));
}

/** The deadlines of an open objection; empty when Meta has decided or the person has withdrawn it. */
export function deadlinesOf(objection: Objection, deadlines: Deadlines, now: Date): HTMLElement | "" {
  if (["confirmed", "declined", "withdrawn", "not-sent", "not-finished"].includes(objection.status)) return "";
  const submittedAt = momentOnDay(objection.submittedAt, objection.precision);
  const { answerDueBy, precision } = deadlines;
  const confirmationExpectedBy = momentOnDay(deadlines.confirmationExpectedBy, precision);
  const ends = { mail: latest(deadlines.confirmationExpectedBy, precision), answer: latest(answerDueBy, precision) };
  // The first day given as a date has the year, so those below it can leave it out.
  const dated = [submittedAt, confirmationExpectedBy].find((time) => ![0, 1].includes(daysAgo(time)));
  const besideFirst = (time: string) => (time === dated ? undefined : dated);
  const isPast = (end: number) => end < now.getTime();
  return section(
    h2(message("historyDeadlines")),
    div(
      { class: "card" },
      bar(Date.parse(submittedAt), ends.mail, ends.answer, now.getTime()),
      ul(
        { class: "deadlines" },
        li(b(formatDay(submittedAt)), " ", span(message("historySent"))),
        li(
          b(formatDay(confirmationExpectedBy, { beside: besideFirst(confirmationExpectedBy) })),
          " ",
          span(message(isPast(ends.mail) ? "deadlineMailPast" : "deadlineMail")),
        ),
        li(
          b(formatDeadline(answerDueBy, dated)),
          " ",
          span(message(isPast(ends.answer) ? "deadlineAnswerPast" : "deadlineAnswer")),
        ),
        li(b(formatDay(now.toISOString())), " ", distance(deadlines)),
      ),
    ),
  );
}
