import { isOutboxEntry, isOutboxKey, outboxEntries, outboxKey, type OutboxEntry } from "../model/outbox.ts";
import type { CallError } from "../model/protocol.ts";
import { isRejectedKey, rejectedKey, type RejectedEntry } from "../model/rejected.ts";

/** Everything that waits in this browser, oldest first. */
export async function readOutbox(): Promise<[key: string, entry: OutboxEntry][]> {
  return outboxEntries(await chrome.storage.local.get(null));
}

/** A waiting entry as it is now; undefined if it is gone. */
export async function readEntry(key: string): Promise<OutboxEntry | undefined> {
  return outboxEntries(await chrome.storage.local.get(key))[0]?.[1];
}

/** Puts a call into the outbox. It is durable when the promise resolves. */
export async function putIntoOutbox(entry: OutboxEntry): Promise<void> {
  await chrome.storage.local.set({ [outboxKey(Date.now(), crypto.randomUUID())]: entry });
}

/** Whether something was put into the outbox or left it. An entry that is merely held longer changes nothing. */
export function changesOutbox(changes: Readonly<Record<string, chrome.storage.StorageChange>>): boolean {
  return Object.entries(changes).some(
    ([key, { oldValue, newValue }]) =>
      (isOutboxKey(key) || isRejectedKey(key)) && (oldValue === undefined || newValue === undefined),
  );
}

/** Whether a change in storage concerns the outbox. */
export function touchesOutbox(changes: Readonly<Record<string, chrome.storage.StorageChange>>): boolean {
  return Object.keys(changes).some(isOutboxKey);
}

/** When the next held entry may be sent, in milliseconds since 1970; undefined if none is held. */
export async function nextRelease(): Promise<number | undefined> {
  const times = (await readOutbox()).map(([, entry]) => entry.heldUntil).filter((time) => time > Date.now());
  return times.length > 0 ? Math.min(...times) : undefined;
}

/**
 * Takes an entry that can't be sent out of the outbox, and keeps it until the person tries it again or discards it. In a browser that is
 * full, it stays where it is.
 */
export async function setAside(key: string, entry: unknown, error: CallError): Promise<void> {
  const rejected: RejectedEntry = { entry, error };
  const write = chrome.storage.local.set({ [rejectedKey(key)]: rejected });
  await write.then(
    () => chrome.storage.local.remove(key),
    () => undefined,
  );
}

/** Sets aside what is stored under the outbox's keys without being an entry: no page of Demur's wrote it. */
export async function setForeignAside(): Promise<void> {
  const stored = await chrome.storage.local.get<Record<string, unknown>>(null);
  for (const [key, value] of Object.entries(stored))
    if (isOutboxKey(key) && !isOutboxEntry(value)) await setAside(key, value, { kind: "method-not-found" });
}
