import van, { type ChildDom } from "vanjs-core";
import { objectionFormOf } from "../../../model/forms.ts";
import type { Row } from "../../../model/account-rows.ts";
import {
  axisFor,
  lanesOf,
  maxLanes,
  segmentsOf,
  ticksOf,
  trainingBegan,
  type Axis,
  type Segment,
  type Tick,
} from "../../../model/timeline.ts";
import { actionButton, plainAddress, platformName, statusMark, statusName, statusTone } from "../../../ui/components.ts";
import { formatDate, formatDay, formatMonthShort, formatYear, message, plural, rich } from "../../../ui/i18n.ts";
import { withObjections } from "../../host-answers.ts";
import { formLink } from "../../links.ts";
import { distinguishingEmail, sinceLine, standingOf } from "../../status-lines.ts";

const { b, div, h2, li, section, span, table, tbody, td, th, thead, tr, ul } = van.tags;

const percent = (place: number) => `${(place * 100).toFixed(2)}%`;

function tickLine({ kind, place }: Tick): HTMLElement {
  return span({ class: `line ${kind}`, style: `inset-inline-start: ${percent(place)}` });
}

/** The background of every lane: the stretched recent months, the grid lines, and today. */
function ground(axis: Axis, ticks: readonly Tick[]): HTMLElement[] {
  const wider = span({ class: "wider", style: `inset-inline-start: ${percent(axis.place(axis.recent))}` });
  return [wider, ...ticks.map(tickLine), span({ class: "line today", style: "inset-inline-start: 100%" })];
}

function part({ kind, from, to }: Segment): HTMLElement {
  // Positioned by its end, so that a bar too short to be seen grows towards the past.
  return span({ class: `part ${kind}`, style: `inset-inline-end: ${percent(1 - to)}; inline-size: ${percent(to - from)}` });
}

/** The label above a grid line. */
function tickWords({ kind, at }: Tick): string {
  return kind === "year" ? formatYear(at) : formatMonthShort(at, { withYear: kind !== "month" });
}

function axisWords(axis: Axis, ticks: readonly Tick[]): HTMLElement[] {
  const words = ticks
    .filter(({ hasRoom }) => hasRoom)
    .map((tick) => span({ class: "word", style: `inset-inline-start: ${percent(tick.place)}` }, tickWords(tick)));
  return [...words, b({ class: "word", style: "inset-inline-start: 100%" }, formatDay(axis.now.toISOString()))];
}

function who(row: Row, rows: readonly Row[]): ChildDom {
  const platform = platformName(row.platform);
  const email = distinguishingEmail(row, rows);
  const name = row.label === "" ? b(platform) : span(rich("accountName", b(row.label), platform));
  return email ? [name, div({ class: "help" }, plainAddress(email))] : name;
}

function state(row: Row): ChildDom {
  const { platform, status } = row;
  const form = objectionFormOf(platform);
  const standing = standingOf(row);
  const since = standing
    ? div({ class: "help" }, sinceLine(standing))
    : form
      ? formLink(message("openForm"), platform, form.url)
      : "";
  const tone = status !== "none" && statusTone(status) === "check" ? "check" : "";
  const open = row.next && row.next.objectionId !== row.objectionId ? div({ class: "check" }, statusName(row.next.status)) : "";
  return div({ class: "state" }, statusMark(status), div(b({ class: tone }, statusName(status)), since, open));
}

/** A lane is a row of a table, so that a screen reader reads its text without the bars. */
function lane(row: Row, rows: readonly Row[], axis: Axis, ticks: readonly Tick[]): HTMLElement {
  const bars = div({ class: "track", "aria-hidden": "true" }, ground(axis, ticks), segmentsOf(row, axis).map(part));
  return tr(
    { role: "row" },
    th({ role: "rowheader", scope: "row" }, who(row, rows)),
    td({ role: "cell" }, bars),
    td({ role: "cell" }, state(row)),
  );
}

const legendWords = {
  confirmed: () => message("statusConfirmed"),
  waiting: () => message("chartWaiting"),
  "needs-you": () => message("chartNeeds"),
  none: () => message("chartNone"),
};

/** The legend of the bars that are drawn. */
function legend(kinds: ReadonlySet<Segment["kind"]>): HTMLElement {
  const bars = (["confirmed", "waiting", "needs-you", "none"] as const)
    .filter((kind) => kinds.has(kind))
    .map((kind) => li(span({ class: "swatch" }, span({ class: `part ${kind}` })), legendWords[kind]()));
  return ul(
    { class: "legend", "aria-hidden": "true" },
    bars,
    li(span({ class: "swatch line training" }), message("chartTraining", formatDate(trainingBegan.toISOString()))),
    li(span({ class: "swatch wider" }), message("chartWider")),
  );
}

/** A chart of who has objected, and since when: one lane for each account. */
export async function chart(rows: readonly Row[], now: Date): Promise<HTMLElement> {
  const lanes = lanesOf(rows);
  const first = await withObjections(lanes.slice(0, maxLanes));
  const axis = axisFor(first, now);
  const ticks = ticksOf(axis);
  const kinds = new Set(rows.flatMap((row) => segmentsOf(row, axis).map(({ kind }) => kind)));
  const body = tbody({ role: "rowgroup" });
  const show = (shown: readonly Row[]) => {
    body.replaceChildren(...shown.map((row) => lane(row, lanes, axis, ticks)));
  };
  show(first);
  const showAll = async () => {
    show(await withObjections(lanes));
    body.querySelectorAll("tr")[maxLanes]?.querySelector("a")?.focus();
    all.remove();
  };
  const all = actionButton(plural("popupAllAccounts", lanes.length), () => void showAll());
  const head = thead(
    { role: "rowgroup" },
    tr(
      { role: "row" },
      th({ role: "columnheader", scope: "col" }, span({ class: "hidden" }, message("historyWho"))),
      td({ role: "cell" }, div({ class: "track words", "aria-hidden": "true" }, ground(axis, ticks), axisWords(axis, ticks))),
      th({ role: "columnheader", scope: "col" }, span({ class: "hidden" }, message("historyStatus"))),
    ),
  );
  return section(
    h2({ id: "chart" }, message("historyChart")),
    div({ class: "chart" }, table({ role: "table", "aria-labelledby": "chart" }, head, body), legend(kinds)),
    lanes.length > maxLanes ? all : "",
  );
}
