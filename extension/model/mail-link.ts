import { redirectors } from "../../manifests/mail.json";
import { formUrl, isMetaPage } from "./forms.ts";

/** Where a link from an e-mail leads. `url` is the form's canonical URL, without what points at the person. */
export type LinkVerdict = { kind: "form"; url: string } | { kind: "meta" } | { kind: "elsewhere"; host: string };

const maxRedirections = 3;

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

const withoutEndSlash = (path: string) => path.replace(/\/$/u, "");

/** The URL that a redirector carries; undefined where it is none. */
function redirected({ hostname, pathname, searchParams }: URL): URL | undefined {
  const redirector = redirectors.find(
    ({ host, path }) =>
      (hostname === host || hostname.endsWith(`.${host}`)) && withoutEndSlash(pathname) === withoutEndSlash(path),
  );
  return redirector && parsed(searchParams.get(redirector.parameter) ?? "");
}

/** The URL behind the redirectors of Meta and of mail providers. Nothing is asked of the network. */
function behindRedirectors(url: URL): URL {
  let current = url;
  for (let count = 0; count < maxRedirections; count += 1) current = redirected(current) ?? current;
  return current;
}

/** Judges a link that the person pasted. Undefined where the text is no link. */
export function judgeLink(text: string): LinkVerdict | undefined {
  const trimmed = text.trim();
  if (!/^(?:https?:\/\/)?[^\s/@]+\.[^\s/@]+(?:\/\S*)?$/iu.test(trimmed)) return undefined;
  const url = parsed(/^https?:/iu.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url) return undefined;
  const target = behindRedirectors(url);
  const form = formUrl(target.href)?.form;
  if (form?.purpose === "objection") return { kind: "form", url: form.url };
  return isMetaPage(target) ? { kind: "meta" } : { kind: "elsewhere", host: target.host };
}
