import { isAnswerUrl } from "../../model/forms.ts";
import type { PageAnswer } from "../../model/submission-stages.ts";
import { soundsLikeThanks } from "../../model/recognition.ts";
import { firstCharacters } from "../../model/limits.ts";
import { isCodeField, isVisible, sendButton, visibleFields, type FoundForm } from "../found-form.ts";

/** What the page shows after the press, and its words if they say so. Undefined: no answer yet. */
type Answer = { answer: PageAnswer; words?: string } | undefined;

/** At most this many characters of the page's text are kept. */
const maxWordsLength = 500;
/** How often the page is read while an answer is awaited, in milliseconds. */
const readEvery = 200;
/** An answer counts once it has stayed this long, because pages go through intermediate states. In milliseconds. */
const settledAfter = 400;

/** The page as it was before the form was sent, to compare it with later. */
interface PageBefore {
  texts: ReadonlySet<string>;
  /** All visible fields, and among them those of the form. */
  fields: ReadonlySet<Element>;
  formFields: readonly Element[];
}

/** What to compare a page with that came as an answer: all of it is new. */
const nothingBefore: PageBefore = { texts: new Set(), fields: new Set(), formFields: [] };

function* textNodes(): Generator<[text: string, element: Element]> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const element = node.parentElement;
    if (text !== "" && element && !element.matches("script, style, noscript, template")) yield [text, element];
  }
}

/** Notes what the page shows now. */
function pageNow(found: FoundForm): PageBefore {
  return {
    texts: new Set([...textNodes()].map(([text]) => text)),
    fields: new Set(visibleFields(document)),
    formFields: visibleFields(found.root),
  };
}

/** Elements that begin a line of their own. */
const blocks = "p, h1, h2, h3, h4, h5, h6, [role=heading], li, td, div, section, dialog, button, a, label";

/** The visible text that was not there before, a line for each block; with `within`, only in elements that match it. */
function newWords({ texts }: PageBefore, within?: string): string {
  const fresh = [...textNodes()].filter(([text, element]) => !texts.has(text) && isVisible(element));
  const chosen = within ? fresh.filter(([, element]) => element.closest(within)) : fresh;
  return chosen
    .reduce((words, [text, element], index) => {
      const isSameBlock = chosen[index - 1]?.[1].closest(blocks) === element.closest(blocks);
      return `${words}${isSameBlock ? " " : "\n"}${text.replace(/\s+/gu, " ")}`;
    }, "")
    .trim();
}

/** Fields that the page marks by itself. */
const markedByPage = "[aria-invalid=true]";
/** And those that the browser marks once the person has used them: a required field that is merely empty doesn't count. */
const marked = `:is(${markedByPage}, :user-invalid)`;

function hasField(root: HTMLElement, selector: string): boolean {
  return [...root.querySelectorAll(selector)].some(isVisible);
}

/** Whether a form that has come again was not accepted: it is where the answer should be, or one of its fields is marked. */
export function isRefused({ root }: FoundForm): boolean {
  return isAnswerUrl(location.href) || hasField(root, markedByPage);
}

/** Whether new fields are the form's next step: a button after them submits it. A box to rate the page has no such button. */
function isStep(fields: readonly Element[]): boolean {
  const last = fields.at(-1);
  const button = last && sendButton(last.closest("form, main, [role=main]") ?? document.body);
  return button !== undefined && isVisible(button);
}

/** The page is still loading: what it shows now is not the answer yet. */
function isBusy(): boolean {
  return (
    document.readyState === "loading" || [...document.querySelectorAll("[aria-busy=true], [role=progressbar]")].some(isVisible)
  );
}

const kept = (words: string): string => firstCharacters(words.replaceAll("\n", " "), maxWordsLength);

/** The answer in the page's own words, if they give thanks. */
function thanksIn(words: string): Answer {
  return soundsLikeThanks(words) ? { answer: "thanks", words: kept(words) } : undefined;
}

const alerts = "[role=alert]";
const layers = "dialog, [role=dialog], [role=alertdialog], [role=status]";

/** The answer while the form is still there: a mark in it, or thanks in a layer over it. An alert alone may be anything. */
function answerOverForm(found: FoundForm, before: PageBefore): Answer {
  if (hasField(found.root, marked)) return { answer: "field-marked" };
  const alert = newWords(before, alerts);
  return alert === "" ? thanksIn(newWords(before, layers)) : (thanksIn(alert) ?? { answer: "unclear" });
}

/** The answer where the form was. Fields that are gone prove nothing: an error may be there instead. */
function answerInPlace(before: PageBefore, newFields: readonly Element[]): Answer {
  const alert = newWords(before, alerts);
  const words = newWords(before);
  const thanks = thanksIn(alert === "" ? words : alert);
  if (thanks) return thanks;
  if (isStep(newFields)) return { answer: "next-step" };
  // An alert beside thanks means nothing: it may be an older notice.
  if (alert !== "" && !soundsLikeThanks(words)) return { answer: "error-shown", words: kept(alert) };
  return words === "" ? undefined : { answer: "unclear" };
}

/** Reads the page's answer, from its structure where possible, so that few words of any language need to be known. */
function readAnswer(found: FoundForm | undefined, before: PageBefore): Answer {
  const newFields = visibleFields(document).filter((field) => !before.fields.has(field));
  if (newFields.some(isCodeField)) return { answer: "code-asked" };
  if (isBusy()) return undefined;
  if (!found) return answerInPlace(before, []);
  if (before.formFields.some(isVisible)) return answerOverForm(found, before);
  // The page has rendered the same form again, with or without an error: that says nothing.
  if (isVisible(found.email)) return hasField(found.root, marked) ? { answer: "field-marked" } : undefined;
  return answerInPlace(before, newFields);
}

/**
 * Reads the page from now on, and reports each answer once it has settled. `current` returns the current form, since pages render
 * their forms again; a page without a form only answers. Returns a function that stops it.
 */
export function readPage(current: () => FoundForm | undefined, report: (answer: PageAnswer, words?: string) => void): () => void {
  const found = current();
  const before = found ? pageNow(found) : nothingBefore;
  let seen: { answer: PageAnswer | undefined; since: number; isTold: boolean } = { answer: undefined, since: 0, isTold: true };
  const timer = setInterval(() => {
    const read = readAnswer(current(), before);
    const now = Date.now();
    if (read?.answer !== seen.answer) seen = { answer: read?.answer, since: now, isTold: false };
    if (!read || seen.isTold || now - seen.since < settledAfter) return;
    seen.isTold = true;
    report(read.answer, read.words);
  }, readEvery);
  return () => {
    clearInterval(timer);
  };
}
