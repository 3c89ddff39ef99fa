import { primaryOf } from "../model/languages.ts";
import type { Texts } from "../model/messages.ts";
import type { Draft } from "../model/protocol.ts";
import { readyTexts } from "../texts/all.ts";
import type { HostPort } from "./host-port.ts";
import { putIntoOutbox, readOutbox } from "./outbox-store.ts";

/** The person's own texts: the host's, with the changes that still wait for it. */
async function knownDrafts(host: HostPort): Promise<Draft[]> {
  const recorded = await host.call("drafts.list", {}).then(
    (result) => result.drafts,
    () => [],
  );
  const drafts = new Map(recorded.map((draft) => [draft.id, draft]));
  for (const [, entry] of await readOutbox()) {
    if (entry.method === "drafts.save" && entry.params.draft.id !== undefined)
      drafts.set(entry.params.draft.id, { ...entry.params.draft, id: entry.params.draft.id });
    if (entry.method === "drafts.remove") drafts.delete(entry.params.id);
  }
  return [...drafts.values()];
}

/** The texts for a form in `language`, a BCP 47 tag or the name of a Meta locale such as "nl_NL". */
export async function textsFor(host: HostPort, language: string): Promise<Texts> {
  const known = primaryOf(language);
  const ready = readyTexts[known];
  return { ...(ready ? { language: known, ready } : { language: "en", ready: readyTexts.en }), drafts: await knownDrafts(host) };
}

/** Keeps a text here at once, and at the host as soon as it can be reached. */
export async function saveDraft(draft: Draft): Promise<void> {
  await putIntoOutbox({ method: "drafts.save", params: { draft }, heldUntil: 0 });
}

/** Removes a text here at once, and at the host as soon as it can be reached. */
export async function removeDraft(id: string): Promise<void> {
  await putIntoOutbox({ method: "drafts.remove", params: { id }, heldUntil: 0 });
}
