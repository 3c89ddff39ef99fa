import { endings, families, neighbours, providers, relays, slips } from "../../manifests/mailboxes.json";

const familyDomains = Object.entries(families).flatMap(([name, list]) => list.map((ending) => `${name}.${ending}`));
/** The domains that a slip may have been meant for. */
const mailDomains = [...Object.values(providers).flat(), ...familyDomains];
const worldwide = new Set([...providers.everywhere, ...familyDomains]);
const realDomains = new Set([...mailDomains, ...neighbours]);

/** From what is written to what is meant. */
const byWritten = (table: Record<string, string[]>): Map<string, string> =>
  new Map(Object.entries(table).flatMap(([meant, written]) => written.map((text) => [text, meant])));
const meantDomains = byWritten(slips);
const meantEndings = byWritten(endings);

/** The part of an address after its last @, in lower case. */
export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
}

/**
 * The single typing slip that turns one text into the other: two neighbours swapped, or a letter added, left out or changed.
 * Together these are a Damerau-Levenshtein distance of 1.
 */
export function slipBetween(one: string, other: string): "swap" | "letter" | undefined {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let [end, otherEnd] = [one.length, other.length];
  while (end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]) [end, otherEnd] = [end - 1, otherEnd - 1];
  const [rest, otherRest] = [one.slice(start, end), other.slice(start, otherEnd)];
  if (rest.length <= 1 && otherRest.length <= 1 && rest !== otherRest) return "letter";
  return rest.length === 2 && otherRest === `${rest[1]}${rest[0]}` ? "swap" : undefined;
}

const nameOf = (domain: string): string => domain.split(".", 1)[0] ?? "";

/**
 * Whether what was typed is so close to a mail domain that it is unlikely to be another real one. The same name with another ending may
 * well be, and so may a short name with another letter, or a name that begins with another letter: a first letter is seldom mistyped
 * (K. Kukich, "Techniques for automatically correcting words in text", 1992).
 */
function looksLike(typed: string, domain: string): boolean {
  if (!typed.includes(".")) return typed.replaceAll(" ", "") === domain.replaceAll(".", "");
  if (nameOf(typed) === nameOf(domain) || !typed.slice(0, 2).includes(domain.charAt(0))) return false;
  const slip = slipBetween(typed, domain);
  return slip === "swap" ? domain.length >= 7 : slip === "letter" && nameOf(domain).length >= (worldwide.has(domain) ? 5 : 6);
}

/** The only mail domain that looks like what was typed. If there are two, nobody can tell which was meant. */
function onlyLookalike(typed: string): string | undefined {
  const [first, second] = mailDomains.filter((domain) => looksLike(typed, domain));
  return second === undefined ? first : undefined;
}

/** The domain that was meant, if the typed one has an ending that doesn't exist. Two letters may be the beginning of a longer ending. */
function withRealEnding(typed: string): string | undefined {
  const dot = typed.lastIndexOf(".") + 1;
  const written = typed.slice(dot);
  const ending = meantEndings.get(written);
  if (dot === 0 || ending === undefined) return undefined;
  const domain = typed.slice(0, dot) + ending;
  if (realDomains.has(domain)) return domain;
  return onlyLookalike(domain) ?? (written.length > 2 ? domain : undefined);
}

/** The only mail domain whose ending begins with the one letter that was typed: no ending is that short. */
function withWholeEnding(typed: string): string | undefined {
  if (!/\.[a-z]$/.test(typed)) return undefined;
  const [first, second] = mailDomains.filter((domain) => domain.startsWith(typed));
  return second === undefined ? first : undefined;
}

/** The whole address that was probably meant, if the domain is a likely slip; else undefined. To be put as a question. */
export function slipOf(address: string): string | undefined {
  const typed = domainOf(address);
  if (realDomains.has(typed)) return undefined;
  const meant = meantDomains.get(typed) ?? onlyLookalike(typed) ?? withRealEnding(typed) ?? withWholeEnding(typed);
  return meant === undefined ? undefined : address.slice(0, address.lastIndexOf("@") + 1).trimStart() + meant;
}

/** The name of the service that forwards this address's mail, if it is a known forwarding service. */
export function relayOf(address: string): string | undefined {
  const domain = domainOf(address);
  const isPartOf = (relay: string): boolean => domain === relay || domain.endsWith(`.${relay}`);
  return Object.entries(relays).find(([, domains]) => domains.some(isPartOf))?.[0];
}
