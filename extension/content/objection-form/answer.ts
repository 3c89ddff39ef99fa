import type { FoundForm } from "./find.ts";

/**
 * What the page shows after the person pressed Meta's button.
 * `invalid`: the fields are still there and one is marked wrong. `code`: a field for a mailed code has appeared.
 * `received`: the fields are gone and words have taken their place. `refused`: the fields are gone and an alert stands there.
 */
export type Answer =
  { kind: "waiting" } | { kind: "invalid" } | { kind: "code" } | { kind: "received" | "refused"; words: string };

/** How much of the page's words is kept, in characters. */
const longestWords = 500;

function isVisible(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
}

/** What a page said before the form was sent, to be told apart from what it says later. */
export interface WordsBefore {
  texts: ReadonlySet<string>;
}

function* textNodes(): Generator<[text: string, element: Element]> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const element = node.parentElement;
    if (text !== "" && element && !element.matches("script, style, noscript, template")) yield [text, element];
  }
}

/** Takes down what the page says now. */
export function wordsNow(): WordsBefore {
  return { texts: new Set([...textNodes()].map(([text]) => text)) };
}

/** The visible words that were not there before; within alerts only where `inAlerts` says so. */
function newWords({ texts }: WordsBefore, inAlerts: boolean): string {
  const fresh = [...textNodes()].filter(([text, element]) => !texts.has(text) && isVisible(element));
  const chosen = inAlerts ? fresh.filter(([, element]) => element.closest("[role=alert]")) : fresh;
  const words = chosen.map(([text]) => text).join(" ");
  return words.replace(/\s+/gu, " ").slice(0, longestWords);
}

/** A field for a mailed code: short, and the browser or the page says that it is for digits. */
function isCodeField(input: HTMLInputElement): boolean {
  if (input.autocomplete === "one-time-code") return true;
  const isShort = input.maxLength >= 4 && input.maxLength <= 10;
  return isShort && (input.inputMode === "numeric" || input.type === "number" || /code/iu.test(`${input.name} ${input.id}`));
}

function hasCodeField(page: Document): boolean {
  return [...page.querySelectorAll("input")].some((input) => isVisible(input) && isCodeField(input));
}

function hasInvalidField(form: HTMLFormElement): boolean {
  return [...form.querySelectorAll("[aria-invalid=true], input:invalid, textarea:invalid, select:invalid")].some(isVisible);
}

/** Something still moves: the words that stand there now are not the answer yet. */
function isBusy(): boolean {
  return [...document.querySelectorAll("[aria-busy=true], [role=progressbar]")].some(isVisible);
}

/** Reads the page's answer from its structure, so that no language needs to be known. */
export function readAnswer(found: FoundForm, before: WordsBefore): Answer {
  if (hasCodeField(document)) return { kind: "code" };
  if (isBusy()) return { kind: "waiting" };
  const alert = newWords(before, true);
  if (isVisible(found.email)) return alert !== "" || hasInvalidField(found.form) ? { kind: "invalid" } : { kind: "waiting" };
  if (alert !== "") return { kind: "refused", words: alert };
  const words = newWords(before, false);
  return words === "" ? { kind: "waiting" } : { kind: "received", words };
}
