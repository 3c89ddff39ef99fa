import type { Account, CallResult, Event, Objection } from "../model/protocol.ts";
import type { Overview } from "../model/messages.ts";
import { accountRows, type Row } from "../model/account-rows.ts";
import { call } from "../ui/ask.ts";

/** The overview holds no more than the newest objections: this many. */
const mostInOverview = 50;

async function newestOf(account: Account): Promise<Objection[]> {
  const matches = await Promise.all(
    account.emails.map((email) => call("objections.match", { platform: account.platform, email })),
  );
  return matches.flatMap((match) => (match.ok ? match.result.objections.slice(0, 1) : []));
}

/** One row for each account, also where its objection is an old one among many. */
export async function gatherRows({ accounts, objections }: Overview): Promise<Row[]> {
  if (objections.length < mostInOverview) return accountRows(accounts, objections);
  const older = (await Promise.all(accounts.map(newestOf))).flat();
  const known = new Map([...objections, ...older].map((objection) => [objection.id, objection]));
  const newestFirst = [...known.values()].sort((one, other) => other.submittedAt.localeCompare(one.submittedAt));
  return accountRows(accounts, newestFirst);
}

/** One objection with all that happened to it, in as many pages as it takes; or why it can't be read. */
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
