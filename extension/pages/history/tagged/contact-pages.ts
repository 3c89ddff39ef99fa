import { contactGroups, sharedMore, type ContactGroup } from "../../../model/contact-groups.ts";
import { MergedList } from "../../../model/merged-list.ts";
import type { Contact, ContactCount, ContactState } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { message } from "../../../ui/i18n.ts";
import { resultOf } from "../../host-answers.ts";

/** The host returns at most this many contacts at once. */
export const pageLength = 50;

/** How much the contacts in each state shared. Throws HostFailure. */
export async function readCounts(): Promise<ContactCount[]> {
  return resultOf(await call("contacts.count", {})).counts;
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

/** The contacts in any state whose name contains the query. Throws HostFailure. */
export function searchContacts(query: string): Promise<MergedList<Contact>> {
  return MergedList.open([readPage(undefined, query)], sharedMore);
}

/** The contact with an id, or undefined if it is gone. The host can only search by name. Throws HostFailure. */
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

/** Someone of whom only a photo is known, not the name. */
export function isUnknown({ name }: Contact): boolean {
  return name === "";
}

/** What a contact is called in the list. */
export function contactName(contact: Contact): string {
  return isUnknown(contact) ? message("contactUnknown") : contact.name;
}
