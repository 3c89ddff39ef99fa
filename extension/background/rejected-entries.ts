import { isOutboxEntry } from "../model/outbox.ts";
import { isRejectedKey, retriedKey, type RejectedEntry } from "../model/rejected.ts";

/** Puts what the host has refused back into the outbox, from where it is sent again. What Demur didn't write stays where it is. */
export async function retryRejected(keys: readonly string[]): Promise<void> {
  const stored = await chrome.storage.local.get<Record<string, RejectedEntry>>(keys.filter(isRejectedKey));
  for (const [key, { entry }] of Object.entries(stored)) {
    if (!isOutboxEntry(entry)) continue;
    await chrome.storage.local.set({ [retriedKey(key)]: { ...entry, heldUntil: 0 } });
    await chrome.storage.local.remove(key);
  }
}

/** Discards what the host has refused. */
export async function discardRejected(keys: readonly string[]): Promise<void> {
  await chrome.storage.local.remove(keys.filter(isRejectedKey));
}
