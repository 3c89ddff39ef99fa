import { isCompleteAddress, isSameAddress } from "./email.ts";
import type { Account, AccountDraft, Platform } from "./protocol.ts";

/** A person with an account on Facebook, on Instagram or on both, as the welcome page asks for them. */
export interface Person {
  name: string;
  emails: Record<"facebook" | "instagram", string>;
  sameAccountsCenter: boolean;
  /** The ids of the accounts that already exist. */
  ids: Partial<Record<Platform, string>>;
}

export const askedPlatforms = ["facebook", "instagram"] as const;

export function newPerson(): Person {
  return { name: "", emails: { facebook: "", instagram: "" }, sameAccountsCenter: false, ids: {} };
}

/** Groups accounts by the name that the person gave them. */
export function peopleOf(accounts: readonly Account[]): Person[] {
  const people = new Map<string, Person>();
  for (const account of accounts) {
    const platform = askedPlatforms.find((asked) => asked === account.platform);
    if (!platform) continue;
    const person = people.get(account.label) ?? { ...newPerson(), name: account.label };
    if (person.ids[platform] !== undefined) continue;
    person.ids[platform] = account.id;
    person.emails[platform] = account.emails[0] ?? "";
    person.sameAccountsCenter ||= account.accountsCenter !== undefined;
    people.set(account.label, person);
  }
  return [...people.values()];
}

/** Whether something was typed that isn't a complete address. */
export function isUnfinished(typed: string): boolean {
  return typed.trim() !== "" && !isCompleteAddress(typed);
}

/** Whether only a name is known of a person: then there is nothing to save. */
export function isNameAlone({ name, emails, ids }: Person): boolean {
  return name.trim() !== "" && askedPlatforms.every((platform) => emails[platform].trim() === "" && ids[platform] === undefined);
}

/** The addresses of an account with this one first; its known ones if this one is unfinished. */
function emailsWith(typed: string, known: readonly string[]): string[] {
  if (isUnfinished(typed)) return [...known];
  const email = typed.trim();
  const others = known.slice(1).filter((other) => !isSameAddress(other, email));
  return email === "" ? others : [email, ...others];
}

/** The accounts to save for a person: those with a complete address, and those that exist. */
export function accountsOf(person: Person, existing: readonly Account[]): (AccountDraft & { id: string })[] {
  const center = person.sameAccountsCenter ? { accountsCenter: person.name } : {};
  return askedPlatforms.flatMap((platform) => {
    const known = existing.find((account) => account.id === person.ids[platform]);
    const emails = emailsWith(person.emails[platform], known?.emails ?? []);
    if (emails.length === 0 && !known) return [];
    // A new account keeps the id that it was first saved with.
    person.ids[platform] ??= crypto.randomUUID();
    return [{ id: person.ids[platform], platform, label: person.name.trim(), emails, ...center }];
  });
}
