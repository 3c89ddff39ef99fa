import { accountOf } from "../model/account-rows.ts";
import { stillIncluding, sumOf } from "../model/contact-groups.ts";
import { isSameAddress } from "../model/email.ts";
import type { Facts, HostState, OthersCount, Overview } from "../model/messages.ts";
import { removedIds, duplicatedBy, waitingObjections, type OutboxEntry } from "../model/outbox.ts";
import type {
  Account,
  CallError,
  Objection,
  ObjectionDraft,
  ObjectionsMatchParams,
  Platform,
  Standing,
} from "../model/protocol.ts";
import { HostError, type HostPort } from "./host-port.ts";
import { emptyStandings, restsOn, standingAmong, withWaiting } from "../model/standings.ts";
import { readOutbox } from "./outbox-store.ts";
import { adoptAccounts, readStore } from "./person.ts";
import { readStandings } from "./standings.ts";
import { bannerOf, sightingIn } from "./tabs.ts";

type Host = Pick<HostPort, "call">;

/** The known objections that match `filter`: those still waiting for the host, then the host's. */
async function objectionsFor(host: Host, filter: ObjectionsMatchParams, waiting: readonly OutboxEntry[]): Promise<Objection[]> {
  const recorded = await host.call("objections.match", filter).then(
    (result) => result.objections,
    () => [],
  );
  const known = new Set(recorded.map((objection) => objection.id));
  const removed = removedIds(waiting);
  const still = waitingObjections(waiting).filter(
    (objection) => !known.has(objection.id) && (filter.platform === undefined || objection.platform === filter.platform),
  );
  return [...still, ...recorded].filter(({ id }) => !removed.has(id));
}

/** The objections of a standing's account, by its id and by its addresses, newest first. */
async function objectionsOf(
  host: Host,
  { accountId, platform, email }: Standing,
  accounts: readonly Account[],
): Promise<Objection[]> {
  const emails = accounts.find(({ id }) => id === accountId)?.emails ?? [email];
  const asked: ObjectionsMatchParams[] = emails.map((one) => ({ platform, email: one }));
  if (accountId !== undefined) asked.push({ accountId });
  const lists = await Promise.all(asked.map((filter) => host.call("objections.match", filter)));
  const found = new Map(lists.flatMap(({ objections }) => objections.map((objection) => [objection.id, objection])));
  const own = [...found.values()].filter((objection) => accountOf(objection, accounts)?.id === accountId);
  return own.sort((one, other) => other.submittedAt.localeCompare(one.submittedAt));
}

/** A standing without the objections that are being erased; undefined if that leaves nothing of an address without an account. */
async function withoutRemoved(
  host: Host,
  standing: Standing,
  removed: ReadonlySet<string>,
  accounts: readonly Account[],
): Promise<Standing | undefined> {
  if (!restsOn(standing, removed)) return standing;
  const left = (await objectionsOf(host, standing, accounts)).filter(({ id }) => !removed.has(id));
  return left.length > 0 || standing.accountId !== undefined ? standingAmong(standing, left) : undefined;
}

/** How the accounts stand, with what waits in this browser, and without what is being erased. */
async function standingsFor(
  host: Host,
  filter: { platform?: Platform },
  accounts: readonly Account[],
  waiting: readonly OutboxEntry[],
): Promise<Standing[]> {
  // A form of Meta's own site may be for any account.
  const asked = filter.platform === "meta" ? {} : filter;
  const isAsked = ({ platform }: { platform: Platform }) => asked.platform === undefined || platform === asked.platform;
  const removed = removedIds(waiting);
  const recorded = await readStandings(host, asked)
    .then((standings) => Promise.all(standings.map((standing) => withoutRemoved(host, standing, removed, accounts))))
    .catch(() => emptyStandings(accounts.filter(isAsked)));
  const left = recorded.flatMap((standing) => standing ?? []);
  const still = waitingObjections(waiting).filter((objection) => !removed.has(objection.id) && isAsked(objection));
  return withWaiting(left, still, accounts);
}

/** How many objections are asked for at once. */
const atOnce = 50;

