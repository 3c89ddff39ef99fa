import { withAccount, withWaitingChanges } from "../model/accounts.ts";
import { isSameAddress } from "../model/email.ts";
import type { Account, AccountDraft, Platform } from "../model/protocol.ts";
import { emptyStore, type AnsweredForm, type LocalStore } from "../model/storage.ts";
import { putIntoOutbox, readOutbox } from "./outbox.ts";

/** Reads what the extension itself keeps. */
export async function readStore(): Promise<LocalStore> {
  return chrome.storage.local.get<LocalStore>(emptyStore);
}

/** Adds or changes an account here at once, and at the host as soon as it can be reached. */
export async function saveAccount(account: AccountDraft & { id: string }): Promise<void> {
  const { accounts } = await readStore();
  await putIntoOutbox({ method: "accounts.save", params: { account }, heldUntil: 0 });
  await chrome.storage.local.set({ accounts: withAccount(accounts, account) });
}

/** Removes an account here at once, and at the host as soon as it can be reached. Its objections stay. */
export async function removeAccount(id: string): Promise<void> {
  const { accounts } = await readStore();
  await putIntoOutbox({ method: "accounts.remove", params: { id }, heldUntil: 0 });
  await chrome.storage.local.set({ accounts: accounts.filter((account) => account.id !== id) });
}

/** Takes over the host's list, which other browsers on this computer may have changed. */
export async function adoptAccounts(fromHost: readonly Account[]): Promise<Account[]> {
  const entries = (await readOutbox()).map(([, entry]) => entry);
  const accounts = withWaitingChanges(fromHost, entries);
  await chrome.storage.local.set({ accounts });
  return accounts;
}

/** Remembers that the person wants this address in this form. */
export async function keepAddress(formId: string, email: string): Promise<void> {
  const { keptAddresses } = await readStore();
  if (await isKept(formId, email)) return;
  await chrome.storage.local.set({ keptAddresses: [...keptAddresses, { formId, email }] });
}

export async function isKept(formId: string, email: string): Promise<boolean> {
  const { keptAddresses } = await readStore();
  return keptAddresses.some((kept) => kept.formId === formId && isSameAddress(kept.email, email));
}

/** Remembers what the person says of a form that the catalogue doesn't know; null forgets it. */
export async function answerForm(form: Omit<AnsweredForm, "isObjection">, isObjection: boolean | null): Promise<void> {
  const { id, platform, url } = form;
  const others = (await readStore()).answeredForms.filter((answered) => answered.id !== id);
  const answeredForms = isObjection === null ? others : [...others, { id, platform, url, isObjection }];
  await chrome.storage.local.set({ answeredForms });
}

/** Remembers which form the person set out for, in case Meta asks them to log in first; null when it is reached. */
export async function awaitForm(platform: Platform | null): Promise<void> {
  if (platform === null && (await readStore()).awaitedForm === null) return;
  await chrome.storage.local.set({ awaitedForm: platform && { platform, at: new Date().toISOString() } });
}
