import { formAddress, isMetaPage } from "./forms.ts";

/** Where a link from an e-mail leads. `url` is the form's canonical address, without what points at the person. */
export type LinkVerdict = { kind: "form"; url: string } | { kind: "meta" } | { kind: "elsewhere"; host: string };

/** Meta's own redirectors, which carry the real address in `u`. */
const redirectors = new Set(["l.facebook.com", "lm.facebook.com", "l.instagram.com"]);
const mostRedirections = 3;

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The address behind Meta's redirectors. Nothing is asked of the network. */
function behindRedirectors(url: URL): URL {
  let current = url;
  for (let count = 0; count < mostRedirections && redirectors.has(current.hostname); count += 1)
    current = parsed(current.searchParams.get("u") ?? "") ?? current;
  return current;
}

/** Judges a link that the person pasted. Undefined where the text is no link. */
export function judgeLink(text: string): LinkVerdict | undefined {
  const trimmed = text.trim();
  if (!/^(?:https?:\/\/)?[^\s/@]+\.[^\s/@]+(?:\/\S*)?$/iu.test(trimmed)) return undefined;
  const url = parsed(/^https?:/iu.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url) return undefined;
  const target = behindRedirectors(url);
  const form = formAddress(target.href)?.form;
  if (form?.purpose === "objection") return { kind: "form", url: form.url };
  return isMetaPage(target) ? { kind: "meta" } : { kind: "elsewhere", host: target.host };
}
