import { alarms } from "../model/storage.ts";
import type { Facts, HostState, Reply, RequestMessage, Requests } from "../model/messages.ts";
import type { CallResult, Methods } from "../model/protocol.ts";
import { isOutboxKey } from "../model/outbox.ts";
import { rejectionsIn } from "../model/rejected.ts";
import { announceChange } from "./announcement.ts";
import { changingMethods } from "./changing-methods.ts";
import { gatherFacts, gatherOverview } from "./facts.ts";
import { HeldEntries } from "./held-entries.ts";
import { askWhoHolds } from "./hold-question.ts";
import { HostError, HostPort } from "./host-port.ts";
import { Imports } from "./imports.ts";
import { isKept, keepAddress } from "./kept-addresses.ts";
import { forgetTracesOfErased } from "./kept-traces.ts";
import { OutboxDrain } from "./outbox-drain.ts";
import { changesOutbox, nextRelease, readOutbox, touchesOutbox } from "./outbox-store.ts";
import { applyReadMenu, readMailOf, readOnChoice } from "./mail-from-page.ts";
import { answerForm, awaitForm, readStore, removeAccount, saveAccount } from "./person.ts";
import { discardRejected, retryObjection, retryRejected } from "./rejected-entries.ts";
import { keepHead, noteRemembered, readHead } from "./remembered-head.ts";
import { searchOnConnect } from "./mail-search.ts";
import { lookAtDeadlines, openRecordOnPress, planReminders } from "./reminders.ts";
import { replyTo, type Handlers } from "./requests.ts";
import { forgiveShuttingDown } from "./shutting-down.ts";
import { forgetTab, isFoldedIn, noteBanner, noteFolded, noteLoading, noteSighting } from "./tabs.ts";
import { applySwitches, dropForbiddenSites, isWatched, itemsWait, keepItems } from "./watched-sites.ts";
import { removeDraft, saveDraft, textsFor } from "./texts.ts";

let hostState: HostState = { kind: "unknown" };

const host = new HostPort(
  (state) => {
    hostState = state;
    if (state.kind !== "connected") return;
    void chrome.storage.local.set({ hostSeen: true });
    // Something asked the host and it is there, perhaps for the first time: send what was waiting for it.
    void outbox.drain();
  },
  { read: readHead, keep: keepHead, note: noteRemembered },
);
const held = new HeldEntries(host, askWhoHolds);
const outbox = new OutboxDrain(host, held);
const imports = new Imports(host);

/** The host's state; a host that was never there is told apart from one that was there before, because the advice differs. */
async function currentHostState(): Promise<HostState> {
  return hostState.kind === "missing" ? { kind: "missing", everSeen: (await readStore()).hostSeen } : hostState;
}

async function callHost<Name extends keyof Methods>(method: Name, params: Methods[Name]["params"]): Promise<CallResult<Name>> {
  try {
    return { ok: true, result: await host.call(method, params) };
  } catch (error) {
    if (error instanceof HostError) return { ok: false, error: error.error };
    throw error;
  }
}

/** Asking for the accounts wakes the host, so that its state is known. */
async function askHost(): Promise<HostState> {
  await callHost("accounts.list", {});
  return currentHostState();
}

async function drainNow({ retry }: Requests["drain"]["ask"]): Promise<Requests["drain"]["answer"]> {
  if (retry !== undefined) await retryObjection(retry);
  await askHost();
  await outbox.drain();
  const waiting = (await readOutbox()).filter(([, entry]) => entry.method === "objections.record").length;
  const refused = rejectionsIn(await chrome.storage.local.get(null)).flatMap(({ objection }) => objection?.id ?? []);
  return { host: await currentHostState(), waiting, refused, ...(outbox.blockedBy ? { blockedBy: outbox.blockedBy } : {}) };
}

