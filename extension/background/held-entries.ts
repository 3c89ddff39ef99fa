import { addEventEntry, isOutboxKey, outboxKey, recordEntry, type OutboxEntry } from "../model/outbox.ts";
import type { SentFromTab } from "../model/messages.ts";
import type { EventDraft, ObjectionDraft } from "../model/protocol.ts";
import { findDuplicate } from "./facts.ts";
import type { HostPort } from "./host-port.ts";
import { readEntry, readOutbox } from "./outbox-store.ts";

/** A page's last write may come after the news that the page is gone: the entry is looked for after these pauses, in milliseconds. */
const lookAgainAfter = [0, 200, 1000];

/** How long after the page is gone another page in the same tab may be its answer, in milliseconds. */
const answersWithin = 60_000;
const sentKey = (tabId: number) => `sent/${tabId}`;

/**
 * The entries of the outbox that a page holds. An entry is
 * - *held* while its page may take it back, until `heldUntil` at the latest;
 * - *discarded* when nothing was sent after all (Meta's page marks a field, for example), or when the person undoes an erasure;
 * - *released* when nobody can take it back any more: from then on it goes to the host.
 *
 * A submission that repeats a released one, say from a second tab, is its *duplicate* and is dropped on release. Releases are decided one
 * at a time, so that of two duplicates one always stays.
 */
export class HeldEntries {
  #last: Promise<unknown> = Promise.resolve();
  /** The release of what the page that went away last had held. */
  #leaving: Promise<void> | undefined;

  /** `askWhoHolds`: asks the pages that may hold an entry to renew the hold. */
  constructor(
    private readonly host: Pick<HostPort, "call">,
    private readonly askWhoHolds: (key: string) => Promise<void>,
  ) {}

  /** Releases a submission, or drops it as a duplicate. Returns the id of the record that stays. */
  releaseSubmission(key: string, objection: ObjectionDraft, event?: EventDraft): Promise<string> {
    return this.#inTurn(() => this.#decide(key, objection, event));
  }

  /** Releases any entry; one that has meanwhile been discarded or is held longer stays as it is. */
  async release(key: string, entry: OutboxEntry): Promise<void> {
    if (entry.method === "objections.record")
      await this.#inTurn(() => this.#decide(key, entry.params.objection, entry.onRelease, entry.heldUntil));
    else await chrome.storage.local.set({ [key]: { ...entry, heldUntil: 0 } });
  }

  /** Releases an entry whose hold has run out, unless its page renews it. */
  async releaseRunOut(key: string, entry: OutboxEntry): Promise<void> {
    if (entry.method === "objections.record") await this.askWhoHolds(key);
    await this.release(key, entry);
  }

  /** Releases all entries: the pages that held them when the browser ended are gone. */
  async releaseAll(): Promise<void> {
    for (const [key, entry] of await readOutbox()) if (entry.heldUntil > 0) await this.release(key, entry);
  }

  /** Releases an entry when its page is gone: the page keeps a port named after the entry's key open while it holds the entry. */
  releaseWithPage(port: chrome.runtime.Port): void {
    if (!isOutboxKey(port.name)) return;
    port.onDisconnect.addListener(() => {
      this.#leaving = this.#releaseLater(port.name, port.sender?.tab?.id).catch(() => undefined);
    });
  }

  /** What was sent from a tab a moment ago by a page that is gone, without an answer. It is returned only once. */
  async takeSent(tabId: number): Promise<SentFromTab | null> {
    await this.#leaving;
    const key = sentKey(tabId);
    const { [key]: sent } = await chrome.storage.session.get<Record<string, SentFromTab & { at: number }>>(key);
    if (!sent || Date.now() - sent.at > answersWithin) return null;
    await chrome.storage.session.remove(key);
    return { objectionId: sent.objectionId, formId: sent.formId };
  }

  /** Forgets what was sent from a tab that is gone. */
  async forgetSent(tabId: number): Promise<void> {
    await this.#leaving;
    await chrome.storage.session.remove(sentKey(tabId));
  }

  #inTurn<Result>(decide: () => Promise<Result>): Promise<Result> {
    const decided = this.#last.then(decide);
    this.#last = decided.catch(() => undefined);
    return decided;
  }

  /** `heldUntil`: the entry is released only if it is still held until exactly then. */
  async #decide(key: string, objection: ObjectionDraft, event?: EventDraft, heldUntil?: number): Promise<string> {
    const duplicated = await findDuplicate(this.host, objection);
    // Its page may meanwhile have discarded it, or hold it longer.
    const now = await readEntry(key);
    if (!now || (heldUntil !== undefined && now.heldUntil !== heldUntil)) return objection.id;
    const id = duplicated ?? objection.id;
    // A tab that got no answer casts no doubt on the answer that another got.
    const isSaid = event && (duplicated === null || event.kind !== "unsure");
    const added = isSaid ? { [outboxKey(Date.now(), event.id)]: addEventEntry(id, event) } : {};
    const recorded = duplicated === null ? { [key]: recordEntry(objection, 0) } : {};
    await chrome.storage.local.set({ ...recorded, ...added });
    if (duplicated !== null) await chrome.storage.local.remove(key);
    return id;
  }

  async #releaseFrom(tabId: number | undefined, key: string, entry: OutboxEntry): Promise<void> {
    const sent = entry.method === "objections.record" && !entry.onRelease ? entry.params.objection : undefined;
    if (tabId === undefined || !sent) return this.release(key, entry);
    const objectionId = await this.releaseSubmission(key, sent);
    await chrome.storage.session.set({ [sentKey(tabId)]: { objectionId, formId: sent.formId, at: Date.now() } });
  }

  async #releaseLater(key: string, tabId: number | undefined): Promise<void> {
    for (const pause of lookAgainAfter) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const entry = await readEntry(key);
      if (!entry) continue;
      if (entry.heldUntil > 0) await this.#releaseFrom(tabId, key, entry);
      return;
    }
  }
}
