import type { Account } from "./protocol.ts";

/** What the extension keeps in `storage.local` beside the outbox. The host keeps the history; this is what works without it. */
export interface LocalStore {
  /** The accounts as they were last known, so that addresses can be checked without the host. */
  accounts: Account[];
  /** Addresses that the person chose to keep in a form, whatever Demur thinks of them. */
  keptAddresses: { formId: string; email: string }[];
  /** Whether Demur's program has ever answered in this browser. */
  hostSeen: boolean;
}

/** What holds while nothing has been stored yet. */
export const emptyStore: LocalStore = { accounts: [], keptAddresses: [], hostSeen: false };
