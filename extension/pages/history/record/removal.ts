import van from "vanjs-core";
import { momentOnDay } from "../../../model/day-label.ts";
import { isOutboxKey, outboxEntries, outboxKey, removeEntry, type OutboxEntry } from "../../../model/outbox.ts";
import { call, tryAsk } from "../../../ui/ask.ts";
import { linkButton } from "../../../ui/components.ts";
import { dayMessage, message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { tracesOf } from "./traces.ts";

const { div, span } = van.tags;

/** How long "Undo" is offered, in milliseconds. */
const undoFor = 30_000;

interface Removal {
  key: string;
  id: string;
  heldUntil: number;
}

/** Begins to erase an objection. The outbox completes it even if the page or the browser is closed. */
export async function beginRemoval(id: string): Promise<void> {
  await chrome.storage.local.set({ [outboxKey(Date.now(), id)]: removeEntry(id, Date.now() + undoFor) });
}

/** The objections that are about to be erased. */
export async function removalsUnderWay(): Promise<Removal[]> {
  return outboxEntries(await chrome.storage.local.get(null)).flatMap(([key, { method, params, heldUntil }]) =>
    method === "objections.remove" ? [{ key, id: params.id, heldUntil }] : [],
  );
}

/** Calls `hear` when a removal begins, is completed, or was undone. */
export function onRemoval(hear: () => void): void {
  chrome.storage.local.onChanged.addListener((changes) => {
    const isRemoval = ([key, { oldValue, newValue }]: [string, chrome.storage.StorageChange]) =>
      isOutboxKey(key) && ((oldValue ?? newValue) as OutboxEntry).method === "objections.remove";
    if (Object.entries(changes).some(isRemoval)) hear();
  });
}

/** "Undo" for an objection that is about to be erased. */
export async function removalNote({ key, id, heldUntil }: Removal): Promise<HTMLElement | ""> {
  const answer = await call("objections.get", { id });
  if (!answer.ok) return "";
  // This makes the background page send the entry once it is no longer held.
  setTimeout(() => void tryAsk("drain", {}), Math.max(0, heldUntil - Date.now()) + 200);
  const { email, submittedAt, precision } = answer.result.objection;
  const words = dayMessage("removeSoon", momentOnDay(submittedAt, precision));
  const undo = linkButton(message("undo"), () => void chrome.storage.local.remove(key));
  return div({ class: "note" }, mark("minus"), div(span({ role: "status" }, words), " ", undo, await tracesOf(email)));
}
