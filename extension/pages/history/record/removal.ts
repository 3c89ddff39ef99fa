import van from "vanjs-core";
import { accountOf } from "../../../model/account-rows.ts";
import { momentOnDay } from "../../../model/day-label.ts";
import { isOutboxKey, outboxEntries, outboxKey, removeEntry, type OutboxEntry } from "../../../model/outbox.ts";
import type { Account } from "../../../model/protocol.ts";
import { call, tryAsk } from "../../../ui/ask.ts";
import { accountName, linkButton, plainAddress } from "../../../ui/components.ts";
import { dayMessage, message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { tracesOf } from "./traces.ts";

const { b, div } = van.tags;

/** How long "Undo" is offered, in milliseconds. */
export const undoFor = 30_000;

interface Removal {
  key: string;
  id: string;
  heldUntil: number;
}

/** Has the background page send an entry once it is no longer held. */
export function sendOnceFree(heldUntil: number): void {
  setTimeout(() => void tryAsk("drain", {}), Math.max(0, heldUntil - Date.now()) + 200);
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

/** Calls `hear` when a removal begins, is completed, or is undone. */
export function onRemoval(hear: () => void): void {
  chrome.storage.local.onChanged.addListener((changes) => {
    const isRemoval = ([key, { oldValue, newValue }]: [string, chrome.storage.StorageChange]) =>
      isOutboxKey(key) && ((oldValue ?? newValue) as OutboxEntry).method === "objections.remove";
    if (Object.entries(changes).some(isRemoval)) hear();
  });
}

/** "Undo" for each objection that is about to be erased. */
export function removalNotes(removals: readonly Removal[], accounts: readonly Account[]): Promise<(HTMLElement | "")[]> {
  return Promise.all(removals.map((removal) => removalNote(removal, accounts)));
}

async function removalNote({ key, id, heldUntil }: Removal, accounts: readonly Account[]): Promise<HTMLElement | ""> {
  const answer = await call("objections.get", { id });
  if (!answer.ok) return "";
  sendOnceFree(heldUntil);
  const { objection } = answer.result;
  const { email, submittedAt, precision } = objection;
  const name = accountName(accountOf(objection, accounts) ?? { label: "", platform: objection.platform });
  const words = dayMessage("removeSoon", momentOnDay(submittedAt, precision));
  const undo = linkButton(message("undo"), () => void chrome.storage.local.remove(key));
  const whose = div(b(name), " · ", plainAddress(email));
  const said = div({ role: "status" }, whose, words);
  return div({ class: "note" }, mark("minus"), div(said, undo, await tracesOf(email)));
}
