import { isOutboxEntry, isOutboxKey, outboxEntries, outboxKey, type OutboxEntry } from "../model/outbox.ts";
import type { CallError } from "../model/protocol.ts";

/** Everything that waits in this browser, oldest first. */
export async function readOutbox(): Promise<[key: string, entry: OutboxEntry][]> {
  return outboxEntries(await chrome.storage.local.get(null));
}

/** Puts a call into the outbox. It is durable when the promise resolves. */
export async function putIntoOutbox(entry: OutboxEntry): Promise<void> {
  await chrome.storage.local.set({ [outboxKey(Date.now(), crypto.randomUUID())]: entry });
}

/** Whether a change of the storage concerns the outbox. */
export function touchesOutbox(changes: Readonly<Record<string, chrome.storage.StorageChange>>): boolean {
  return Object.keys(changes).some(isOutboxKey);
}

/** When the next held entry may be sent, in milliseconds since 1970; undefined when none is held. */
export async function nextRelease(): Promise<number | undefined> {
  const times = (await readOutbox()).map(([, entry]) => entry.heldUntil).filter((time) => time > Date.now());
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Takes an entry that can't be sent out of the outbox, and keeps it under another key for someone who helps. */
export async function setAside(key: string, entry: unknown, error: CallError): Promise<void> {
  await chrome.storage.local.set({ [key.replace(/^outbox\//, "rejected/")]: { entry, error } });
  await chrome.storage.local.remove(key);
}

/** Sets aside what stands under the outbox's keys without being an entry: no page of Demur's wrote it. */
export async function setForeignAside(): Promise<void> {
  const stored = await chrome.storage.local.get<Record<string, unknown>>(null);
  for (const [key, value] of Object.entries(stored))
    if (isOutboxKey(key) && !isOutboxEntry(value)) await setAside(key, value, { kind: "method-not-found" });
}
