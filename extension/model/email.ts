import { domainOf, relayOf, slipBetween, slipOf } from "./mailboxes.ts";
import type { Account, Platform } from "./protocol.ts";

/**
 * The HTML Standard's "valid e-mail address" (html.spec.whatwg.org, input type=email) with letters of all languages (RFC 6531)
 * and without stray dots, which mail doesn't allow (RFC 5321, 4.1.2).
 */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainText = /^[\p{L}\p{M}\p{N}.-]+$/u;
/** The HTML Standard's domain, with the dot that mail really needs and an ending that isn't a number. */
const asciiDomainText = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** Invisible characters, and unusual spaces: they come along when an address is copied. */
const hidden = /\p{Default_Ignorable_Code_Point}|(?! )\p{Zs}/gu;

const octets = (text: string): number => new TextEncoder().encode(text).length;

/** A domain as the network writes it: lower case, other scripts in punycode. `undefined`: it can't be a domain. */
function asciiDomain(domain: string): string | undefined {
  const url = `https://${domain}`;
  return domainText.test(domain) && URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Whether this is a whole e-mail address that mail could reach. Spaces around it don't matter. */
export function isCompleteAddress(text: string): boolean {
  const address = text.trim();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const domain = asciiDomain(address.slice(at + 1));
  if (domain === undefined || !asciiDomainText.test(domain) || !localPart.test(local)) return false;
  return octets(local) <= 64 && octets(local) + 1 + domain.length <= 254;
}

/**
 * The form in which addresses are compared: Meta, like the providers, ignores case, and invisible characters aren't part of an
 * address. "+" and what follows it are: Meta knows only the address that it was given.
 */
export function foldedAddress(address: string): string {
  const text = address.replace(hidden, "").trim().normalize("NFC").toLowerCase();
  const domain = domainOf(text);
  // Plain ASCII needs no punycode; long histories are compared address by address.
  return /^[!-~]*$/.test(domain) ? text : text.slice(0, text.lastIndexOf("@") + 1) + (asciiDomain(domain) ?? domain);
}

export function isSameAddress(one: string, other: string): boolean {
  return foldedAddress(one) === foldedAddress(other);
}

/**
 * What can be said about the address in the form. `suggestion` follows only from what is typed, `own` are the person's addresses,
 * likeliest first; `relay` is the service that forwards the address's mail.
 */
export type AddressVerdict =
  | { kind: "missing" }
  | { kind: "malformed"; suggestion?: string; own: string[] }
  | { kind: "slip"; domain: string; intended: string; suggestion: string }
  | { kind: "own"; relay?: string }
  | { kind: "foreign"; own: string[]; relay?: string }
  | { kind: "no-account"; relay?: string };

/**
 * The addresses that the person's accounts on this platform use, each once, in the order of the accounts.
 * A form of Meta's own site may be for any of them.
 */
export function addressesOf(accounts: readonly Account[], platform: Platform): string[] {
  const own = accounts.filter((account) => platform === "meta" || account.platform === platform);
  const emails = own.flatMap((account) => account.emails);
  return emails.filter((email, index) => emails.findIndex((other) => isSameAddress(other, email)) === index);
}

/** What was typed, without what came along when copying (spaces, brackets, "mailto:") and without stray commas and dots. */
function tidied(text: string): string {
  return text
    .replace(hidden, "")
    .normalize("NFKC")
    .replace(/^.*<([^<>]+)>.*$/, "$1")
    .replace(/^\s*mailto:/i, "")
    .replace(/^[\s.,;:"'<(]+|[\s.,;:"'>)]+$/g, "")
    .replace(/\s*[.,][\s.,]*/g, ".")
    .replace(/[\s.]*@[\s.@]*/, "@");
}

/** The complete address that a malformed one was meant to be, if that is certain enough to ask. */
function mended(text: string): string | undefined {
  const address = tidied(text);
  return [slipOf(address), address].find((candidate) => candidate !== undefined && isCompleteAddress(candidate));
}

/** The part before the @, without the tag that some providers allow after a "+". */
const mailboxOf = (address: string): string => (foldedAddress(address).split("@", 1)[0] ?? "").replace(/\+.*/, "");

/** The person's addresses, those most like what was typed first. */
function byLikeness(typed: string, known: readonly string[]): string[] {
  const rank = (own: string): number => {
    const isLike = [
      slipBetween(foldedAddress(typed), foldedAddress(own)) !== undefined,
      mailboxOf(typed) === mailboxOf(own),
      domainOf(foldedAddress(typed)) === domainOf(foldedAddress(own)),
      true,
    ];
    return isLike.indexOf(true);
  };
  return [...known].sort((one, other) => rank(one) - rank(other));
}

/** A slip, unless the person has an account with an address at that very domain, which makes it real. */
function slipVerdict(text: string, accounts: readonly Account[]): AddressVerdict | undefined {
  const suggestion = slipOf(text);
  const domain = domainOf(text);
  if (suggestion === undefined || accounts.some(({ emails }) => emails.some((own) => domainOf(own) === domain))) return undefined;
  return { kind: "slip", domain, intended: domainOf(suggestion), suggestion };
}

/**
 * Judges the address in the form against the person's accounts on the form's platform.
 * For a malformed one that can't be repaired, the person's own address is suggested only if exactly one is known: Demur does not guess whose
 * form it is.
 */
export function judgeAddress(text: string, accounts: readonly Account[], platform: Platform): AddressVerdict {
  const known = addressesOf(accounts, platform);
  if (text.replace(hidden, "").trim() === "") return { kind: "missing" };
  if (!isCompleteAddress(text) || text.search(hidden) >= 0) {
    const suggestion = mended(text);
    if (suggestion !== undefined) return { kind: "malformed", suggestion, own: [] };
    return { kind: "malformed", own: known.length === 1 ? known : [] };
  }

  const service = relayOf(text);
  const relay = service === undefined ? {} : { relay: service };
  if (known.some((email) => isSameAddress(email, text))) return { kind: "own", ...relay };
  const slip = slipVerdict(text, accounts);
  if (slip) return slip;
  return known.length === 0 ? { kind: "no-account", ...relay } : { kind: "foreign", own: byLikeness(text, known), ...relay };
}
