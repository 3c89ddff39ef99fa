import { redirectors } from "../../manifests/mail.json";
import { formUrl, isMetaHost, isMetaPage } from "./forms.ts";

/**
 * Where a link from an e-mail leads. `url` is the form's canonical URL, without what points at the person; whether it is an objection
 * form is not certain of all that the catalogue lists.
 */
export type LinkVerdict =
  | { kind: "form"; url: string; isUncertain?: true }
  | { kind: "meta" }
  | { kind: "elsewhere"; host: string }
  | { kind: "unclear" };

const maxRedirections = 5;

/** An address may be encoded so often; where it is deeper, it can't be told. */
const maxEncodings = 5;

function parsed(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

const withoutEndSlash = (path: string) => path.replace(/\/+$/u, "");

/** Decodes what is encoded, and leaves alone what only looks like it. */
const percentDecoded = (text: string) =>
  text.replace(/%([\da-f]{2})/giu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Whether a text is the address of a host that isn't Meta's, as a browser that stands on a page of Meta's would read it. */
function isOthers(text: string): boolean {
  const url = parsed(text, new URL("https://www.facebook.com/"));
  return url === undefined || (url.hostname !== "" && !isMetaHost(url.hostname));
}

/** Whether one of the values that a parameter may be read as is somebody else's address: what stands after a name, or after a path. */
const hasOthers = (part: string) => [...part.matchAll(/(?<=^|[=?#])/gu)].some(({ index }) => isOthers(part.slice(index)));

/**
 * Whether the parameters of a URL of Meta's carry an address that isn't Meta's, at first sight or within another one, encoded or not.
 * Which of Meta's pages lead on to what they carry is not known.
 */
function leadAway(parameters: string, encodings = 0): boolean {
  return parameters.split(/[&;]/u).some((part) => {
    if (hasOthers(part)) return true;
    const plain = percentDecoded(part);
    return plain !== part && (hasOthers(plain) || encodings === maxEncodings || leadAway(plain, encodings + 1));
  });
}

/** What a URL says besides its path and the parameter of this name: its query and its fragment. */
function parametersWithout({ search, hash }: URL, name: string | undefined): string {
  const others = search
    .slice(1)
    .split("&")
    .filter((part) => part.split("=", 1)[0] !== name);
  return [...others, hash.slice(1)].join("&");
}

/** The URL that a redirector carries: "none" where it is none, "unclear" where it can't be told. */
function redirected(url: URL): URL | "none" | "unclear" {
  const { hostname, pathname, searchParams } = url;
  const redirector = redirectors.find(
    ({ host, path }) =>
      (hostname === host || hostname.endsWith(`.${host}`)) && withoutEndSlash(pathname.toLowerCase()) === withoutEndSlash(path),
  );
  if (isMetaHost(hostname) && leadAway(parametersWithout(url, redirector?.parameter))) return "unclear";
  const targets = new Set(redirector ? searchParams.getAll(redirector.parameter) : []);
  const [target = ""] = targets;
  if (target === "" && targets.size <= 1) return "none";
  // Servers don't agree on which of several counts.
  const next = targets.size === 1 ? parsed(target, url) : undefined;
  if (next?.protocol !== "https:" && next?.protocol !== "http:") return "unclear";
  return next;
}

/** The URL behind the redirectors of Meta and of mail providers, where it can be told. Nothing is asked of the network. */
function behindRedirectors(url: URL): URL | undefined {
  let current = url;
  for (let count = 0; count <= maxRedirections; count += 1) {
    const next = redirected(current);
    if (next === "none") return current;
    if (next === "unclear") return undefined;
    current = next;
  }
  return undefined;
}

/** Judges a link that the person pasted. Undefined where the text is no link. */
export function judgeLink(text: string): LinkVerdict | undefined {
  const trimmed = text.trim();
  if (!/^(?:https?:\/\/)?[^\s/@]+\.[^\s/@]+(?:\/\S*)?$/iu.test(trimmed)) return undefined;
  const url = parsed(/^https?:/iu.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url) return undefined;
  const target = behindRedirectors(url);
  if (!target) return { kind: "unclear" };
  const form = formUrl(target.href)?.form;
  if (form?.purpose === "objection")
    return { kind: "form", url: form.url, ...(form.isUncertain === true ? { isUncertain: true } : {}) };
  if (isMetaPage(target)) return { kind: "meta" };
  // Without encryption, or at an odd port, it needn't be Meta that answers, and "it leads to facebook.com" would be no warning.
  return isMetaHost(target.hostname) ? { kind: "unclear" } : { kind: "elsewhere", host: target.host };
}
