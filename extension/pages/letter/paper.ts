import van from "vanjs-core";
import type { Letter } from "../../model/letters.ts";
import { message } from "../../ui/i18n.ts";

const { div, p } = van.tags;

/** The position of the subject among the parts. */
const subjectPlace = 3;

/** The parts of a letter, from top to bottom. */
export function partsOf({ sender, addressee, date, subject, paragraphs }: Letter): string[] {
  return [sender.join("\n"), addressee.join("\n"), date, subject, ...paragraphs];
}

/** A letter on paper. Text in square brackets is for the person to fill in, and everything can be edited. */
export function letterPaper(language: string, parts: readonly string[]): HTMLElement {
  return div(
    {
      class: "paper",
      lang: language,
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": message("letterSheet"),
      contenteditable: "plaintext-only",
    },
    parts.map((part, place) => (place === subjectPlace ? p({ class: "subject" }, part) : p(part))),
  );
}

/** The paragraphs on the paper now. What was typed outside them counts as a paragraph. */
export function paragraphsOn(paper: HTMLElement): string[] {
  return [...paper.childNodes].map((one) => one.textContent ?? "");
}

/** Whether the person has changed the words of the draft that the paper was drawn with. */
export function isRewritten(paper: HTMLElement, draft: readonly string[]): boolean {
  const words = paragraphsOn(paper);
  return words.length !== draft.length || draft.some((part, place) => words[place] !== part);
}

/** Puts the words of a changed draft on the paper, part by part. What the person has rewritten is left alone. */
export function redraft(paper: HTMLElement, before: readonly string[], now: readonly string[]): void {
  if (paper.childNodes.length !== before.length || before.length !== now.length) return;
  for (const [place, part] of [...paper.childNodes].entries())
    if (part.textContent === before[place]) part.textContent = now[place] ?? "";
}

/** The text of a letter as it is on the paper now. */
export function wordsOn(paper: HTMLElement): string {
  return paragraphsOn(paper)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What the letter is about, as the person has left it: the name of the document. */
export function subjectOn(paper: HTMLElement): string {
  return paper.querySelector(".subject")?.textContent.trim() ?? "";
}
