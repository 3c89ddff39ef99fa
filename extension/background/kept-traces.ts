import { letterKeysOf, objectionsWithLetters } from "../model/kept-letters.ts";
import { rejectedAbout } from "../model/rejected.ts";
import { remindedOf } from "../model/reminded.ts";
import { HostError, type HostPort } from "./host-port.ts";
import { inTurn } from "./in-turn.ts";
import { readStore } from "./person.ts";

/** Forgets what this browser keeps about an objection that is erased: changed letters, refused calls, and reminders given. */
export async function forgetTraces(objectionId: string): Promise<void> {
  const stored = await chrome.storage.local.get(null);
  await chrome.storage.local.remove([...letterKeysOf(objectionId), ...rejectedAbout(stored, objectionId)]);
  await inTurn(async () => {
    const { reminded } = await readStore();
    const others = reminded.filter((note) => remindedOf(note) !== objectionId);
    if (others.length < reminded.length) await chrome.storage.local.set({ reminded: others });
  });
}

/** Forgets the traces of objections that are gone: another computer's history may have erased them. */
export async function forgetTracesOfErased(host: Pick<HostPort, "call">): Promise<void> {
  const { reminded } = await readStore();
  const ids = new Set([...objectionsWithLetters(await chrome.storage.local.get(null)), ...reminded.map(remindedOf)]);
  for (const id of ids) {
    const isGone = await host.call("objections.get", { id }).then(
      () => false,
      (error: unknown) => error instanceof HostError && error.error.kind === "not-found",
    );
    if (isGone) await forgetTraces(id);
  }
}
