import type { BannerState } from "./banner-state.ts";
import type {
  Account,
  AccountDraft,
  CallError,
  CallResult,
  Draft,
  DownloadArchive,
  EventDraft,
  HostAge,
  HostErrorKind,
  Methods,
  Objection,
  ObjectionDraft,
  Platform,
  Standing,
} from "./protocol.ts";
import type { Sighting, TaggedFound } from "./sighting.ts";
import type { AnsweredForm } from "./storage.ts";
import type { ReadyTextKind } from "../texts/all.ts";

/** Whether Demur's program answers. `missing`: the browser found no program; `failed`: it answered with an error, or not in time. */
export type HostState =
  | { kind: "unknown" }
  | { kind: "connected"; version: string; age: HostAge; capabilities: readonly string[] }
  | { kind: "missing"; everSeen: boolean }
  | { kind: "failed"; error: CallError["kind"] };

/** What others share about the person and no objection of theirs covers, as far as Demur knows. */
export interface OthersCount {
  items: number;
  /** How many people shared them, without unknown ones. */
  people: number;
  /** How many of the items were shared by someone unknown. */
  ownerless: number;
}

/** What the banner must know about the person to judge the form. */
export interface Facts {
  accounts: Account[];
  /** The standing of each account, and of each address without one; from what waits in this browser if the host is missing. */
  standings: Standing[];
  /** Objections, newest first, those waiting in this browser before the host's: for a form those that its standings name, else the newest. */
  objections: Objection[];
  others: OthersCount;
  host: HostState;
}

/** What the popup shows. */
export interface Overview extends Facts {
  /** How many objections wait in this browser for the host. */
  waiting: number;
  /** What keeps the host from writing what waits. */
  blockedBy?: HostErrorKind;
  /** What the banner says in the given tab, if there is one. */
  banner?: BannerState;
  /** The objection form that the person set out for and has not reached yet. */
  awaited?: Platform;
  /** What the page in the given tab shows of others' posts. */
  sighting?: Sighting;
}

/** What can be put into the field of a form. */
export interface Texts {
  /** The language of the ready-made texts: the form's, or English if it has none. */
  language: string;
  ready: Record<ReadyTextKind, string>;
  drafts: Draft[];
}

/** Demur's pages that open in a tab. */
export type DemurPage = "welcome" | "history" | "letter" | "uses" | "seen" | "mail";

/** An objection that was sent from a tab. */
export interface SentFromTab {
  objectionId: string;
  formId: string;
}

