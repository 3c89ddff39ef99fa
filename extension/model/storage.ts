import type { LastDownload } from "./downloads.ts";
import type { Account, ChainHead, Platform } from "./protocol.ts";
import type { TaggedPlatform } from "./tagged-links.ts";

/** A form that isn't in the catalogue, and what the person said about it. */
export interface AnsweredForm {
  id: string;
  platform: Platform;
  url: string;
  isObjection: boolean;
}

/** What the extension keeps in `storage.local` besides the outbox. The host keeps the history; this is what works without it. */
export interface LocalStore {
  /** The accounts as last known, so that addresses can be checked without the host. */
  accounts: Account[];
  /** Addresses that the person chose to keep in a form, whatever Demur thinks of them. */
  keptAddresses: { formId: string; email: string }[];
  /** The person's own catalogue of forms. */
  answeredForms: AnsweredForm[];
  /** The objection form that the person set out for, until Demur sees it: Meta may ask them to log in first. */
  awaitedForm: { platform: Platform; at: string } | null;
  /** Where the person lives (ISO 3166-1 and, in Germany, 3166-2), their name and their postal address: for letters only. */
  home: { country: string; region: string; name: string; postalAddress: string };
  /** Whether the person wants to be reminded of what is late. */
  reminders: boolean;
  /** Whether the context menu of selected text and of links offers to read them as an e-mail. */
  readMenu: boolean;
  /** What they were reminded of: "objection id/status". */
  reminded: string[];
  /** The sites on which the person wants Demur to look for what others share about them. The browser must have allowed it, too. */
  watchedSites: TaggedPlatform[];
  /** Whether the person was told, after an objection, that others' posts are not part of it. */
  toldOfOthers: boolean;
  /** Whether Demur's program has ever answered in this browser. */
  hostSeen: boolean;
  /** The end of the host's chain after the last write that was answered here. */
  rememberedHead: ChainHead | null;
  /** What the host said on a later start if that end was no longer there, until the person closes the note about it. */
  historyWarning: "gone" | "other-history" | null;
  /** The ids of contacts who were asked and for whom a reminder has been suggested. */
  remindedContacts: string[];
  /** The download that was read last. */
  lastDownload: LastDownload | null;
  /** Whether a download is being read, so that it is noticed if the browser ends meanwhile. */
  isImporting: boolean;
}

/** The values while nothing has been stored yet. */
export const emptyStore: LocalStore = {
  accounts: [],
  keptAddresses: [],
  answeredForms: [],
  awaitedForm: null,
  home: { country: "", region: "", name: "", postalAddress: "" },
  reminders: false,
  readMenu: true,
  reminded: [],
  watchedSites: [],
  toldOfOthers: false,
  hostSeen: false,
  rememberedHead: null,
  historyWarning: null,
  remindedContacts: [],
  lastDownload: null,
  isImporting: false,
};

/** The alarms that the background page sets. */
export const alarms = {
  /** The hold on an entry of the outbox ends. */
  drain: "drain",
  /** The deadlines are checked. */
  hour: "reminders",
  /** Meta's next e-mail should have come. */
  mail: "mail-expected",
} as const;
