import type { Account, Platform } from "./protocol.ts";

/** The HTML Standard's "valid e-mail address" (html.spec.whatwg.org, input type=email), with the dot that mail really needs. */
const completeAddress =
  /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+$/u;

/** Whether this is a whole e-mail address that mail could reach. Spaces around it don't matter. */
export function isCompleteAddress(text: string): boolean {
  const address = text.trim();
  return address.length <= 320 && completeAddress.test(address);
}

/** The form in which addresses are compared: Meta, like the providers, does not tell capital letters apart. */
export function foldedAddress(address: string): string {
  return address.trim().toLowerCase();
}

export function isSameAddress(one: string, other: string): boolean {
  return foldedAddress(one) === foldedAddress(other);
}

/** What can be said of the address in the form. */
export type AddressVerdict =
  | { kind: "missing"; suggestion?: string }
  | { kind: "malformed"; suggestion?: string }
  | { kind: "own" }
  | { kind: "foreign"; suggestion: string }
  | { kind: "no-account" };

/** The addresses that the person's accounts on this platform use, each once, in the order of the accounts. */
export function addressesOf(accounts: readonly Account[], platform: Platform): string[] {
  const emails = accounts.filter((account) => account.platform === platform).flatMap((account) => account.emails);
  return emails.filter((email, index) => emails.findIndex((other) => isSameAddress(other, email)) === index);
}

/**
 * Judges the address that stands in the form against the person's accounts on the form's platform.
 * A suggestion for an empty or broken field is made only where exactly one address is known: Demur does not guess whose form it is.
 */
export function judgeAddress(text: string, accounts: readonly Account[], platform: Platform): AddressVerdict {
  const known = addressesOf(accounts, platform);
  const [first] = known;
  const only = known.length === 1 && first !== undefined ? { suggestion: first } : {};
  if (text.trim() === "") return { kind: "missing", ...only };
  if (!isCompleteAddress(text)) return { kind: "malformed", ...only };
  if (first === undefined) return { kind: "no-account" };
  return known.some((email) => isSameAddress(email, text)) ? { kind: "own" } : { kind: "foreign", suggestion: first };
}
