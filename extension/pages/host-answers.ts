import { accountRows, type Row } from "../model/account-rows.ts";
import type { Overview } from "../model/messages.ts";
import type { Account, CallError, CallResult, Event, Methods, Objection } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";

/** The host could not answer. */
export class HostFailure extends Error {
  constructor(readonly kind: CallError["kind"]) {
    super(kind);
  }
}

/** What the host answered. Throws HostFailure. */
export function resultOf<Name extends keyof Methods>(answer: CallResult<Name>): Methods[Name]["result"] {
  if (!answer.ok) throw new HostFailure(answer.error.kind);
  return answer.result;
}

/** The overview has at most this many objections, the newest ones. */
const maxInOverview = 50;

async function newestOf(account: Account): Promise<Objection[]> {
  const matches = await Promise.all(
    account.emails.map((email) => call("objections.match", { platform: account.platform, email })),
  );
  return matches.flatMap((match) => (match.ok ? match.result.objections.slice(0, 1) : []));
}

/** One row for each account, even if its objection is older than those in the overview. */
export async function gatherRows({ accounts, objections }: Overview): Promise<Row[]> {
  if (objections.length < maxInOverview) return accountRows(accounts, objections);
  const older = (await Promise.all(accounts.map(newestOf))).flat();
  const known = new Map([...objections, ...older].map((objection) => [objection.id, objection]));
  const newestFirst = [...known.values()].sort((one, other) => other.submittedAt.localeCompare(one.submittedAt));
  return accountRows(accounts, newestFirst);
}

/** One objection with all its events, however many pages the host needs for them; or why it can't be read. */
export async function wholeEntry(id: string): Promise<CallResult<"objections.get">> {
  const events: Event[] = [];
  let page = await call("objections.get", { id });
  while (page.ok) {
    events.push(...page.result.events);
    const { nextCursor, ...entry } = page.result;
    if (nextCursor === undefined) return { ok: true, result: { ...entry, events } };
    page = await call("objections.get", { id, cursor: nextCursor });
  }
  return page;
}
