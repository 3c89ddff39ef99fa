import { redirectors } from "../../manifests/mail.json";
import { formUrl, isMetaHost, isMetaPage } from "./forms.ts";

/**
 * Where a link from an e-mail leads. `url` is the form's canonical URL, without what identifies the person; not every form in the
 * catalogue is certainly an objection form.
 */
export type LinkVerdict =
  | { kind: "form"; url: string; isUncertain?: true }
  | { kind: "meta" }
  | { kind: "elsewhere"; host: string }
  | { kind: "unclear" };

const maxRedirections = 5;

/** How often a URL may be encoded; if it is deeper, the verdict is unclear. */
const maxEncodings = 5;

function parsed(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

const withoutEndSlash = (path: string) => path.replace(/\/+$/u, "");

/** Decodes what is encoded, and leaves alone what only looks encoded. */
const percentDecoded = (text: string) =>
  text.replace(/%([\da-f]{2})/giu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Whether a text is a URL on a host that isn't Meta's, as a browser on one of Meta's pages would read it. */
function isOthers(text: string): boolean {
  const url = parsed(text, new URL("https://www.facebook.com/"));
  return url === undefined || (url.hostname !== "" && !isMetaHost(url.hostname));
}

/** Whether any reading of a parameter's value is somebody else's URL: what follows a name, or a path. */
const hasOthers = (part: string) => [...part.matchAll(/(?<=^|[=?#])/gu)].some(({ index }) => isOthers(part.slice(index)));

/**
 * Whether the parameters of a URL of Meta's contain a URL that isn't Meta's, directly or within another one, encoded or not.
 * It isn't known which of Meta's pages redirect to such a URL.
 */
function leadAway(parameters: string, encodings = 0): boolean {
  return parameters.split(/[&;]/u).some((part) => {
    if (hasOthers(part)) return true;
    const plain = percentDecoded(part);
    return plain !== part && (hasOthers(plain) || encodings === maxEncodings || leadAway(plain, encodings + 1));
  });
}

/** The query and the fragment of a URL, without the parameter of this name. */
function parametersWithout({ search, hash }: URL, name: string | undefined): string {
  const others = search
    .slice(1)
    .split("&")
    .filter((part) => part.split("=", 1)[0] !== name);
  return [...others, hash.slice(1)].join("&");
}

/** The URL that a redirector leads to: "none" if it isn't a redirector, "unclear" if that can't be determined. */
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
  // Servers disagree on which of several counts.
  const next = targets.size === 1 ? parsed(target, url) : undefined;
  if (next?.protocol !== "https:" && next?.protocol !== "http:") return "unclear";
  return next;
}

/** The URL behind the redirectors of Meta and of mail providers, if it can be determined. The network is never used. */
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

/** Judges a link that the person pasted. Undefined if the text isn't a link. */
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
  // Without encryption, or on an unusual port, it may not be Meta that answers, and "it leads to facebook.com" would be no warning.
  return isMetaHost(target.hostname) ? { kind: "unclear" } : { kind: "elsewhere", host: target.host };
}
