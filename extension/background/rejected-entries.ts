import { isOutboxEntry } from "../model/outbox.ts";
import { isRejectedEntry, isRejectedKey, rejectionsIn, retriedKey } from "../model/rejected.ts";

/** Puts what the host has refused back into the outbox, to be sent again. What Demur didn't write stays where it is. */
export async function retryRejected(keys: readonly string[]): Promise<void> {
  const stored = await chrome.storage.local.get<Record<string, unknown>>(keys.filter(isRejectedKey));
  for (const [key, value] of Object.entries(stored)) {
    if (!isRejectedEntry(value) || !isOutboxEntry(value.entry)) continue;
    await chrome.storage.local.set({ [retriedKey(key)]: { ...value.entry, heldUntil: 0 } });
    await chrome.storage.local.remove(key);
  }
}

/** Puts back an objection that the host has refused, with everything that belongs to it. */
export async function retryObjection(id: string): Promise<void> {
  const rejections = rejectionsIn(await chrome.storage.local.get(null));
  await retryRejected(rejections.filter(({ objection }) => objection?.id === id).flatMap(({ keys }) => keys));
}

/** Discards what the host has refused. */
export async function discardRejected(keys: readonly string[]): Promise<void> {
  await chrome.storage.local.remove(keys.filter(isRejectedKey));
}
