import { isSameAddress } from "../model/email.ts";
import { waitingObjections } from "../model/outbox.ts";
import type { HostPort } from "./host-port.ts";
import { readOutbox } from "./outbox-store.ts";
import { readStore } from "./person.ts";

type Host = Pick<HostPort, "call">;

/** Remembers that the person wants this address in this form. */
export async function keepAddress(formId: string, email: string): Promise<void> {
  const { keptAddresses } = await readStore();
  if (await isKept(formId, email)) return;
  await chrome.storage.local.set({ keptAddresses: [...keptAddresses, { formId, email }] });
}

export async function isKept(formId: string, email: string): Promise<boolean> {
  const { keptAddresses } = await readStore();
  return keptAddresses.some((kept) => kept.formId === formId && isSameAddress(kept.email, email));
}

/** The address of an objection, if it is kept for any form. The host isn't asked if no address is kept. */
export async function keptAddressOf(host: Host, objectionId: string): Promise<string | undefined> {
  const { keptAddresses } = await readStore();
  if (keptAddresses.length === 0) return undefined;
  const found = await host.call("objections.get", { id: objectionId }).catch(() => undefined);
  const email = found?.objection.email ?? "";
  return keptAddresses.some((kept) => isSameAddress(kept.email, email)) ? email : undefined;
}

/** Forgets the address of an erased objection, unless an account or another objection still has it. Rejects like the host. */
export async function forgetErasedAddress(host: Host, email: string): Promise<void> {
  const isIt = (other: string) => isSameAddress(other, email);
  const waiting = waitingObjections((await readOutbox()).map(([, entry]) => entry));
  const { objections } = await host.call("objections.match", { email });
  const { accounts, keptAddresses } = await readStore();
  const holders = [...waiting, ...objections].map((objection) => objection.email);
  if ([...holders, ...accounts.flatMap(({ emails }) => emails)].some(isIt)) return;
  await chrome.storage.local.set({ keptAddresses: keptAddresses.filter((kept) => !isIt(kept.email)) });
}
