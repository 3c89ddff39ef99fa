import van from "vanjs-core";
import type { Texts } from "../../model/messages.ts";
import type { ReadyTextKind } from "../../texts/all.ts";
import type { Draft } from "../../model/protocol.ts";
import { draftTitle } from "../../model/draft-title.ts";
import { tryAsk } from "../../ui/ask.ts";
import { message, plural, type MessageKey } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import type { Banner } from "./banner.ts";
import { fillField } from "../found-form.ts";
import { pressButton } from "./press-button.ts";

const { div, fieldset, input, label, legend, span, textarea } = van.tags;

const readyTitles = {
  plain: "messagePlain",
  work: "messageWork",
  law: "messageLaw",
} as const satisfies Record<ReadyTextKind, MessageKey>;
const readyKinds = Object.keys(readyTitles) as ReadyTextKind[];
/** A text to choose. The person writes their own text in the banner. */
interface Choice {
  title: string;
  help: string;
  text(): string;
  draft?: Draft;
  isOwn?: boolean;
}

/**
 * Helps with the optional message: ready-made texts in the form's language, and the person's own. One click puts a text into Meta's field,
 * another removes it.
 */
export class MessageHelper {
  #chosen: Choice | undefined;
  readonly #own = textarea({
    rows: 4,
    "aria-label": message("messageYourText"),
    oninput: () => {
      this.#tellLength();
    },
  });
  readonly #keep = input({ type: "checkbox" });
  readonly #note = div({ class: "note", "aria-live": "polite" });

  constructor(
    /** Meta's field for the message. */
    readonly field: HTMLTextAreaElement,
    private readonly banner: Banner,
  ) {}

  /** Shows the texts in the banner. */
  async open(): Promise<void> {
    const language = this.field.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
    const texts = await tryAsk("texts", { language });
    if (!texts) return;
    const panel = this.#panel(texts);
    this.banner.showPanel(panel);
    panel.querySelector("input")?.focus();
  }

  close(): void {
    this.banner.showPanel(undefined);
  }

  #panel(texts: Texts): HTMLElement {
    const choices = this.#choices(texts);
    this.#chosen = choices[0];
    this.#note.replaceChildren(message("messageHelp"));
    const list = fieldset(
      { class: "choices" },
      legend({ class: "hidden" }, message("messageLegend")),
      choices.map((choice, index) => this.#row(choice, index === 0, texts.language)),
    );
    const actions = div(
      { class: "actions" },
      pressButton(message("messagePut"), () => {
        this.#put();
      }),
      pressButton(
        message("cancel"),
        () => {
          this.close();
        },
        "link",
      ),
    );
    return div({ class: "panel" }, list, this.#note, actions);
  }

  #choices(texts: Texts): Choice[] {
    const ready = readyKinds.map((kind): Choice => {
      const text = texts.ready[kind];
      return { title: message(readyTitles[kind]), help: text, text: () => text };
    });
    const drafts = texts.drafts.map((draft): Choice => ({ title: draft.title, help: draft.text, text: () => draft.text, draft }));
    const own = {
      title: message("messageOwn"),
      help: message("messageOwnHelp"),
      text: () => this.#own.value.trim(),
      isOwn: true,
    };
    return [...drafts, ...ready, own];
  }

  #row(choice: Choice, isFirst: boolean, language: string): HTMLElement {
    const choose = () => {
      this.#chosen = choice;
      row.parentElement?.classList.toggle("own", choice.isOwn === true);
      this.#tellLength();
    };
    const radio = input({ type: "radio", name: "text", checked: isFirst, onchange: choose });
    const help = choice.isOwn ? { class: "help" } : { class: "help ready", lang: language };
    // A short text of the person's own is its own title.
    const rest = choice.help === choice.title ? "" : span(help, choice.help);
    const words = div(span({ class: "title" }, choice.title), rest, choice.isOwn ? "" : this.#tooLong(choice));
    const row: HTMLElement = div(
      { class: "choice" },
      label(radio, words),
      choice.draft ? this.#removal(choice.draft, () => row) : "",
    );
    if (choice.isOwn) row.append(div({ class: "writing" }, this.#own, label(this.#keep, message("messageKeep"))));
    return row;
  }

  /** By how much a text is too long for Meta's field, before it is chosen; nothing if it fits. */
  #tooLong(choice: Choice): HTMLElement | "" {
    const excess = this.field.maxLength < 0 ? 0 : choice.text().length - this.field.maxLength;
    return excess > 0 ? span({ class: "too-long" }, mark("check", "check", 16), plural("messageTooLong", excess)) : "";
  }

  /** A button that removes a saved text, and then offers to restore it. */
  #removal(draft: Draft, row: () => HTMLElement): HTMLElement {
    return pressButton(
      message("remove"),
      () => {
        void tryAsk("remove-draft", { id: draft.id });
        row().hidden = true;
        const undo = () => {
          void tryAsk("save-draft", { draft });
          row().hidden = false;
          this.#tellLength();
        };
        this.#note.replaceChildren(message("messageRemoved"), " ", pressButton(message("undo"), undo, "link"));
      },
      "link",
    );
  }

  /** Says how much room is left if Meta's field has a limit, or that the text is too long. */
  #tellLength(): void {
    const room = this.field.maxLength < 0 ? undefined : this.field.maxLength - (this.#chosen?.text().length ?? 0);
    if (room === undefined) this.#note.replaceChildren(message("messageHelp"));
    else if (room < 0) this.#note.replaceChildren(mark("check", "check"), plural("messageTooLong", -room));
    else this.#note.replaceChildren(plural("messageLeft", room));
  }

  #put(): void {
    const text = this.#chosen?.text() ?? "";
    const isTooLong = this.field.maxLength >= 0 && text.length > this.field.maxLength;
    if (text === "") this.#own.focus();
    else if (isTooLong) this.#tellLength();
    else if (this.field.value.trim() === "" || this.field.value === text) void this.#fill(text);
    else this.#askToReplace(text);
  }

  #askToReplace(text: string): void {
    const replace = pressButton(message("messageReplace"), () => void this.#fill(text));
    const cancel = pressButton(
      message("cancel"),
      () => {
        this.#tellLength();
      },
      "link",
    );
    this.#note.replaceChildren(message("messageReplaceQuestion"), div({ class: "actions" }, replace, cancel));
    replace.focus();
  }

  async #fill(text: string): Promise<void> {
    const before = this.field.value;
    if (this.#chosen?.isOwn && this.#keep.checked) await this.#keepOwn(text);
    fillField(this.field, text);
    const undo = pressButton(
      message("undo"),
      () => {
        fillField(this.field, before);
        this.close();
      },
      "link",
    );
    const done = div({ class: "panel" }, div({ class: "note" }, message("messagePutDone"), " ", undo));
    this.banner.showPanel(done);
    this.field.focus();
  }

  async #keepOwn(text: string): Promise<void> {
    const language = document.documentElement.lang || "und";
    await tryAsk("save-draft", { draft: { id: crypto.randomUUID(), title: draftTitle(text), language, text } });
  }
}