/** What pages and content scripts ask of the background page, each with its answer. */
export interface Requests {
  /** Everything that the banner needs. */
  facts: { ask: { platform: Platform }; answer: Facts };
  /** Everything that the popup needs; `tabId` is the tab that it was opened on. */
  overview: { ask: { tabId?: number }; answer: Overview };
  /** Prepares the sender's tab for a banner: its script is injected into the page, and the host is woken. */
  prepare: { ask: { platform: Platform }; answer: null };
  /** Injects the script of a banner into the sender's page. */
  "load-banner": { ask: { script: "objection-form" | "tagged-banner" }; answer: null };
  /** What the sender's page shows of others' posts; null when it is left. `isWaiting`: the items wait in this browser for the host. */
  "tagged-found": { ask: TaggedFound | null; answer: { isWaiting: boolean; isFolded: boolean } };
  /** The person has closed the banner about others' posts in the sender's tab, or opened it again. */
  "tagged-folded": { ask: { isFolded: boolean }; answer: null };
  /**
   * Releases a submission that the page holds under this key, with what happened after it. Answers with the id of its record, or of another
   * tab's if that sent the same.
   */
  "release-submission": { ask: { key: string; objection: ObjectionDraft; event: EventDraft }; answer: string };
  /** What was sent from the sender's tab a moment ago, if the page that sent it went away without an answer: this page may be it. */
  "sent-from-tab": { ask: Record<string, never>; answer: SentFromTab | null };
  /** The person says whether a form that isn't in the catalogue is the objection form; null withdraws the answer. */
  "answer-form": { ask: { form: Omit<AnsweredForm, "isObjection">; isObjection: boolean | null }; answer: null };
  /** The person sets out for an objection form: Meta may ask them to log in first. */
  "await-form": { ask: { platform: Platform }; answer: null };
  /** Texts that can be put into Meta's field: ready-made ones in the form's language, and the person's own. */
  texts: { ask: { language: string }; answer: Texts };
  /** Keeps a text of the person's own; kept in this browser until the host has it. */
  "save-draft": { ask: { draft: Draft }; answer: null };
  "remove-draft": { ask: { id: string }; answer: null };
  /** What the banner in the sender's tab says now; null when the form is gone. Sets badge and title. */
  "banner-shown": { ask: { state: BannerState | null }; answer: null };
  /** Adds or changes an account; kept in this browser until the host has it. The id is made by the sender. */
  "save-account": { ask: { account: AccountDraft & { id: string } }; answer: null };
  "remove-account": { ask: { id: string }; answer: null };
  /** The person wants this address for this form, whatever Demur thinks of it. */
  "keep-address": { ask: { formId: string; email: string }; answer: null };
  "is-kept": { ask: { formId: string; email: string }; answer: boolean };
  /** Whether the host is there, asked of itself, and what it can do. */
  host: { ask: Record<string, never>; answer: HostState };
  /**
   * Sends what waits in the outbox, now. Answers with the state of the host, what still waits, what keeps the host from writing it, and the
   * ids of the objections that the host has refused for good: they are kept in this browser. `retry`: the id of one of those, to send again.
   */
  drain: {
    ask: { retry?: string };
    answer: { host: HostState; waiting: number; blockedBy?: HostErrorKind; refused: string[] };
  };
  /** Puts what the host has refused back into the outbox, to be tried again. */
  "retry-rejected": { ask: { keys: string[] }; answer: null };
  /** Discards what the host has refused. */
  "discard-rejected": { ask: { keys: string[] }; answer: null };
  /** Checks now what is late: badge, and reminders if the person wants them. */
  "look-at-deadlines": { ask: Record<string, never>; answer: null };
  /** Any method of the protocol. */
  call: { ask: { method: keyof Methods; params: unknown }; answer: CallResult<keyof Methods> };
  /** Begins to import a download, or one that the person chooses in the system's own window. The progress is in `storage.session`. */
  "import-download": { ask: { download?: DownloadArchive }; answer: null };
  /** Stops the import. */
  "stop-import": { ask: Record<string, never>; answer: null };
  /** The person has seen the result. */
  "forget-import": { ask: Record<string, never>; answer: null };
  /** Reads the e-mail that a tab shows, after a press of the toolbar button there, and opens the page that says what it is. */
  "read-mail": { ask: { tabId: number }; answer: null };
  /** Opens one of Demur's pages. */
  "open-page": { ask: { page: DemurPage; fragment?: string }; answer: null };
}

/**
 * What the background page tells all open pages and banners: accounts, objections or what waits in this browser may have changed.
 * `by`: the tab of Demur's page that changed it, or the popup.
 */
export interface ChangeNotice {
  kind: "changed";
  by?: number | "popup";
}

/** What the background page asks the pages that may still hold an entry whose hold has run out. */
export interface HoldNotice {
  kind: "hold-over";
  key: string;
}

/** What the background page asks a page when something has loaded in its tab: whether what it shows is still what it last told. */
export interface StillThereNotice {
  kind: "still-there";
  what: "banner" | "posts";
}

export type RequestKind = keyof Requests;

/** A request as it is sent. */
export type RequestMessage<Kind extends RequestKind = RequestKind> = {
  [One in Kind]: { kind: One; ask: Requests[One]["ask"] };
}[Kind];

/**
 * Why a request has no answer: an error of the host, `internal-error` for a fault in Demur itself, `forbidden` if the sender may not ask
 * for this, or `unreachable` if no background page answers, as while the extension is being updated.
 */
export interface RequestError {
  kind: CallError["kind"] | "forbidden" | "unreachable";
}

/** What comes back to a request. */
export type Reply<Kind extends RequestKind = RequestKind> = { answer: Requests[Kind]["answer"] } | { error: RequestError };
