import { isOutboxEntry, type OutboxEntry } from "./outbox.ts";
import type { CallError, ObjectionDraft } from "./protocol.ts";

/** A call that the host has refused for good. It is kept in `storage.local` until the person tries it again or discards it. */
export interface RejectedEntry {
  /** As it was put into the outbox; unknown if no page of Demur's wrote it. */
  entry: unknown;
  error: CallError;
}

/** What was refused about one thing: an objection with what happened to it, or a single call. */
export interface Rejection {
  keys: string[];
  /** The objection itself, if it is among what was refused. */
  objection?: ObjectionDraft;
  /** What the host said about the first entry: the other refusals may merely follow from it. */
  error: CallError;
  /** Whether the calls may be made again: false for what Demur didn't write. */
  canRetry: boolean;
}

const [waiting, refused] = ["outbox/", "rejected/"];

/** The storage key under which an entry of the outbox is kept once it has been refused. */
export function rejectedKey(outboxKey: string): string {
  return refused + outboxKey.slice(waiting.length);
}

/** The storage key under which a refused entry waits again. */
export function retriedKey(key: string): string {
  return waiting + key.slice(refused.length);
}

export function isRejectedKey(key: string): boolean {
  return key.startsWith(refused);
}

/** Whether a stored value is a call that was set aside. Like the outbox, they can be written by content scripts, too. */
export function isRejectedEntry(value: unknown): value is RejectedEntry {
  if (typeof value !== "object" || value === null || !("entry" in value)) return false;
  const { error } = value as Partial<Record<keyof RejectedEntry, unknown>>;
  return typeof error === "object" && error !== null && "kind" in error && typeof error.kind === "string";
}

/** The objection that a call is about, if it is about one. */
export function objectionOf(entry: OutboxEntry): string | undefined {
  if (entry.method === "objections.record") return entry.params.objection.id;
  if (entry.method === "objections.addEvent") return entry.params.objectionId;
  return entry.method === "objections.remove" ? entry.params.id : undefined;
}

/** Where refused calls about an objection are kept. */
export function rejectedAbout(stored: Readonly<Record<string, unknown>>, objectionId: string): string[] {
  return Object.keys(stored).filter((key) => {
    const value = stored[key];
    if (!isRejectedKey(key) || !isRejectedEntry(value)) return false;
    return isOutboxEntry(value.entry) && objectionOf(value.entry) === objectionId;
  });
}

/** What was refused, among everything that is stored: one for each objection, oldest first. */
export function rejectionsIn(stored: Readonly<Record<string, unknown>>): Rejection[] {
  const rejections = new Map<string, Rejection>();
  for (const key of Object.keys(stored).filter(isRejectedKey).sort()) {
    const value = stored[key];
    if (!isRejectedEntry(value)) continue;
    const { entry, error } = value;
    const call = isOutboxEntry(entry) ? entry : undefined;
    const about = (call && objectionOf(call)) ?? key;
    const rejection = rejections.get(about) ?? { keys: [], error, canRetry: true };
    rejection.keys.push(key);
    rejection.canRetry &&= call !== undefined;
    if (call?.method === "objections.record") rejection.objection = call.params.objection;
    rejections.set(about, rejection);
  }
  return [...rejections.values()];
}
