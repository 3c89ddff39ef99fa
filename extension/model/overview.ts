import { isSameAddress } from "./email.ts";
import type { Account, Objection, Platform, Status } from "./protocol.ts";

/** An account and the newest objection made with it, or an objection whose account is not known. */
export interface Row {
  platform: Platform;
  label: string;
  email?: string;
  objection?: Objection;
}

/** The statuses in which the person can do something. */
const needsYou: readonly Status[] = ["overdue", "declined", "needs-answer", "confirmation-late"];

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

/** One line for each account, and for each address that was used without one. `objections` are newest first. */
export function accountRows(accounts: readonly Account[], objections: readonly Objection[]): Row[] {
  const rows = accounts.map((account): Row => {
    const objection = objections.find((candidate) => belongsTo(candidate, account));
    const email = account.emails[0];
    return { platform: account.platform, label: account.label, ...(email ? { email } : {}), ...(objection ? { objection } : {}) };
  });
  for (const objection of objections) {
    const isCovered = accounts.some((account) => belongsTo(objection, account));
    const isListed = rows.some(
      (row) => row.platform === objection.platform && row.email !== undefined && isSameAddress(row.email, objection.email),
    );
    if (!isCovered && !isListed) rows.push({ platform: objection.platform, label: "", email: objection.email, objection });
  }
  return rows.sort((one, other) => rank(one) - rank(other));
}

/** The one question that the popup answers: is there something to do? */
export type Answer =
  | { kind: "start" }
  | { kind: "act"; count: number }
  | { kind: "object"; count: number }
  | { kind: "wait"; count: number; until: string }
  | { kind: "done"; count: number };

const hours48 = 48 * 60 * 60 * 1000;

/** What the popup says first of these rows. `until` is when the next e-mail should have come. */
export function answerOf(rows: readonly Row[]): Answer {
  if (rows.length === 0) return { kind: "start" };
  const ranks = rows.map(rank);
  const count = (wanted: number) => ranks.filter((value) => value === wanted).length;
  if (count(0) > 0) return { kind: "act", count: count(0) };
  const waiting = rows.filter((row) => rank(row) === 2).flatMap((row) => (row.objection ? [row.objection.submittedAt] : []));
  const oldest = waiting.sort()[0];
  if (oldest !== undefined)
    return { kind: "wait", count: waiting.length, until: new Date(Date.parse(oldest) + hours48).toISOString() };
  if (count(1) > 0) return { kind: "object", count: count(1) };
  return { kind: "done", count: count(3) };
}
