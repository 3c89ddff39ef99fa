import type { OutboxEntry } from "../model/outbox.ts";
import type { Account, AccountDraft, Platform } from "../model/protocol.ts";
import { emptyStore, type AnsweredForm, type LocalStore } from "../model/storage.ts";
import { inTurn } from "./in-turn.ts";
import { putIntoOutbox, readOutbox } from "./outbox-store.ts";

/** Reads what the extension itself keeps. */
export async function readStore(): Promise<LocalStore> {
  return chrome.storage.local.get<LocalStore>(emptyStore);
}

/** `accounts` with one added, or replaced in place. */
export function withAccount(accounts: readonly Account[], account: Account): Account[] {
  const index = accounts.findIndex((other) => other.id === account.id);
  return index < 0 ? [...accounts, account] : accounts.map((other, place) => (place === index ? account : other));
}

/** The accounts as the person left them: what the host has, then the changes that still wait for it. */
export function withWaitingChanges(accounts: readonly Account[], entries: readonly OutboxEntry[]): Account[] {
  let result = [...accounts];
  for (const entry of entries) {
    if (entry.method === "accounts.save" && entry.params.account.id !== undefined)
      result = withAccount(result, { ...entry.params.account, id: entry.params.account.id });
    if (entry.method === "accounts.remove") result = result.filter((account) => account.id !== entry.params.id);
  }
  return result;
}

/** Adds or changes an account here at once, and at the host as soon as it can be reached. */
export function saveAccount(account: AccountDraft & { id: string }): Promise<void> {
  return inTurn(async () => {
    const { accounts } = await readStore();
    await putIntoOutbox({ method: "accounts.save", params: { account }, heldUntil: 0 });
    await chrome.storage.local.set({ accounts: withAccount(accounts, account) });
  });
}

/** Removes an account here at once, and at the host as soon as it can be reached. Its objections stay. */
export function removeAccount(id: string): Promise<void> {
  return inTurn(async () => {
    const { accounts } = await readStore();
    await putIntoOutbox({ method: "accounts.remove", params: { id }, heldUntil: 0 });
    await chrome.storage.local.set({ accounts: accounts.filter((account) => account.id !== id) });
  });
}

/** Takes over the host's list, which other browsers on this computer may have changed. It is no less true if it can't be kept here. */
export function adoptAccounts(fromHost: readonly Account[]): Promise<Account[]> {
  return inTurn(async () => {
    const entries = (await readOutbox()).map(([, entry]) => entry);
    const accounts = withWaitingChanges(fromHost, entries);
    await chrome.storage.local.set({ accounts }).catch(() => undefined);
    return accounts;
  });
}

/** Remembers what the person says about a form that isn't in the catalogue; null forgets it. */
export function answerForm(form: Omit<AnsweredForm, "isObjection">, isObjection: boolean | null): Promise<void> {
  return inTurn(async () => {
    const { id, platform, url } = form;
    const others = (await readStore()).answeredForms.filter((answered) => answered.id !== id);
    const answeredForms = isObjection === null ? others : [...others, { id, platform, url, isObjection }];
    await chrome.storage.local.set({ answeredForms });
  });
}

/** Remembers which form the person set out for, in case Meta asks them to log in first; null when it is reached. */
export async function awaitForm(platform: Platform | null): Promise<void> {
  if (platform === null && (await readStore()).awaitedForm === null) return;
  await chrome.storage.local.set({ awaitedForm: platform && { platform, at: new Date().toISOString() } });
}
