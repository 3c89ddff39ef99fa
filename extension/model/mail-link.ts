import { redirectors } from "../../manifests/mail.json";
import { formUrl, isMetaPage } from "./forms.ts";

/** Where a link from an e-mail leads. `url` is the form's canonical URL, without what points at the person. */
export type LinkVerdict =
  { kind: "form"; url: string } | { kind: "meta" } | { kind: "elsewhere"; host: string } | { kind: "unclear" };

const maxRedirections = 5;

function parsed(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

const withoutEndSlash = (path: string) => path.replace(/\/$/u, "");

/** The URL that a redirector carries: "none" where it is none, "unclear" where it can't be told. */
function redirected(url: URL): URL | "none" | "unclear" {
  const { hostname, pathname, searchParams } = url;
  const redirector = redirectors.find(
    ({ host, path }) =>
      (hostname === host || hostname.endsWith(`.${host}`)) && withoutEndSlash(pathname.toLowerCase()) === withoutEndSlash(path),
  );
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
  if (form?.purpose === "objection") return { kind: "form", url: form.url };
  return isMetaPage(target) ? { kind: "meta" } : { kind: "elsewhere", host: target.host };
}
