import { isOutboxKey, outboxEntries, recordEntry, type OutboxEntry } from "../model/outbox.ts";
import type { ObjectionDraft } from "../model/protocol.ts";
import { findTwin } from "./facts.ts";
import type { HostPort } from "./host-port.ts";

/** A page's last write may come after the news that it is gone: the entry is looked for after these pauses, in milliseconds. */
const lookAgainAfter = [0, 200, 1000];

/**
 * The entries that pages hold while they may still take them back. Whether a submission is a record of its own, or repeats one that
 * another tab has sent, is decided here when it is let go: one after the other, and against those alone that nobody can take back.
 */
export class HeldEntries {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly host: HostPort) {}

  /** Lets a submission go to the host, or drops it as the twin of another one. Gives the id of its record. */
  letGo(key: string, objection: ObjectionDraft): Promise<string> {
    const decided = this.#last.then(() => this.#decide(key, objection));
    this.#last = decided.catch(() => undefined);
    return decided;
  }

  /** Nobody will take the entry back any more. */
  async release(key: string, entry: OutboxEntry): Promise<void> {
    if (entry.method === "objections.record") await this.letGo(key, entry.params.objection);
    else await chrome.storage.local.set({ [key]: { ...entry, heldUntil: 0 } });
  }

  /** The pages that held entries when the browser ended are gone. */
  async releaseAll(): Promise<void> {
    const entries = outboxEntries(await chrome.storage.local.get(null));
    for (const [key, entry] of entries) if (entry.heldUntil > 0) await this.release(key, entry);
  }

  /** A page that holds an entry keeps a port of the entry's name open. When it closes, nobody will take the entry back any more. */
  releaseWithPage(port: chrome.runtime.Port): void {
    if (!isOutboxKey(port.name)) return;
    port.onDisconnect.addListener(() => void this.#releaseLater(port.name));
  }

  async #decide(key: string, objection: ObjectionDraft): Promise<string> {
    const twin = await findTwin(this.host, objection);
    if (twin === null) await chrome.storage.local.set({ [key]: recordEntry(objection, 0) });
    else await chrome.storage.local.remove(key);
    return twin ?? objection.id;
  }

  async #releaseLater(key: string): Promise<void> {
    for (const pause of lookAgainAfter) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const entry = (await chrome.storage.local.get<Record<string, OutboxEntry>>(key))[key];
      if (!entry) continue;
      if (entry.heldUntil > 0) await this.release(key, entry);
      return;
    }
  }
}
