import { isSameAddress } from "./email.ts";
import type { Account, Objection, Precision, Standing, Status } from "./protocol.ts";

/** An account and its standing, or an address that was used without an account. */
export interface Row extends Standing {
  /** The name that the person gave the account, or "". */
  label: string;
  /** The best standing objection, if it was looked up. */
  objection?: Objection;
}

/** The statuses in which the person can do something, most urgent first. */
export const needsYou: readonly Status[] = [
  "needs-answer",
  "answered",
  "unsure",
  "overdue",
  "confirmation-late",
  "declined",
  "not-finished",
  "not-sent",
];
/** The statuses in which it is Meta's turn. */
export const waitsForMeta: readonly Status[] = ["submitted", "received"];
/** The statuses in which Meta's e-mail may still come, or has come. */
export const mailMayCome: readonly Status[] = [...waitsForMeta, "confirmation-late", "overdue", "needs-answer", "answered"];

/** Which rows come first: those that need the person, those without an objection, those that wait, those that are settled. */
function rank({ status, next }: Row): number {
  if (next) return 0;
  if (status === "none") return 1;
  return status === "confirmed" ? 3 : 2;
}

/** The account that an objection counts for, as the host has it: the one it names, or the only one with its address. */
export function accountOf(objection: Objection, accounts: readonly Account[]): Account | undefined {
  const named = accounts.find(({ id }) => id === objection.accountId);
  if (named) return named;
  const fitting = accounts.filter(
    ({ platform, emails }) => platform === objection.platform && emails.some((email) => isSameAddress(email, objection.email)),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Of two rows that need the person: Meta's questions first, then what has waited longest. */
function moreUrgent(one: Row, other: Row): number {
  const step = ({ next }: Row) => (next ? needsYou.indexOf(next.status) : needsYou.length);
  const since = (row: Row) => (row.next ? (row.since ?? "") : "");
  return step(one) - step(other) || since(one).localeCompare(since(other));
}

/** One line for each standing, with the account's name; those that need the person come first, most urgent first. */
export function accountRows(accounts: readonly Account[], standings: readonly Standing[]): Row[] {
  const labels = new Map(accounts.map(({ id, label }) => [id, label]));
  const rows = standings.map((standing): Row => ({ ...standing, label: labels.get(standing.accountId ?? "") ?? "" }));
  return rows.sort((one, other) => rank(one) - rank(other) || moreUrgent(one, other));
}

/** How many accounts are in which state, to answer the one question: am I done? */
export interface Tally {
  total: number;
  confirmed: number;
  waiting: number;
  /** With something that the person can do, even if another objection is confirmed. */
  needsYou: number;
  /** Without an objection. */
  open: number;
  /** When the next e-mail should have come. */
  mailBy?: string;
}

const day = 24 * 60 * 60 * 1000;

/** By when Meta's e-mail should have come, in milliseconds since 1970. If only the day is known, its end counts. */
export function mailExpectedBy(sent: string, precision: Precision = "instant"): number {
  return Date.parse(sent) + 2 * day + (precision === "day" ? day : 0);
}

/** Counts the states of these rows. */
export function tally(rows: readonly Row[], now = new Date()): Tally {
  const count = (fits: (row: Row) => boolean) => rows.filter(fits).length;
  const [mailBy] = rows
    .filter((row) => rank(row) === 2)
    .flatMap(({ since, precision }) => (since === undefined ? [] : [mailExpectedBy(since, precision)]))
    .filter((time) => time > now.getTime())
    .sort((one, other) => one - other);
  return {
    total: rows.length,
    confirmed: count(({ status }) => status === "confirmed"),
    waiting: count((row) => rank(row) === 2),
    needsYou: count(({ next }) => next !== undefined),
    open: count((row) => rank(row) === 1),
    ...(mailBy === undefined ? {} : { mailBy: new Date(mailBy).toISOString() }),
  };
}

/** The row that needs the person most, or an account without an objection. `rows` are in that order. */
export function maxUrgent(rows: readonly Row[]): Row | undefined {
  return rows.find((row) => rank(row) <= 1);
}
