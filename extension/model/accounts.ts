import type { OutboxEntry } from "./outbox.ts";
import type { Account } from "./protocol.ts";

/** `accounts` with one added, or changed in its place. */
export function withAccount(accounts: readonly Account[], account: Account): Account[] {
  const index = accounts.findIndex((other) => other.id === account.id);
  return index < 0 ? [...accounts, account] : accounts.with(index, account);
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
