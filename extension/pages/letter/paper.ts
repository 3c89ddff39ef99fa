import van from "vanjs-core";
import type { Letter } from "../../model/letters.ts";
import { message } from "../../ui/i18n.ts";

const { div, p } = van.tags;

/** The letter on paper: text in square brackets is for the person to fill in, and everything can be edited. */
export function letterPaper(letter: Letter): HTMLElement {
  return div(
    {
      class: "paper",
      lang: letter.language,
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": message("letterSubject"),
      contenteditable: "plaintext-only",
    },
    partsOf(letter).map((part) => (part === letter.subject ? p({ class: "subject" }, part) : p(part))),
  );
}

/** The parts of a letter, from top to bottom. */
function partsOf({ addressee, date, subject, paragraphs }: Letter): string[] {
  return [addressee.join("\n"), date, subject, ...paragraphs];
}

/** Whether the person has changed the words of the letter that the paper was drawn with. */
export function isRewritten(paper: HTMLElement, letter: Letter): boolean {
  const parts = partsOf(letter);
  return paper.children.length !== parts.length || parts.some((part, index) => paper.children[index]?.textContent !== part);
}

/** Puts the words of a changed draft on the paper, part by part. What the person has rewritten stays as it is. */
export function redraft(paper: HTMLElement, before: Letter, now: Letter): void {
  const [old, fresh] = [partsOf(before), partsOf(now)];
  if (paper.children.length !== old.length || old.length !== fresh.length) return;
  for (const [index, part] of [...paper.children].entries())
    if (part.textContent === old[index]) part.textContent = fresh[index] ?? "";
}

/** The text of a letter as it is on the paper now. */
export function wordsOn(paper: HTMLElement): string {
  return [...paper.children].map((part) => part.textContent.trim()).join("\n\n");
}