/** Injects a banner's script into the page that asks for it. A page that is gone by then needs none. */
async function loadBanner(
  script: Requests["load-banner"]["ask"]["script"],
  { tab, frameId }: chrome.runtime.MessageSender,
): Promise<void> {
  if (tab?.id === undefined || frameId !== 0) return;
  await chrome.scripting
    .executeScript({ target: { tabId: tab.id, frameIds: [0] }, files: [`content/${script}.js`] })
    .catch(() => undefined);
}

/** Notes what a page shows of others' posts, and passes it to the host if there is one. */
async function noteFound(
  found: Requests["tagged-found"]["ask"],
  { tab, url }: chrome.runtime.MessageSender,
): Promise<Requests["tagged-found"]["answer"]> {
  const tabId = tab?.id ?? -1;
  if (found === null || !(await isWatched(url))) {
    await noteSighting(tabId, null);
    return { isWaiting: false, isFolded: false };
  }
  await noteSighting(tabId, found.sighting);
  await keepItems(found);
  await outbox.drain();
  return { isWaiting: await itemsWait(), isFolded: await isFoldedIn(tabId) };
}

/** Facts with what is known about the host after it was asked for them; an error stays. */
async function withHost<Gathered extends Facts>(facts: Gathered): Promise<Gathered> {
  return facts.host.kind === "failed" ? facts : { ...facts, host: await currentHostState() };
}

/** Opens one of Demur's pages in a tab. */
async function openPage({ page, fragment }: Requests["open-page"]["ask"]): Promise<null> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(`${page}/${page}.html${fragment ? `#${fragment}` : ""}`) });
  return null;
}

/** Answers a request that has no result. */
const done =
  <Ask>(act: (ask: Ask, sender: chrome.runtime.MessageSender) => Promise<void>) =>
  async (ask: Ask, sender: chrome.runtime.MessageSender): Promise<null> => {
    await act(ask, sender);
    return null;
  };

const handlers: Handlers = {
  facts: {
    from: "content",
    answer: async ({ platform }) => withHost(await gatherFacts(host, () => hostState, { platform })),
  },
  overview: {
    answer: async ({ tabId }) => ({
      ...(await withHost(await gatherOverview(host, () => hostState, tabId))),
      ...(outbox.blockedBy ? { blockedBy: outbox.blockedBy } : {}),
    }),
  },
  prepare: {
    from: "content",
    answer: done(async ({ platform }, sender) => {
      await Promise.all([loadBanner("objection-form", sender), gatherFacts(host, () => hostState, { platform })]);
    }),
  },
  "load-banner": { from: "content", answer: done(({ script }, sender) => loadBanner(script, sender)) },
  "tagged-found": { from: "content", answer: noteFound },
  "tagged-folded": {
    from: "content",
    answer: done(async ({ isFolded }, { tab }) => {
      if (tab?.id !== undefined) await noteFolded(tab.id, isFolded);
    }),
  },
  "release-submission": {
    from: "content",
    answer: async ({ key, objection, event }) =>
      isOutboxKey(key) ? held.releaseSubmission(key, objection, event) : objection.id,
  },
  "sent-from-tab": {
    from: "content",
    answer: async (_ask, { tab }) => (tab?.id === undefined ? null : held.takeSent(tab.id)),
  },
  "answer-form": { from: "content", answer: done(({ form, isObjection }) => answerForm(form, isObjection)) },
  "await-form": { answer: done(({ platform }) => awaitForm(platform)) },
  texts: { from: "content", answer: ({ language }) => textsFor(host, language) },
  "save-draft": { from: "content", answer: done(({ draft }) => saveDraft(draft)) },
  "remove-draft": { from: "content", answer: done(({ id }) => removeDraft(id)) },
  "banner-shown": {
    from: "content",
    answer: done(async ({ state }, { tab }) => {
      if (tab?.id !== undefined) await noteBanner(tab.id, state);
      if (state && state.kind !== "another-form") await awaitForm(null);
    }),
  },
  "save-account": { from: "content", answer: done(({ account }) => saveAccount(account)) },
  "remove-account": { answer: done(({ id }) => removeAccount(id)) },
  "keep-address": { from: "content", answer: done(({ formId, email }) => keepAddress(formId, email)) },
  "is-kept": { from: "content", answer: ({ formId, email }) => isKept(formId, email) },
  host: { answer: askHost },
  drain: { from: "content", answer: drainNow },
  call: {
    answer: async ({ method, params }, { tab }) => {
      const result = await callHost(method, params as Methods[typeof method]["params"]);
      if (changingMethods.includes(method) && result.ok) {
        announceChange(tab?.id ?? "popup");
        void lookAtDeadlines(host);
        if (method === "history.import") void forgetTracesOfErased(host);
      }
      return result;
    },
  },
  "retry-rejected": { answer: done(({ keys }) => retryRejected(keys)) },
  "discard-rejected": { answer: done(({ keys }) => discardRejected(keys)) },
  "look-at-deadlines": { answer: done(() => lookAtDeadlines(host)) },
  "import-download": { answer: done(({ download }) => imports.begin(download)) },
  "stop-import": { answer: done(() => imports.stop()) },
  "forget-import": { answer: done(() => imports.forget()) },
  "read-mail": { answer: ({ tabId }) => readMailOf(tabId).then(() => openPage({ page: "mail" })) },
  "open-page": { from: "content", answer: openPage },
};

