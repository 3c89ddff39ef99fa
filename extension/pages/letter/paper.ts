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
    p(letter.addressee.join("\n")),
    p(letter.date),
    p({ class: "subject" }, letter.subject),
    letter.paragraphs.map((paragraph) => p(paragraph)),
  );
}

/** The text of a letter as it is on the paper now. */
export function wordsOn(paper: HTMLElement): string {
  return [...paper.children].map((part) => part.textContent.trim()).join("\n\n");
}
