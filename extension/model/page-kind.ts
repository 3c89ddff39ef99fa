import { isMetaPage } from "./forms.ts";
import { soundsLikeObjection, type FormWords } from "./recognition.ts";

/** What a page on which the person presses the toolbar button is. `unknown`: a page of the browser's own, or one that can't be read. */
export type PageKind = "meta" | "look-alike" | "other" | "unknown";

/** What is read of a page at the press. */
export interface PageContent extends FormWords {
  /** Whether the page has fields for an address and for words, as Meta's form has. */
  hasForm: boolean;
}

/** Signs that stand in for letters in addresses that want to be taken for others (Unicode TR 39, the ones that look alike in most fonts). */
const disguises: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  і: "i",
  о: "o",
  а: "a",
  е: "e",
  с: "c",
};

/** A host's name as the eye reads it. */
function asRead(host: string): string {
  return host
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/./gu, (sign) => disguises[sign] ?? sign)
    .replaceAll("rn", "m");
}

/** "meta" is a common part of names: it takes a word of Meta's help pages beside it to look like them. */
const wearsMetasName =
  /faceb[o]{1,3}k|instagr?am|(?:^|[.-])meta(?:[.-]|$).*(?:help|privacy|support|contact|form|objec)|(?:help|privacy|support|contact|form|objec).*(?:^|[.-])meta(?:[.-]|$)|meta-?(?:privacy|help|support|ai-?form)/u;

/** Says whether a page is Meta's, looks like Meta's, or neither. `content` is missing where the page can't be read. */
export function pageKind(address: string, content?: PageContent): PageKind {
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "unknown";
  if (isMetaPage(url)) return "meta";
  const copiesTheForm = content !== undefined && content.hasForm && soundsLikeObjection(content);
  return copiesTheForm || wearsMetasName.test(asRead(url.hostname)) ? "look-alike" : "other";
}
