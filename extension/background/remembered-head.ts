import type { ChainHead, InitializeResult } from "../model/protocol.ts";
import type { LocalStore } from "../model/storage.ts";
import { readStore } from "./person.ts";

/** The end of the host's chain after the last write that this browser knows of: a later loss shows by it. */
export async function readHead(): Promise<ChainHead | undefined> {
  return (await readStore()).rememberedHead ?? undefined;
}

/** Remembers the end of the chain after a write. */
export async function keepHead(head: ChainHead): Promise<void> {
  await chrome.storage.local.set<Partial<LocalStore>>({ rememberedHead: head });
}

/** Notes what the host says about the entry it looked for. A loss is shown until the person closes the note about it. */
export async function noteRemembered({ remembered, head }: InitializeResult): Promise<void> {
  if (remembered === undefined || remembered === "held") return;
  await chrome.storage.local.set<Partial<LocalStore>>({ historyWarning: remembered, rememberedHead: head });
}
