import { accountOf, needsYou } from "./account-rows.ts";
import { dateIn, latest } from "./day-label.ts";
import { isSameAddress } from "./email.ts";
import type { Account, Objection, Standing, Status } from "./protocol.ts";

/** The order in which one objection of an account is better than another, as the host has it (`manifests/protocol.json`). */
export const order: readonly Standing["status"][] = [
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

/** These are equally good: among them the newer objection counts. */
const sent: readonly Standing["status"][] = ["submitted", "received"];

/** The statuses in which an objection was made and has not ended: sending the form again adds nothing. */
const standingStatuses: readonly Standing["status"][] = [
  "confirmed",
  "needs-answer",
  "answered",
  "submitted",
  "received",
  "confirmation-late",
  "overdue",
];

/** The statuses in which the form never went to Meta as far as is known: nothing is awaited from it. */
const unsent: readonly Status[] = ["not-finished", "not-sent"];

/** Whether an objection was begun, but never made. */
export function isUnsent({ status }: Pick<Objection, "status">): boolean {
  return unsent.includes(status);
}

/** What Meta wrote needs an answer, whatever other objections there are. */
const metaWrote: readonly Status[] = ["needs-answer", "answered"];

/** Whether an account with this standing has objected already. */
export function hasObjected({ status }: Pick<Standing, "status">): boolean {
  return standingStatuses.includes(status);
}

/** Whether a standing is about this address, as its own or another one of its account. */
export function isOfAddress(standing: Standing, email: string, accounts: readonly Account[]): boolean {
  const account = accounts.find(({ id }) => id === standing.accountId);
  return [standing.email, ...(account?.emails ?? [])].some((own) => isSameAddress(own, email));
}

/** Whether an objection counts for this standing: that of its account, or of its address if it isn't known which account is meant. */
function isOf(standing: Standing, objection: Objection, account: Account | undefined): boolean {
  if (account || standing.accountId !== undefined) return account?.id === standing.accountId;
  return objection.platform === standing.platform && isSameAddress(standing.email, objection.email);
}

/** How an account stands with only this objection. */
function standingOf(objection: Objection, accountId: string | undefined): Standing {
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

/** What needs the person first. If an objection is confirmed, that is only what Meta wrote about another one. */
function nextAmong(status: Standing["status"], open: readonly Standing["next"][]): Pick<Standing, "next"> {
  const wanted = status === "confirmed" ? metaWrote : needsYou;
  const place = (next: NonNullable<Standing["next"]>) => wanted.indexOf(next.status);
  const [next] = open.flatMap((one) => (one && place(one) >= 0 ? [one] : [])).sort((one, other) => place(one) - place(other));
  return next ? { next } : {};
}

/** The standings of accounts about which nothing more is known, as while the host is missing. */
export function emptyStandings(accounts: readonly Account[]): Standing[] {
  return accounts.map(({ id, platform, emails }) => ({ accountId: id, platform, email: emails[0] ?? "", status: "none" }));
}

function withoutNext(standing: Standing): Standing {
  const copy = { ...standing };
  delete copy.next;
  return copy;
}

/** Whether an objection with this status counts more than the one that its account's standing rests on. */
function isBetter(status: Standing["status"], { submittedAt, precision }: Objection, before: Standing): boolean {
  if (sent.includes(status) && sent.includes(before.status) && before.since !== undefined)
    return latest(submittedAt, precision) > latest(before.since, before.precision ?? "instant");
  return order.indexOf(status) < order.indexOf(before.status);
}

/** A standing with one more objection of its account, which may be better. */
function withOne(before: Standing, objection: Objection): Standing {
  const now = standingOf(objection, before.accountId);
  const best = isBetter(now.status, objection, before) ? now : before;
  return { ...withoutNext(best), ...nextAmong(best.status, [before.next, now.next]) };
}

/** Standings together with objections that the host doesn't know about yet: they add to a standing, and never hide a better one. */
export function withWaiting(
  standings: readonly Standing[],
  waiting: readonly Objection[],
  accounts: readonly Account[],
): Standing[] {
  const result = [...standings];
  for (const objection of waiting) {
    const account = accountOf(objection, accounts);
    const place = result.findIndex((standing) => isOf(standing, objection, account));
    const before = result[place];
    if (before) result[place] = withOne(before, objection);
    else result.push(standingOf(objection, account?.id));
  }
  return result;
}

/** Whether a standing rests on one of these objections. */
export function restsOn({ objectionId, next }: Standing, ids: ReadonlySet<string>): boolean {
  return [objectionId, next?.objectionId].some((id) => id !== undefined && ids.has(id));
}

/** Whether an objection was sent before the withdrawn one, which ends it. On the same day it isn't known which was first. */
function isEndedBy(objection: Objection, withdrawn: Objection): boolean {
  const isOfDay = [objection, withdrawn].some(({ precision }) => precision === "day");
  const sentAt = ({ submittedAt }: Objection) => (isOfDay ? dateIn(submittedAt) : submittedAt);
  return sentAt(objection) <= sentAt(withdrawn);
}

/** How an account stands with only these objections, newest first. */
export function standingAmong({ accountId, platform, email }: Standing, objections: readonly Objection[]): Standing {
  const withdrawn = objections.find(({ status }) => status === "withdrawn");
  const left = objections.filter((objection) => !withdrawn || !isEndedBy(objection, withdrawn));
  const none: Standing = { ...(accountId === undefined ? {} : { accountId }), platform, email, status: "none" };
  return left.reduce(withOne, none);
}
