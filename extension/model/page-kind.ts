import punycode from "punycode/punycode.js";
import { isMetaPage } from "./forms.ts";
import { soundsLikeObjection, type FormWords } from "./recognition.ts";

/** What a page on which the person presses the toolbar button is. `unknown`: a page of the browser's own, or one that can't be read. */
export type PageKind = "meta" | "look-alike" | "other" | "unknown";

/** What is read from a page when the button is pressed. */
export interface PageContent extends FormWords {
  /** Whether the page has fields for an address and for text, like Meta's form. */
  hasForm: boolean;
}

/**
 * Characters that stand in for letters in look-alike host names: digits, and Cyrillic and Greek letters
 * that look like those in Meta's names (https://www.unicode.org/Public/security/latest/confusables.txt).
 */
const disguises: Readonly<Record<string, string>> = {
  ...{ "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", ı: "i" },
  ...{ а: "a", е: "e", о: "o", с: "c", і: "i", к: "k", ѕ: "s", р: "p", т: "t", м: "m", п: "n", ԝ: "w", һ: "h", ь: "b" },
  ...{ α: "a", ο: "o", ε: "e", ι: "i", κ: "k", τ: "t" },
};

/** A host name as the eye reads it. URLs have characters of other scripts in punycode. */
function asRead(host: string): string {
  return punycode
    .toUnicode(host)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/./gu, (character) => disguises[character] ?? character)
    .replaceAll("rn", "m");
}

/** "meta" is a common part of names: only with a word from Meta's help pages beside it does a name look like them. */
const wearsMetasName =
  /faceb[o]{1,3}k|[il]nstagr?am|whats-?app|(?:^|[.-])meta(?:[.-]|$).*(?:help|privacy|support|contact|form|objec)|(?:help|privacy|support|contact|form|objec).*(?:^|[.-])meta(?:[.-]|$)|meta-?(?:privacy|help|support|ai-?form)/u;

/** Says whether a page is Meta's, looks like Meta's, or neither. `content` is missing if the page can't be read. */
export function pageKind(href: string, content?: PageContent): PageKind {
  const url = new URL(href);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "unknown";
  if (isMetaPage(url)) return "meta";
  const copiesTheForm = content !== undefined && content.hasForm && soundsLikeObjection(content);
  return copiesTheForm || wearsMetasName.test(asRead(url.hostname)) ? "look-alike" : "other";
}
