import { contactGroups, sharedMore, stillIncluding, type ContactGroup } from "../../../model/contacts.ts";
import { MergedList } from "../../../model/merged-list.ts";
import type { CallError, CallResult } from "../../../model/messages.ts";
import type { Contact, ContactState, Methods } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { message } from "../../../ui/i18n.ts";

/** The most contacts that the host gives at once. */
export const pageLength = 50;

/** The host could not answer. */
export class HostFailure extends Error {
  constructor(readonly kind: CallError["kind"]) {
    super(kind);
  }
}

/** What the host answered. Throws HostFailure. */
export function resultOf<Name extends keyof Methods>(answer: CallResult<Name>): Methods[Name]["result"] {
  if (!answer.ok) throw new HostFailure(answer.error.kind);
  return answer.result;
}

/** How many items there are in a state, and how many contacts shared them. */
export interface Count {
  items: number;
  contacts: number;
}

export type Counts = Record<ContactState, Count>;

async function countOf(state: ContactState): Promise<Count> {
  const [items, contacts] = await Promise.all([
    call("tagged.list", { state, limit: 1 }).then(resultOf),
    call("contacts.list", { state, limit: 1 }).then(resultOf),
  ]);
  return { items: items.total, contacts: contacts.total };
}

/** Counts what there is in every state. Throws HostFailure. */
export async function readCounts(): Promise<Counts> {
  const states = Object.values(contactGroups).flat();
  const counts = await Promise.all(states.map(async (state) => [state, await countOf(state)] as const));
  return Object.fromEntries(counts) as Counts;
}

/** What several states hold together. */
export function sumOf(counts: Counts, states: readonly ContactState[]): Count {
  return states.reduce(
    (sum, state) => ({ items: sum.items + counts[state].items, contacts: sum.contacts + counts[state].contacts }),
    { items: 0, contacts: 0 },
  );
}

function readPage(state: ContactState | undefined, query: string) {
  return async (cursor?: string) => {
    const params = { limit: pageLength, ...(state ? { state } : {}), ...(query ? { query } : {}), ...(cursor ? { cursor } : {}) };
    const { contacts: items, total, nextCursor } = resultOf(await call("contacts.list", params));
    return { items, total, ...(nextCursor === undefined ? {} : { nextCursor }) };
  };
}

/** The contacts of a group, most items first. Throws HostFailure. */
export function openGroup(group: ContactGroup): Promise<MergedList<Contact>> {
  return MergedList.open(
    contactGroups[group].map((state) => readPage(state, "")),
    sharedMore,
  );
}

/** The contacts with a piece of this name, whatever came of them. Throws HostFailure. */
export function searchContacts(query: string): Promise<MergedList<Contact>> {
  return MergedList.open([readPage(undefined, query)], sharedMore);
}

/** The contact with an id; undefined where there is none any more. The host lists by name alone. Throws HostFailure. */
export async function findContact(id: string): Promise<Contact | undefined> {
  const { items } = resultOf(await call("tagged.list", { contactId: id, limit: 1 }));
  const [item] = items;
  if (!item) return undefined;
  const namesakes = await MergedList.open([readPage(item.contact.state, item.contact.name)], sharedMore);
  for (;;) {
    const [contact] = await namesakes.next(1);
    if (!contact || contact.id === id) return contact;
  }
}

/** Someone of whom only the photo is known. */
export function isUnknown({ name }: Contact): boolean {
  return name === "";
}

/** What a contact is called in the list. */
export function contactName(contact: Contact): string {
  return isUnknown(contact) ? message("contactUnknown") : contact.name;
}

/** What still includes the person: of people who are known, and of those who are not. */
export interface Open {
  known: Count;
  unknown: Count;
}

/** Sums up what still includes the person. `first`: the first contacts that are not asked; those who are not known stand among them. */
export function openOf(counts: Counts, first: readonly Contact[]): Open {
  const all = sumOf(counts, stillIncluding);
  const strangers = first.filter((contact) => isUnknown(contact) && stillIncluding.includes(contact.state));
  const unknown = { items: strangers.reduce((sum, { items }) => sum + items, 0), contacts: strangers.length };
  return { known: { items: all.items - unknown.items, contacts: all.contacts - unknown.contacts }, unknown };
}