/** The objections that standings name, for a banner to show, however many there are. */
async function objectionsNamed(host: Host, standings: readonly Standing[], known: readonly Objection[]): Promise<Objection[]> {
  const ids = new Set(known.map(({ id }) => id));
  const missing = standings.flatMap(({ objectionId }) =>
    objectionId === undefined || ids.has(objectionId) ? [] : [objectionId],
  );
  const found = [...known];
  for (let index = 0; index < missing.length; index += atOnce) {
    const asked = missing.slice(index, index + atOnce).map((id) => host.call("objections.get", { id }));
    const answers = await Promise.allSettled(asked);
    found.push(...answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.objection] : [])));
  }
  return found;
}

/** How much others share about the person that no objection covers. Unknown without the host. */
async function countOthers(host: Host): Promise<OthersCount> {
  const { counts } = await host.call("contacts.count", {}).catch(() => ({ counts: [] }));
  return sumOf(counts, stillIncluding);
}

/** The same host, noting the first error with which it answered; that something was erased meanwhile is none. */
function noted(host: Host): Host & { failure: () => CallError["kind"] | undefined } {
  let failure: CallError["kind"] | undefined;
  return {
    call: (method, params) =>
      host.call(method, params).catch((error: unknown) => {
        if (error instanceof HostError && error.error.kind !== "not-found") failure ??= error.error.kind;
        throw error;
      }),
    failure: () => failure,
  };
}

/** The host's state after it was asked: missing where the browser finds none; failed also if it only didn't answer in time. */
function stateAfter(state: HostState, failure: CallError["kind"] | undefined): HostState {
  return failure === undefined || state.kind === "missing" ? state : { kind: "failed", error: failure };
}

/**
 * Gathers what the banner and the popup need. Without the host, that is what this browser knows by itself. A host that can't say what is
 * recorded, being too old or unable to read it, counts as failed: otherwise nothing would seem to be recorded.
 */
export async function gatherFacts(anyHost: Host, hostState: () => HostState, filter: { platform?: Platform }): Promise<Facts> {
  const host = noted(anyHost);
  const waiting = (await readOutbox()).map(([, entry]) => entry);
  const [accounts, known, others] = await Promise.all([
    host.call("accounts.list", {}).then(
      (result) => adoptAccounts(result.accounts),
      async () => (await readStore()).accounts,
    ),
    objectionsFor(host, filter, waiting),
    countOthers(anyHost),
  ]);
  const standings = await standingsFor(host, filter, accounts, waiting);
  const objections = filter.platform === undefined ? known : await objectionsNamed(host, standings, known);
  return {
    accounts,
    standings,
    objections,
    others,
    host: stateAfter(hostState(), host.failure()),
  };
}

/** The id of the released objection that this one duplicates, waiting here or with the host; null if there is none. */
export async function findDuplicate(host: Host, objection: ObjectionDraft): Promise<string | null> {
  const entries = (await readOutbox()).map(([, entry]) => entry);
  const released = entries.filter(({ method, heldUntil }) => heldUntil === 0 || method === "objections.remove");
  const { platform, email } = objection;
  const holders = (await readStore()).accounts.filter(
    (account) => account.platform === platform && account.emails.some((own) => isSameAddress(own, email)),
  );
  const known = await objectionsFor(host, { platform, email }, released);
  return duplicatedBy(objection, known, holders.length)?.id ?? null;
}

/** How long after setting out for a form the person may still be on their way to it, in milliseconds. */
const onTheWayFor = 60 * 60 * 1000;

/** Gathers what the popup shows on the given tab. */
export async function gatherOverview(host: Host, hostState: () => HostState, tabId: number | undefined): Promise<Overview> {
  const [facts, outbox, banner, sighting, { awaitedForm, watchedSites }] = await Promise.all([
    gatherFacts(host, hostState, {}),
    readOutbox(),
    tabId === undefined ? undefined : bannerOf(tabId),
    tabId === undefined ? undefined : sightingIn(tabId),
    readStore(),
  ]);
  const isOnTheWay = awaitedForm !== null && Date.now() - Date.parse(awaitedForm.at) < onTheWayFor;
  const waiting = outbox.filter(([, entry]) => entry.method === "objections.record").length;
  return {
    ...facts,
    waiting,
    ...(banner ? { banner } : {}),
    ...(isOnTheWay ? { awaited: awaitedForm.platform } : {}),
    ...(sighting && watchedSites.includes(sighting.platform) ? { sighting } : {}),
  };
}
