import { needsYou } from "./account-rows.ts";
import { isSameAddress } from "./email.ts";
import type { Account, Objection, Standing } from "./protocol.ts";

/** The order in which one objection of an account is better than another, as the host has it (`manifests/protocol.json`). */
const order: readonly Standing["status"][] = [
  "confirmed",
  "needs-answer",
  "answered",
  "submitted",
  "received",
  "confirmation-late",
  "overdue",
  "declined",
  "unsure",
  "not-finished",
  "not-sent",
  "none",
];

/** The statuses in which an objection was made and has not come to an end: to send the form again adds nothing. */
const standingStatuses: readonly Standing["status"][] = [
  "confirmed",
  "answered",
  "submitted",
  "received",
  "confirmation-late",
  "overdue",
];

/** Whether an account with this standing has objected already. */
export function hasObjected({ status }: Pick<Standing, "status">): boolean {
  return standingStatuses.includes(status);
}

/** Whether a standing is about this address: its own, or another one of its account. */
export function isOfAddress(standing: Standing, email: string, accounts: readonly Account[]): boolean {
  const account = accounts.find(({ id }) => id === standing.accountId);
  return [standing.email, ...(account?.emails ?? [])].some((own) => isSameAddress(own, email));
}

function isOf(standing: Standing, objection: Objection, accounts: readonly Account[]): boolean {
  if (objection.accountId !== undefined && standing.accountId !== undefined) return objection.accountId === standing.accountId;
  return objection.platform === standing.platform && isOfAddress(standing, objection.email, accounts);
}

function standingOf(objection: Objection, { accountId }: Pick<Standing, "accountId">): Standing {
  const { id, platform, email, status, statusSince, statusPrecision } = objection;
  if (status === "withdrawn") return { platform, email, status: "none", ...(accountId === undefined ? {} : { accountId }) };
  return {
    platform,
    email,
    ...(accountId === undefined ? {} : { accountId }),
    status,
    objectionId: id,
    since: statusSince,
    precision: statusPrecision,
    ...(needsYou.includes(status) ? { next: { objectionId: id, status } } : {}),
  };
}

type Next = Standing["next"];

function moreUrgent(one: Next, other: Next): Next {
  if (!one || !other) return one ?? other;
  return needsYou.indexOf(one.status) <= needsYou.indexOf(other.status) ? one : other;
}

/** The standings of accounts of which nothing more is known, as while the host is missing. */
export function emptyStandings(accounts: readonly Account[]): Standing[] {
  return accounts.map(({ id, platform, emails }) => ({ accountId: id, platform, email: emails[0] ?? "", status: "none" }));
}

/** Standings together with objections that the host doesn't know of yet: they add to a standing, and never hide a better one. */
export function withWaiting(
  standings: readonly Standing[],
  waiting: readonly Objection[],
  accounts: readonly Account[],
): Standing[] {
  const result = [...standings];
  for (const objection of waiting) {
    const place = result.findIndex((standing) => isOf(standing, objection, accounts));
    const before = result[place];
    const now = standingOf(objection, before ?? {});
    if (!before) result.push(now);
    else if (order.indexOf(now.status) < order.indexOf(before.status)) {
      const next = moreUrgent(before.next, now.next);
      result[place] = { ...now, email: before.email, ...(next ? { next } : {}) };
    }
  }
  return result;
}

/** The same without objections that are being erased: what is left of their accounts is taken from `known`. */
export function withoutRemoved(
  standings: readonly Standing[],
  removed: ReadonlySet<string>,
  known: readonly Objection[],
  accounts: readonly Account[],
): Standing[] {
  if (removed.size === 0) return [...standings];
  const isGone = ({ objectionId, next }: Standing) =>
    [objectionId, next?.objectionId].some((id) => id !== undefined && removed.has(id));
  const emptied = standings.map((standing): Standing =>
    isGone(standing)
      ? {
          platform: standing.platform,
          email: standing.email,
          status: "none",
          ...(standing.accountId === undefined ? {} : { accountId: standing.accountId }),
        }
      : standing,
  );
  const filled = withWaiting(emptied, known, accounts);
  return filled.filter(({ accountId, status }) => accountId !== undefined || status !== "none");
}
