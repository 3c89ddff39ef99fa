import { isSameAddress } from "./email.ts";
import type { Account, Objection, Platform, Status } from "./protocol.ts";

/** An account and the newest objection made with it, or an objection whose account is not known. */
export interface Row {
  platform: Platform;
  /** The name that the person gave the account, or "". */
  label: string;
  email?: string;
  objection?: Objection;
}

/** The statuses in which the person can do something. */
export const needsYou: readonly Status[] = ["overdue", "declined", "needs-answer", "confirmation-late"];
/** The statuses in which it is Meta's turn. */
export const waitsForMeta: readonly Status[] = ["submitted", "received"];
/** The statuses in which Meta's e-mail may still come. */
export const mailMayCome: readonly Status[] = [...waitsForMeta, "confirmation-late", "overdue", "needs-answer"];

/** Which rows come first: those that need the person, those without an objection, those that wait, those that are settled. */
function rank({ objection }: Row): number {
  if (!objection) return 1;
  if (needsYou.includes(objection.status)) return 0;
  return objection.status === "confirmed" || objection.status === "withdrawn" ? 3 : 2;
}

function belongsTo(objection: Objection, account: Account): boolean {
  if (objection.accountId === account.id) return true;
  return objection.platform === account.platform && account.emails.some((email) => isSameAddress(email, objection.email));
}

/** The account with which an objection was made, as far as it is known. */
export function accountOf(objection: Objection, accounts: readonly Account[]): Account | undefined {
  return accounts.find((account) => belongsTo(objection, account));
}

/** One line for each account, and for each address that was used without one. `objections` are newest first. */
export function accountRows(accounts: readonly Account[], objections: readonly Objection[]): Row[] {
  const rows = accounts.map((account): Row => {
    const objection = objections.find((candidate) => belongsTo(candidate, account));
    const email = account.emails[0];
    return { platform: account.platform, label: account.label, ...(email ? { email } : {}), ...(objection ? { objection } : {}) };
  });
  for (const objection of objections) {
    const isCovered = accountOf(objection, accounts) !== undefined;
    const isListed = rows.some(
      (row) => row.platform === objection.platform && row.email !== undefined && isSameAddress(row.email, objection.email),
    );
    if (!isCovered && !isListed) rows.push({ platform: objection.platform, label: "", email: objection.email, objection });
  }
  return rows.sort((one, other) => rank(one) - rank(other));
}

/** How many accounts are in which state, to answer the one question: am I done? */
export interface Tally {
  total: number;
  confirmed: number;
  waiting: number;
  needsYou: number;
  /** Without an objection. */
  open: number;
  withdrawn: number;
  /** When the next e-mail should have come. */
  mailBy?: string;
}

const hours48 = 48 * 60 * 60 * 1000;

/** By when Meta's e-mail should have come, in milliseconds since 1970. */
export function mailExpectedBy({ submittedAt }: Pick<Objection, "submittedAt">): number {
  return Date.parse(submittedAt) + hours48;
}

/** Counts the states of these rows. */
export function tally(rows: readonly Row[], now = new Date()): Tally {
  const count = (fits: (row: Row) => boolean) => rows.filter(fits).length;
  const withdrawn = count((row) => row.objection?.status === "withdrawn");
  const [mailBy] = rows
    .filter((row) => rank(row) === 2)
    .flatMap(({ objection }) => (objection ? [mailExpectedBy(objection)] : []))
    .filter((time) => time > now.getTime())
    .sort((one, other) => one - other);
  return {
    total: rows.length,
    confirmed: count((row) => rank(row) === 3) - withdrawn,
    waiting: count((row) => rank(row) === 2),
    needsYou: count((row) => rank(row) === 0),
    open: count((row) => rank(row) === 1),
    withdrawn,
    ...(mailBy === undefined ? {} : { mailBy: new Date(mailBy).toISOString() }),
  };
}

/** The row that needs the person most: the objection that is longest in a state that asks for something, or an account without one. */
export function mostUrgent(rows: readonly Row[]): Row | undefined {
  const urgent = rows.filter((row) => rank(row) <= 1);
  return urgent.sort((one, other) => rank(one) - rank(other) || since(one).localeCompare(since(other)))[0];
}

const since = ({ objection }: Row) => objection?.statusSince ?? "";
