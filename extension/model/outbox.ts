import { isSameAddress } from "./email.ts";
import { isEventDraft, isWaitingCall, type OutboxMethod } from "./outbox-params.ts";
import type {
  EventDraft,
  EventKind,
  Methods,
  Objection,
  ObjectionDraft,
  SourceDraft,
  Status,
  TaggedItemDraft,
} from "./protocol.ts";

/**
 * A call to the host that waits in `storage.local` until the host has answered it.
 * Each entry has its own storage key, so that tabs and the background page never overwrite each other's.
 */
export type OutboxEntry = {
  [Method in OutboxMethod]: {
    method: Method;
    params: Methods[Method]["params"];
    /** Milliseconds since 1970: until then the page may discard the entry. 0: the entry is released, and goes to the host. */
    heldUntil: number;
    /** With a held objection: what is added to it if the page goes away and nobody has said what became of it. */
    onRelease?: EventDraft;
  };
}[OutboxMethod];

const prefix = "outbox/";

/** A storage key that sorts by the time at which the entry was made. */
export function outboxKey(now: number, id: string): string {
  return `${prefix}${String(now).padStart(15, "0")}/${id}`;
}

export function isOutboxKey(key: string): boolean {
  return key.startsWith(prefix);
}

/** Whether a stored value is a call of the outbox. Content scripts, which live in untrusted pages, can write to the storage, too. */
export function isOutboxEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== "object" || value === null) return false;
  const { method, params, heldUntil, onRelease } = value as Partial<Record<keyof OutboxEntry, unknown>>;
  const mayRelease = onRelease === undefined || isEventDraft(onRelease);
  return isWaitingCall(method, params) && typeof heldUntil === "number" && mayRelease;
}

/** The entries among everything that is stored, oldest first. */
export function outboxEntries(stored: Readonly<Record<string, unknown>>): [key: string, entry: OutboxEntry][] {
  const keys = Object.keys(stored).filter(isOutboxKey).sort();
  return keys.flatMap((key): [string, OutboxEntry][] => {
    const value = stored[key];
    return isOutboxEntry(value) ? [[key, value]] : [];
  });
}

/** The call that records an objection, held until `heldUntil`. */
export function recordEntry(objection: ObjectionDraft, heldUntil: number, onRelease?: EventDraft): OutboxEntry {
  return { method: "objections.record", params: { objection }, heldUntil, ...(onRelease ? { onRelease } : {}) };
}

/** What a page of Meta's shows now, or what the person says now. */
export function eventDraft(kind: EventKind, at: Date, detail?: string, by: "page" | "person" = "page"): EventDraft {
  const source: SourceDraft = { by };
  return { id: crypto.randomUUID(), kind, at: at.toISOString(), source, ...(detail ? { detail } : {}) };
}

/** The call that adds an event to an objection. */
export function addEventEntry(objectionId: string, event: EventDraft): OutboxEntry {
  return { method: "objections.addEvent", params: { objectionId, event }, heldUntil: 0 };
}

/** The call that erases an objection, held until `heldUntil`. */
export function removeEntry(id: string, heldUntil: number): OutboxEntry {
  return { method: "objections.remove", params: { id }, heldUntil };
}

/** The call that forgets an e-mail with a seal, held until `heldUntil`. */
export function removeSealEntry(id: string, heldUntil: number): OutboxEntry {
  return { method: "seals.remove", params: { id }, heldUntil };
}

/** The objections that are being erased: they are no longer shown, except for "Undo". */
export function removedIds(entries: readonly OutboxEntry[]): Set<string> {
  return new Set(entries.flatMap((entry) => (entry.method === "objections.remove" ? [entry.params.id] : [])));
}

/** The status that the page's answer gives an objection, as the host computes it. */
const answered: Partial<Record<EventKind, Status>> = {
  received: "received",
  "code-requested": "not-finished",
  "page-error": "not-sent",
  unsure: "unsure",
  answered: "answered",
  confirmed: "confirmed",
  declined: "declined",
  "asked-for-more": "needs-answer",
};

/** Waiting objections as they will be in the history, newest first: what is known while the host is missing. */
export function waitingObjections(entries: readonly OutboxEntry[]): Objection[] {
  const answers = new Map<string, Pick<Objection, "status" | "statusSince" | "statusPrecision">>();
  for (const entry of entries) {
    if (entry.method !== "objections.addEvent") continue;
    const { objectionId, event } = entry.params;
    const status = answered[event.kind];
    if (status) answers.set(objectionId, { status, statusSince: event.at, statusPrecision: event.precision ?? "instant" });
  }
  const drafts = entries.flatMap((entry) => (entry.method === "objections.record" ? [entry.params.objection] : []));
  return drafts.reverse().map((draft) => {
    const precision = draft.precision ?? "instant";
    return {
      ...draft,
      precision,
      source: draft.source ?? { by: "person" },
      recordedAt: draft.submittedAt,
      ...(answers.get(draft.id) ?? { status: "submitted", statusSince: draft.submittedAt, statusPrecision: precision }),
    };
  });
}

/** The items by others that wait for the host. */
export function waitingItems(entries: readonly OutboxEntry[]): TaggedItemDraft[] {
  return entries.flatMap((entry) => (entry.method === "tagged.record" ? entry.params.items : []));
}

/** Two objections with the same form and address this close together are duplicates, sent from two tabs or twice. In milliseconds. */
const duplicatesWithin = 10 * 60 * 1000;
/**
 * Once Meta has given thanks for the first, nobody sends it again without a reason: after this long it is the objection of another account
 * with the same address, which Instagram allows. In milliseconds.
 */
const repeatedWithin = 60 * 1000;

/** The statuses after which an objection may be made again at once. */
const repeatable: readonly Status[] = ["declined", "withdrawn", "not-sent"];

/**
 * The objection among `others` that this one duplicates, whichever was sent first. `holders`: how many accounts have its address. Each of
 * them makes a separate objection, and nobody switches from one to the next within a minute before Meta has answered.
 */
export function duplicatedBy(
  draft: Pick<ObjectionDraft, "id" | "formId" | "email" | "submittedAt">,
  others: readonly Objection[],
  holders = 1,
): Objection | undefined {
  const apart = ({ submittedAt }: Objection) => Math.abs(Date.parse(draft.submittedAt) - Date.parse(submittedAt));
  const alike = others.filter(
    (other) =>
      !repeatable.includes(other.status) &&
      other.id !== draft.id &&
      other.formId === draft.formId &&
      isSameAddress(other.email, draft.email) &&
      apart(other) < duplicatesWithin,
  );
  const isAccountLeft = alike.length < holders;
  return alike.find((other) => {
    const isThanked = other.status === "received" || other.status === "confirmed";
    if (isThanked && holders > 1) return false;
    return (!isThanked && !isAccountLeft) || apart(other) < repeatedWithin;
  });
}
