import van from "vanjs-core";
import type { LetterKind } from "../../model/kept-letters.ts";
import type { Letter } from "../../model/letters.ts";
import type { EventDraft, ObjectionsGetResult } from "../../model/protocol.ts";
import { call } from "../../ui/ask.ts";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { annex } from "./annex.ts";
import { colourGaps, gapsOn } from "./gaps.ts";
import { letterPaper, subjectOn, wordsOn } from "./paper.ts";

const { div, h2, li, p, section, span, ul } = van.tags;

/** Copies the letter as it is on the paper, with the person's changes. */
function copyButton(paper: HTMLElement): HTMLElement[] {
  const said = span({ role: "status" });
  const copy = actionButton(message("copy"), () => {
    void navigator.clipboard.writeText(wordsOn(paper)).then(() => {
      said.textContent = message("letterCopied");
    });
  });
  return [copy, said];
}

/** Records that the letter was sent. */
function sentButton(objectionId: string, kind: LetterKind): HTMLElement {
  const box = span({ role: "status" });
  // One event for this button, so that pressing twice adds one.
  let event: EventDraft | undefined;
  const button = actionButton(message("letterSent"), () => {
    const happened = kind === "reminder" ? "reminded" : "complained";
    event ??= { id: crypto.randomUUID(), kind: happened, at: new Date().toISOString(), source: { by: "person" } };
    void call("objections.addEvent", { objectionId, event }).then((answer) => {
      box.replaceChildren(answer.ok ? message("letterNoted") : message("couldNotSave"));
    });
  });
  box.append(button);
  return box;
}

/** The first field that is still empty. */
function emptyField(): HTMLElement | undefined {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(".choices input, .choices textarea");
  return [...fields].find(({ value }) => value.trim() === "");
}

/** What a letter is shown with. */
interface Shown {
  kind: LetterKind;
  entry: ObjectionsGetResult;
  letter: Letter;
  language: string;
  words: readonly string[];
}

/** The sheet with the letter, what belongs to it, and what can be done with it. */
export class LetterView {
  readonly paper: HTMLElement;
  readonly #gapsNote = div();
  #gaps: string[];

  constructor(
    private readonly shown: Shown,
    rewritten: () => void,
  ) {
    this.#gaps = shown.letter.gaps;
    this.paper = letterPaper(shown.language, shown.words);
    this.paper.addEventListener("input", () => {
      this.#look();
      rewritten();
    });
  }

  /** All of it. `how`: how the letter is sent. */
  elements(how: HTMLElement): HTMLElement[] {
    const { kind, entry, letter, language } = this.shown;
    const attachments = letter.attachments.length
      ? section({ class: "demands" }, h2(message("letterAttach")), ul(letter.attachments.map((attachment) => li(attachment))))
      : div();
    const print = actionButton(
      message("letterPrint"),
      () => {
        this.#print();
      },
      "main",
    );
    return [
      p({ class: "muted" }, letter.notLegalAdvice),
      p({ class: "muted" }, message("letterEditable")),
      this.paper,
      attachments,
      this.#gapsNote,
      div({ class: "actions" }, print, copyButton(this.paper)),
      how,
      div({ class: "actions" }, sentButton(entry.objection.id, kind)),
      annex(language, letter.attachments[0] ?? "", entry),
    ];
  }

  /** To be called when the draft of the letter has changed. */
  changed({ gaps }: Letter): void {
    this.#gaps = gaps;
    this.#look();
  }

  /** Shows what is left to be filled in, and gives the document the name of the letter. */
  #look(ways: readonly HTMLElement[] = []): void {
    const left = gapsOn(this.paper, this.#gaps);
    colourGaps(this.paper, left);
    document.title = subjectOn(this.paper) || message("letterSheet");
    const words = div(p(message("letterGaps", left.join(", "))), ways.length > 0 ? div({ class: "actions" }, ways) : "");
    this.#gapsNote.className = left.length > 0 ? "note check" : "";
    this.#gapsNote.replaceChildren(...(left.length > 0 ? [mark("check", "check"), words] : []));
  }

  /** Prints the letter, but asks first if something in it is still to be filled in. */
  #print(): void {
    if (gapsOn(this.paper, this.#gaps).length === 0) {
      window.print();
      return;
    }
    const fill = actionButton(message("letterFillIn"), () => {
      (emptyField() ?? this.paper).focus();
    });
    const anyway = actionButton(message("letterPrintAnyway"), () => {
      window.print();
    });
    this.#look([fill, anyway]);
    fill.focus();
  }
}
