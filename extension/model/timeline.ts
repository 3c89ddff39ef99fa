import catalogue from "../../manifests/forms.json";
import { needsYou, type Row } from "./account-rows.ts";
import type { Status } from "./protocol.ts";

/**
 * When Meta began to train its AI on posts from the EU, the day that it had announced (Verbraucherzentrale, 27 May 2025): the first moment
 * of that day in the person's calendar.
 */
export const trainingBegan = new Date(`${catalogue.trainingBegan}T00:00:00`);

/** The last months that are drawn wider, and the part of the picture's width that they take. */
const recentMonths = 3;
const recentShare = 0.6;

/** Turns moments into positions from 0 (the start of the picture) to 1 (today). */
export interface Axis {
  start: Date;
  /** Where the wider months begin. */
  recent: Date;
  now: Date;
  place(time: string | Date): number;
}

/** A line across the picture. `year` and `month` begin there. */
export interface Tick {
  kind: "training" | "year" | "month";
  at: Date;
  place: number;
  /** False if its words would run into those of another line. */
  hasRoom: boolean;
}

/** A part of a lane. `none`: no objection. */
export interface Segment {
  kind: "confirmed" | "waiting" | "needs-you" | "none";
  from: number;
  to: number;
}

/** More rows than this are shown only on request, so that the picture stays readable. */
export const maxLanes = 8;

/** The axis for these rows: from a little before the first objection, or before the training began, until now. */
export function axisFor(rows: readonly Row[], now: Date): Axis {
  const times = rows.flatMap(({ objection, since }) =>
    [objection?.submittedAt, since].flatMap((time) => (time ? [Date.parse(time)] : [])),
  );
  const first = Math.min(trainingBegan.getTime(), ...times);
  const recent = new Date(now);
  recent.setMonth(recent.getMonth() - recentMonths);
  // Three months before 31 May there is no such day: use the last of the month.
  if (recent.getDate() !== now.getDate()) recent.setDate(0);
  const start = new Date(first - (recent.getTime() - first) / 12);
  const share = (from: Date, time: number, to: Date) => (time - from.getTime()) / (to.getTime() - from.getTime());
  const place = (time: string | Date) => {
    const moment = Math.min(Math.max(new Date(time).getTime(), start.getTime()), now.getTime());
    return moment < recent.getTime()
      ? share(start, moment, recent) * (1 - recentShare)
      : 1 - recentShare + share(recent, moment, now) * recentShare;
  };
  return { start, recent, now, place };
}

/** Words on the axis need this much of its width. */
const room = 0.12;

/** The lines to draw: the beginning of the training, every year, and the months that are drawn wider. */
export function ticksOf(axis: Axis): Tick[] {
  const lines: Pick<Tick, "kind" | "at">[] = [{ kind: "training", at: trainingBegan }];
  for (let year = axis.start.getFullYear() + 1; new Date(year, 0) < axis.recent; year += 1)
    lines.push({ kind: "year", at: new Date(year, 0) });
  for (let month = axis.recent.getMonth() + 1; ; month += 1) {
    const at = new Date(axis.recent.getFullYear(), month);
    if (at > axis.now) break;
    lines.push({ kind: "month", at });
  }
  let last = -1;
  return lines.map(({ kind, at }) => {
    const place = axis.place(at);
    const hasRoom = place - last >= room && place <= 1 - room;
    if (hasRoom) last = place;
    return { kind, at, place, hasRoom };
  });
}

/** A part of less than this of the width can't be seen. */
const visible = 0.01;

/** What a lane shows: how long an account has waited, and since when it is confirmed or needs the person. */
export function segmentsOf({ status, since, objection }: Row, axis: Axis): Segment[] {
  if (status === "none" || since === undefined) return [{ kind: "none", from: 0, to: 1 }];
  const sent = axis.place(objection?.submittedAt ?? since);
  const change = axis.place(since);
  const then = after(status);
  if (then === "waiting") return [{ kind: "waiting", from: sent, to: 1 }];
  if (change - sent < visible) return [{ kind: then, from: sent, to: 1 }];
  return [
    { kind: "waiting", from: sent, to: change },
    { kind: then, from: change, to: 1 },
  ];
}

function after(status: Status): Segment["kind"] {
  if (status === "confirmed") return "confirmed";
  return needsYou.includes(status) ? "needs-you" : "waiting";
}

/** The rows as lanes: grouped by person, or, if there are many, those that need the person first. `rows` are in that order. */
export function lanesOf(rows: readonly Row[]): Row[] {
  if (rows.length > maxLanes) return [...rows];
  return [...rows].sort((one, other) => one.label.localeCompare(other.label) || one.platform.localeCompare(other.platform));
}