chrome.runtime.onMessage.addListener((request: RequestMessage, sender, respond: (reply: Reply) => void) => {
  void replyTo(handlers, request, sender).then(respond);
  return true;
});

/** Sends what can be sent, and runs again when the next held entry is released. */
async function drainAndPlan(): Promise<void> {
  await outbox.drain();
  const release = await nextRelease();
  if (release !== undefined) await chrome.alarms.create(alarms.drain, { when: release + 100 });
}

chrome.storage.onChanged.addListener((changes, area) => {
  if (area !== "local") return;
  if (touchesOutbox(changes)) void drainAndPlan();
  if (changesOutbox(changes)) announceChange();
  if ("watchedSites" in changes) void applySwitches();
  if ("readMenu" in changes) void applyReadMenu();
});
chrome.runtime.onConnect.addListener((port) => {
  held.releaseWithPage(port);
});
chrome.alarms.onAlarm.addListener(() => void drainAndPlan().then(() => lookAtDeadlines(host)));
readOnChoice(() => openPage({ page: "mail" }));
searchOnConnect(host);
openRecordOnPress((id) => void openPage({ page: "history", fragment: `entry/${id}` }));
chrome.tabs.onRemoved.addListener((tabId) => {
  void forgetTab(tabId);
  void held.forgetSent(tabId);
});
chrome.tabs.onUpdated.addListener((tabId, change) => {
  if (change.status === "loading") void noteLoading(tabId);
});
// The person may also grant and revoke permissions in the browser's own settings.
chrome.permissions.onAdded.addListener(() => void applySwitches());
chrome.permissions.onRemoved.addListener(() => void dropForbiddenSites());
chrome.runtime.onInstalled.addListener(({ reason }) => {
  // The browser remembers the menu from then on.
  void applyReadMenu();
  if (reason === "install") void openPage({ page: "welcome" });
});

/**
 * Runs whenever the background page starts. Any tab on any site wakes it, so the host is started only if something waits for it.
 * When the browser starts, nothing holds an entry any more, since the pages of the last session are gone, and the deadlines are checked.
 */
async function start(): Promise<void> {
  const { started } = await chrome.storage.session.get<{ started: boolean }>({ started: false });
  if (!started) await held.releaseAll();
  await chrome.storage.session.set({ started: true });
  await dropForbiddenSites();
  await imports.recover();
  await drainAndPlan();
  await planReminders();
  if (!started) await lookAtDeadlines(host);
}

forgiveShuttingDown(self);

// An empty listener makes the browser start the background page on startup, so that a submission does not wait for the next form.
chrome.runtime.onStartup.addListener(() => undefined);
void start();
