import { soundsLikeThanks } from "../../model/recognition.ts";
import { isCodeField, isVisible, visibleFields, type FoundForm } from "../found-form.ts";

/**
 * What the page shows after the person pressed Meta's button.
 * `invalid`: the fields are still there and one is marked wrong. `step`: other fields have taken their place.
 * `code`: a field for a mailed code has appeared. `received`: the fields are gone and text has taken their place, or a dialog over
 * them says thanks. `refused`: the fields are gone and an alert has taken their place. `elsewhere`: the page shows another URL.
 */
type Answer =
  | { kind: "waiting" }
  | { kind: "elsewhere" }
  | { kind: "invalid" | "step" | "code" }
  | { kind: "received" | "refused"; words: string };

/** At most this much of the page's text is kept, in UTF-16 code units. */
const maxWordsLength = 500;
/** How often the page is read while an answer is awaited, in milliseconds. */
const readEvery = 200;
/** An answer counts once it has stayed this long, because pages go through intermediate states. In milliseconds. */
const settledAfter = 400;
/** After this long without an answer Demur asks the person, in milliseconds. */
const askAfter = 10_000;

/** The page as it was before the form was sent, to compare it with later. */
interface PageBefore {
  path: string;
  texts: ReadonlySet<string>;
  /** All visible fields, and among them those of the form. */
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

/** Records what the page shows now. */
function pageNow(found: FoundForm): PageBefore {
  return {
    path: location.pathname,
    texts: new Set([...textNodes()].map(([text]) => text)),
    fields: new Set(visibleFields(document)),
    formFields: visibleFields(found.root),
  };
}

/** The visible text that was not there before; with `within`, only in elements that match it. */
function newWords({ texts }: PageBefore, within?: string): string {
  const fresh = [...textNodes()].filter(([text, element]) => !texts.has(text) && isVisible(element));
  const chosen = within ? fresh.filter(([, element]) => element.closest(within)) : fresh;
  const words = chosen.map(([text]) => text).join(" ");
  return words.replace(/\s+/gu, " ").slice(0, maxWordsLength);
}

function hasInvalidField(root: HTMLElement): boolean {
  return [...root.querySelectorAll("[aria-invalid=true], input:invalid, textarea:invalid, select:invalid")].some(isVisible);
}

/** The page is still loading: what it shows now is not the answer yet. */
function isBusy(): boolean {
  return [...document.querySelectorAll("[aria-busy=true], [role=progressbar]")].some(isVisible);
}

/** The answer while the form is still there: an error in it, or a dialog over it. */
function answerOverForm(found: FoundForm, before: PageBefore): Answer {
  const inDialog = newWords(before, "dialog, [role=dialog], [role=alertdialog]");
  if (inDialog !== "" && soundsLikeThanks(inDialog)) return { kind: "received", words: inDialog };
  const alert = newWords(before, "[role=alert]");
  return alert !== "" || hasInvalidField(found.root) ? { kind: "invalid" } : { kind: "waiting" };
}

/** Reads the page's answer, from its structure as far as possible, so that few words of any language need to be known. */
function readAnswer(found: FoundForm, before: PageBefore): Answer {
  const newFields = visibleFields(document).filter((field) => !before.fields.has(field));
  if (newFields.some(isCodeField)) return { kind: "code" };
  if (isBusy()) return { kind: "waiting" };
  if (before.formFields.some(isVisible)) return answerOverForm(found, before);
  if (newFields.length > 0) return { kind: "step" };
  const alert = newWords(before, "[role=alert]");
  if (alert !== "") return { kind: "refused", words: alert };
  const words = newWords(before);
  if (words === "") return { kind: "waiting" };
  const isSamePage = location.pathname === before.path;
  return isSamePage || soundsLikeThanks(words) ? { kind: "received", words } : { kind: "elsewhere" };
}

/** The page's answer, or `unsure` when none came in time. */
export type Outcome = Exclude<Answer, { kind: "waiting" } | { kind: "elsewhere" }> | { kind: "unsure" };

/** Waits for the page's next answer. Returns a function that ends it. */
export function awaitAnswer(found: FoundForm, report: (outcome: Outcome) => void): () => void {
  const before = pageNow(found);
  const start = Date.now();
  let seen: { kind: Answer["kind"]; since: number } = { kind: "waiting", since: start };
  const finish = (outcome: Outcome) => {
    clearInterval(timer);
    report(outcome);
  };
  const timer = setInterval(() => {
    const answer = readAnswer(found, before);
    const now = Date.now();
    if (answer.kind !== seen.kind) seen = { kind: answer.kind, since: now };
    const isSettled = now - seen.since >= settledAfter;
    if (answer.kind === "waiting") {
      if (now - start > askAfter) finish({ kind: "unsure" });
    } else if (isSettled) finish(answer.kind === "elsewhere" ? { kind: "unsure" } : answer);
  }, readEvery);
  return () => {
    clearInterval(timer);
  };
}
