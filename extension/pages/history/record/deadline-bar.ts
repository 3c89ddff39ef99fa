import van from "vanjs-core";
import { latest, momentOnDay } from "../../../model/day-label.ts";
import { momentOnMetasDay } from "../../../model/metas-day.ts";
import { isUnsent } from "../../../model/standings.ts";
import type { Deadlines, Objection } from "../../../model/protocol.ts";
import { daysAgo, formatDay, message } from "../../../ui/i18n.ts";
import { formatDeadline, lateWords } from "../../status-lines.ts";

const { b, div, h2, li, section, span, ul } = van.tags;

const percent = (place: number) => `${(place * 100).toFixed(2)}%`;

/** A moment on the bar: its position from 0 to 1, and the words below its tick. */
interface Moment {
  kind: "sent" | "mark" | "today";
  place: number;
  words: (Node | string)[];
}

/** A bar from sending to the last deadline or to today, whichever is later. `due` and `now`: positions in it. */
function bar(moments: readonly Moment[], due: number, now: number): HTMLElement {
  const part = (kind: string, from: number, to: number) =>
    span({ class: `part ${kind}`, style: `inset-inline: ${percent(from)} ${percent(1 - to)}` });
  const ticks = moments.filter(({ kind }) => kind !== "sent");
  return div(
    { class: "track deadline-bar", "aria-hidden": "true" },
    part("ahead", 0, 1),
    part("waiting", 0, Math.min(due, now)),
    now > due ? part("needs-you", due, now) : "",
    ticks.map(({ kind, place }) => span({ class: `line ${kind}`, style: `inset-inline-start: ${percent(place)}` })),
  );
}

/** How many columns the bar has, and how many of them the words of a tick take. */
const [columns, wordColumns] = [100, 34];

/** The columns that the words of a tick take: they begin below it or, in the second half of the bar, end there. */
function columnsOf(place: number): [from: number, to: number] {
  const column = Math.round(place * columns);
  return place > 0.5 ? [Math.max(0, column - wordColumns), column] : [column, column + wordColumns];
}

/** The words below their ticks, each in the first row that has room. */
function legend(moments: readonly Moment[]): HTMLElement {
  const rows: number[][] = [];
  const items = moments.map(({ place, words }) => {
    const [from, to] = columnsOf(place);
    const taken = Array.from({ length: to - from }, (_, index) => from + index);
    const free = rows.findIndex((row) => !taken.some((column) => row.includes(column)));
    const row = free < 0 ? rows.length : free;
    rows[row] = [...(rows[row] ?? []), ...taken];
    const area = `grid-area: ${String(row + 1)} / ${String(from + 1)} / auto / ${String(to + 1)}`;
    return li({ class: place > 0.5 ? "ends" : "", style: area }, words);
  });
  return ul({ class: "deadlines" }, items);
}

/** How much time is left, or how late Meta is: not before the day is over in Ireland, too. */
function distance({ answerDueBy, precision }: Deadlines, isOver: boolean, now: Date): HTMLElement {
  const days = daysAgo(momentOnMetasDay(answerDueBy, precision), now);
  const late = isOver ? days : Math.min(days, 0);
  return span({ class: late > 0 ? "check" : "" }, lateWords(late));
}

/** The deadlines of an open objection; empty when Meta has decided, the person has withdrawn it, or it was never sent. */
export function deadlinesOf(objection: Objection, deadlines: Deadlines, now: Date): HTMLElement | "" {
  if (isUnsent(objection) || ["confirmed", "declined", "withdrawn"].includes(objection.status)) return "";
  const submittedAt = momentOnDay(objection.submittedAt, objection.precision);
  const { answerDueBy, precision } = deadlines;
  const confirmationExpectedBy = momentOnDay(deadlines.confirmationExpectedBy, precision);
  const ends = { mail: latest(deadlines.confirmationExpectedBy, precision), answer: latest(answerDueBy, precision) };
  // The first day given as a date has the year, so those below it can leave it out.
  const dated = [submittedAt, confirmationExpectedBy].find((time) => ![0, 1].includes(daysAgo(time)));
  const besideFirst = (time: string) => (time === dated ? undefined : dated);
  const isPast = (end: number) => end < now.getTime();
  const [sent, today] = [Date.parse(submittedAt), now.getTime()];
  const placeOf = (time: number) => (time - sent) / (Math.max(ends.answer, today) - sent);
  const said = (day: string, ...words: (Node | string)[]) => [b(day), " ", ...words];
  const moments: Moment[] = [
    { kind: "sent", place: 0, words: said(formatDay(submittedAt), span(message("historySent"))) },
    {
      kind: "mark",
      place: placeOf(ends.mail),
      words: said(
        formatDay(confirmationExpectedBy, { beside: besideFirst(confirmationExpectedBy) }),
        span(message(isPast(ends.mail) ? "deadlineMailPast" : "deadlineMail")),
      ),
    },
    {
      kind: "mark",
      place: placeOf(ends.answer),
      words: said(
        formatDeadline(answerDueBy, precision, dated),
        span(message(isPast(ends.answer) ? "deadlineAnswerPast" : "deadlineAnswer")),
      ),
    },
    {
      kind: "today",
      place: placeOf(today),
      words: said(formatDay(now.toISOString()), distance(deadlines, isPast(ends.answer), now)),
    },
  ];
  return section(
    h2(message("historyDeadlines")),
    div({ class: "card" }, bar(moments, placeOf(ends.answer), placeOf(today)), legend(moments)),
  );
}
