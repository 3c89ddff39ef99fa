import { soundsLikeThanks } from "../../model/recognition.ts";
import { isCodeField, isVisible, visibleFields, type FoundForm } from "../found-form.ts";

/**
 * What the page shows after the person pressed Meta's button.
 * `invalid`: the fields are still there and one is marked wrong. `step`: other fields have taken their place.
 * `code`: a field for a mailed code has appeared. `received`: the fields are gone and words have taken their place, or a message
 * over them thanks. `refused`: the fields are gone and an alert stands there. `elsewhere`: the page shows another address.
 */
export type Answer =
  | { kind: "waiting" }
  | { kind: "elsewhere" }
  | { kind: "invalid" | "step" | "code" }
  | { kind: "received" | "refused"; words: string };

/** How much of the page's words is kept, in characters. */
const longestWords = 500;

/** The page before the form was sent, to be told apart from what it is later. */
export interface PageBefore {
  address: string;
  texts: ReadonlySet<string>;
  /** Every field that was there, and among them those of the form. */
  fields: ReadonlySet<Element>;
  formFields: readonly Element[];
}

function* textNodes(): Generator<[text: string, element: Element]> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const element = node.parentElement;
    if (text !== "" && element && !element.matches("script, style, noscript, template")) yield [text, element];
  }
}

/** Takes down what the page is now. */
export function pageNow(found: FoundForm): PageBefore {
  return {
    address: location.pathname,
    texts: new Set([...textNodes()].map(([text]) => text)),
    fields: new Set(visibleFields(document)),
    formFields: visibleFields(found.root),
  };
}

/** The visible words that were not there before, within elements of the given kind only. */
function newWords({ texts }: PageBefore, within?: string): string {
  const fresh = [...textNodes()].filter(([text, element]) => !texts.has(text) && isVisible(element));
  const chosen = within ? fresh.filter(([, element]) => element.closest(within)) : fresh;
  const words = chosen.map(([text]) => text).join(" ");
  return words.replace(/\s+/gu, " ").slice(0, longestWords);
}

function hasInvalidField(root: HTMLElement): boolean {
  return [...root.querySelectorAll("[aria-invalid=true], input:invalid, textarea:invalid, select:invalid")].some(isVisible);
}

/** Something still moves: the words that stand there now are not the answer yet. */
function isBusy(): boolean {
  return [...document.querySelectorAll("[aria-busy=true], [role=progressbar]")].some(isVisible);
}

/** The answer while the form is still there: an error in it, or a message over it. */
function answerOverForm(found: FoundForm, before: PageBefore): Answer {
  const inDialog = newWords(before, "dialog, [role=dialog], [role=alertdialog]");
  if (inDialog !== "" && soundsLikeThanks(inDialog)) return { kind: "received", words: inDialog };
  const alert = newWords(before, "[role=alert]");
  return alert !== "" || hasInvalidField(found.root) ? { kind: "invalid" } : { kind: "waiting" };
}

/** Reads the page's answer from its structure first, so that few words of any language need to be known. */
export function readAnswer(found: FoundForm, before: PageBefore): Answer {
  const newFields = visibleFields(document).filter((field) => !before.fields.has(field));
  if (newFields.some(isCodeField)) return { kind: "code" };
  if (isBusy()) return { kind: "waiting" };
  if (before.formFields.some(isVisible)) return answerOverForm(found, before);
  if (newFields.length > 0) return { kind: "step" };
  const alert = newWords(before, "[role=alert]");
  if (alert !== "") return { kind: "refused", words: alert };
  const words = newWords(before);
  if (words === "") return { kind: "waiting" };
  const isSamePage = location.pathname === before.address;
  return isSamePage || soundsLikeThanks(words) ? { kind: "received", words } : { kind: "elsewhere" };
}
