import { letterKeysOf, objectionsWithLetters } from "../model/kept-letters.ts";
import { HostError, type HostPort } from "./host-port.ts";

/** Forgets what the person wrote in letters about an objection. */
export async function forgetLetters(objectionId: string): Promise<void> {
  await chrome.storage.local.remove(letterKeysOf(objectionId));
}

/** Forgets the letters about objections that are gone: another computer's history may have erased them. */
export async function forgetLettersOfErased(host: Pick<HostPort, "call">): Promise<void> {
  for (const id of objectionsWithLetters(await chrome.storage.local.get(null))) {
    const isGone = await host.call("objections.get", { id }).then(
      () => false,
      (error: unknown) => error instanceof HostError && error.error.kind === "not-found",
    );
    if (isGone) await forgetLetters(id);
  }
}
