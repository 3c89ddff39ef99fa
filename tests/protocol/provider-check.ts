import { providers } from "../../manifests/mail-providers.json";
import { senders } from "../../manifests/mail.json";

type Provider = (typeof providers)[number];
type Header = readonly [name: string, value: string];

const sendersOwn = "from to cc subject date message-id mime-version sender reply-to content-type dkim-signature list-id".split(
  " ",
);
const isWithin = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);
const hasForm = (host: string, form: string) =>
  new RegExp(`^${form.replaceAll(".", "\\.").replaceAll("*", "[^.]*")}$`, "u").test(host);

/** Without comments, which may be nested; quoted texts stay. */
function withoutComments(text: string): string {
  let depth = 0;
  let plain = "";
  for (const [piece] of text.matchAll(/"(?:\\.|[^"\\])*"|\\.|[^]/gu)) {
    if (piece === "(") depth += 1;
    else if (piece === ")" && depth > 0) depth -= 1;
    else if (depth === 0) plain += piece;
  }
  return plain;
}

const headersOf = (mail: string): Header[] =>
  (mail.split(/\r?\n\r?\n/u, 1)[0] ?? "")
    .replaceAll(/\r?\n[ \t]+/gu, " ")
    .split(/\r?\n/u)
    .map((line): Header => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1)]);

/** The host that received an e-mail, according to a `Received` line. */
function takenInBy(received: string): string {
  const hosts = [...` ${withoutComments(received).toLowerCase()}`.matchAll(/ by ([^\s;]*)/gu)];
  return hosts.length === 1 ? (hosts[0]?.[1] ?? "") : "";
}

const isOwn = ({ hosts }: Provider, host: string) => hosts.some((own) => isWithin(host, own));
const isInner = ({ innerHosts = [] }: { innerHosts?: string[] }, host: string) => innerHosts.some((form) => hasForm(host, form));

/** The provider whose host received the e-mail last. */
function providerOf(headers: readonly Header[]): Provider | undefined {
  for (const [name, value] of headers) {
    if (name !== "received") continue;
    const host = takenInBy(value);
    const own = providers.find((one) => isOwn(one, host));
    if (own || !providers.some((one) => isInner(one, host))) return own;
  }
  return undefined;
}

const isResults = ([name]: Header) => name === "authentication-results";

/** Where the provider's results begin, if they do. */
function placeOf(headers: readonly Header[], provider: Provider): number {
  const received = headers.findIndex(([name]) => name === "received");
  if (provider.results?.place === "top") {
    let first = received;
    while (first > 0 && isResults(headers[first - 1] ?? ["", ""])) first -= 1;
    return first === received ? -1 : first;
  }
  const first = headers.findIndex(isResults);
  const hosts = headers.slice(0, Math.max(first, 0)).flatMap(([name, value]) => (name === "received" ? [takenInBy(value)] : []));
  const isUnder =
    hosts.some((host) => isOwn(provider, host)) && hosts.every((host) => isOwn(provider, host) || isInner(provider, host));
  const needsReceived = provider.results?.names.includes("") === true;
  return isUnder && (!needsReceived || headers[first - 1]?.[0] === "received") ? first : -1;
}

/** Whose results these are: an index in the provider's list of names. */
function nameIn(value: string, names: readonly string[]): number {
  const [word = ""] = withoutComments(value).trim().toLowerCase().split(/[;\s]/u);
  const name = word.includes("=") ? "" : word;
  return names.findIndex((known) => (known === "" ? name === "" : isWithin(name, known)));
}

/** The provider's own results, as written. */
function ownResults(headers: readonly Header[], { results }: Provider): string[] {
  const own: string[] = [];
  let last = 0;
  for (const header of headers) {
    if (own.length > 0 && header[0].startsWith("x-")) continue;
    const index = isResults(header) ? nameIn(header[1], results?.names ?? []) : -1;
    if (index < last) break;
    last = index;
    own.push(header[1]);
    if (results?.headers === "one") break;
  }
  return own;
}

type Result = Record<string, string>;
const resultsIn = (value: string): Result[] =>
  withoutComments(value)
    .toLowerCase()
    .split(";")
    .map((piece) => {
      const words = [...piece.matchAll(/([\w.-]+)=(\S+)/gu)].map(([, name = "", text = ""]): [string, string] => [name, text]);
      return Object.fromEntries(words.reverse());
    });

/** Whether there is a comment that could pretend to end and be followed by more results. */
const hasOddComment = (value: string) => /\([^)]*["\\]/u.test(value) || value.split("(").length !== value.split(")").length;

const domainOf = (address: string | undefined) => address?.slice(address.lastIndexOf("@") + 1) ?? "";

/**
 * Another implementation than the reader's: whether the person's own mail provider says, where a sender's words can't stand, that Meta
 * sent a mail (RFC 8601). What is known of each provider is in manifests/mail-providers.json.
 */
export function providerSaysMeta(mail: string): boolean {
  const headers = headersOf(mail);
  const from = headers.filter(([name]) => name === "from");
  const domain = domainOf(/[^\s<>]+@([^\s<>,]+)>?\s*$/u.exec(from[0]?.[1] ?? "")?.[0].replace(/>?\s*$/u, "")).toLowerCase();
  const sender = senders.find((one) => isWithin(domain, one.domain)) as { domain: string; signedBy?: string[] } | undefined;
  const end = headers.findIndex(([name]) => sendersOwn.includes(name));
  const above = end < 0 ? headers : headers.slice(0, end);
  const provider = providerOf(above);
  if (from.length !== 1 || !sender || provider?.results?.isAlwaysThere !== true || provider.results.place === "unknown")
    return false;
  const place = placeOf(above, provider);
  const own = place < 0 ? [] : ownResults(above.slice(place), provider);
  const results = own.flatMap(resultsIn);
  const dmarc = results.find((one) => "dmarc" in one);
  const { hasDmarc = false, namesNoSigner = false } = provider.results as { hasDmarc?: boolean; namesNoSigner?: boolean };
  const hasFromPassed = dmarc?.["dmarc"] === "pass" && dmarc["header.from"] === domain;
  const isSigned = results.some((one) => {
    const signer = one["header.d"] ?? domainOf(one["header.i"]);
    const isMetas = [sender.domain, ...(sender.signedBy ?? [])].some((known) => signer !== "" && isWithin(signer, known));
    return one["dkim"] === "pass" && (isMetas || (namesNoSigner && hasFromPassed));
  });
  return isSigned && dmarc?.["dmarc"] !== "fail" && (!hasDmarc || dmarc?.["dmarc"] === "pass") && !own.some(hasOddComment);
}
