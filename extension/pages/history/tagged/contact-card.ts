import van from "vanjs-core";
import { isReminderDue } from "../../../model/contact-groups.ts";
import type { Contact, ContactState } from "../../../model/protocol.ts";
import { emptyStore, type LocalStore } from "../../../model/storage.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, linkButton, metaLink, platformName } from "../../../ui/components.ts";
import { message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { askBox } from "./ask-box.ts";
import { contactName, isUnknown } from "./contact-pages.ts";
import { itemsOf } from "./contact-items.ts";
import { mergeBox } from "./merge-box.ts";
import { askedLine, stateChip, stateName } from "./contact-state.ts";

const { a, button, div, h2, h3, p, section, span } = van.tags;

/** The possible results of asking somebody. */
const outcomes: readonly ContactState[] = ["objected", "removed-tag", "declined"];

/** The ids of contacts for whom a reminder has already been suggested. */
export async function remindedContacts(): Promise<string[]> {
  return (await chrome.storage.local.get<LocalStore>(emptyStore)).remindedContacts;
}

async function setReminded(id: string, isReminded: boolean): Promise<void> {
  const others = (await remindedContacts()).filter((other) => other !== id);
  await chrome.storage.local.set({ remindedContacts: isReminded ? [...others, id] : others });
}

/** What the card reports to the page around it. */
export interface CardEvents {
  /** The contact has changed: the list and the numbers have to be reloaded. */
  changed(contact: Contact): void;
  /** The contact was merged into another one, which is kept. */
  merged(kept: Contact): void;
}

/** One contact: what they shared, a text to ask them, and the result. Every note can be undone. */
export class ContactCard {
  readonly element = section({ class: "card contact-card" });
  readonly #title = h2({ tabindex: "-1" });
  #contact: Contact;
  #reminded: string[] = [];

  constructor(
    contact: Contact,
    private readonly events: CardEvents,
  ) {
    this.#contact = contact;
  }

  get contact(): Contact {
    return this.#contact;
  }

  /** Moves the focus to the card, after the person has chosen this contact. */
  focus(): void {
    this.#title.focus({ preventScroll: true });
  }

  /** Draws the card; `noted` offers to undo the last note. */
  async draw(noted: HTMLElement | "" = ""): Promise<void> {
    this.#reminded = await remindedContacts();
    const contact = this.#contact;
    this.#title.textContent = contactName(contact);
    this.element.replaceChildren(
      a({ class: "link back", href: "#tagged" }, message("tagged")),
      div({ class: "contact-head" }, this.#title, stateChip(contact.state)),
      this.#facts(),
      ...(isUnknown(contact) ? [this.#unknown(noted)] : this.#known(noted)),
    );
  }

  #facts(): HTMLElement {
    const { items, platform, url, state, stateAt } = this.#contact;
    const asked = state === "asked" && stateAt !== undefined ? p(askedLine(stateAt)) : "";
    const profile = url === undefined ? span(platformName(platform)) : metaLink(platformName(platform), url);
    return div(
      { class: "contact-facts" },
      p({ class: "actions" }, span(plural("contactItems", items)), profile),
      asked,
      itemsOf(this.#contact),
    );
  }

  #unknown(noted: HTMLElement | ""): HTMLElement {
    const words = message("contactUnknownWords", platformName(this.#contact.platform));
    return div({ class: "part-of-card" }, p(words), div(this.#hide()), noted);
  }

  #known(noted: HTMLElement | ""): HTMLElement[] {
    const { state } = this.#contact;
    const ask = state === "new" || state === "asked" ? [this.#asking(state)] : [];
    return [
      ...ask,
      this.#outcome(noted),
      mergeBox(this.#contact, (kept) => {
        this.events.merged(kept);
      }),
    ];
  }

  #asking(state: "new" | "asked"): HTMLElement {
    const isDue = isReminderDue(this.#contact, this.#reminded, new Date());
    const question = p({ hidden: true }, message("contactSent"));
    const sent = state === "new" ? this.#sent(question) : isDue ? this.#reminder() : "";
    const taken = () => {
      question.hidden = false;
      question.parentElement?.classList.add("offered");
    };
    return div(
      { class: "part-of-card" },
      isDue
        ? div(
            { class: "note check" },
            mark("check", "check"),
            div(h3(message("contactRemind")), p(message("contactRemindWords"))),
          )
        : "",
      askBox(this.#contact, isDue ? "askAgain" : "ask", taken),
      sent,
    );
  }

  #sent(question: HTMLElement): HTMLElement {
    return div(
      { class: "sent" },
      question,
      actionButton(message("contactMarkAsked"), () => void this.#note("asked")),
    );
  }

  /** Either answer ends the suggestion. */
  #reminder(): HTMLElement {
    return div(
      { class: "actions" },
      actionButton(message("contactReminded"), () => void this.#noteReminded(true)),
      linkButton(message("contactLeave"), () => void this.#noteReminded(true)),
    );
  }

  #outcome(noted: HTMLElement | ""): HTMLElement {
    const { state } = this.#contact;
    const press = (outcome: ContactState) =>
      button(
        { type: "button", class: "button", "aria-pressed": String(outcome === state), onclick: () => void this.#note(outcome) },
        stateName(outcome),
      );
    return div(
      { class: "part-of-card" },
      h3({ id: "outcome" }, message("contactOutcome")),
      div({ class: "actions outcomes", role: "group", "aria-labelledby": "outcome" }, outcomes.map(press)),
      div(
        { class: "actions" },
        state === "new" || state === "ignored" ? "" : linkButton(message("contactReset"), () => void this.#note("new")),
        this.#hide(),
      ),
      noted,
    );
  }

  #hide(): HTMLElement {
    return this.#contact.state === "ignored"
      ? linkButton(message("contactShowAgain"), () => void this.#note("new"))
      : linkButton(message("contactHide"), () => void this.#note("ignored"));
  }

  /** Records a state, and offers to undo that. */
  async #note(state: ContactState): Promise<void> {
    const { state: before, stateAt } = this.#contact;
    if (state === before) return;
    const undo = () => this.#change(before, stateAt, "");
    await this.#change(state, undefined, this.#undoable(undo));
  }

  async #change(state: ContactState, at: string | undefined, noted: HTMLElement | ""): Promise<void> {
    const answer = await call("contacts.update", { id: this.#contact.id, state, ...(at === undefined ? {} : { at }) });
    if (!answer.ok) {
      await this.draw(p({ role: "alert" }, message(storeWords(answer.error.kind))));
      return;
    }
    this.#contact = answer.result.contact;
    await this.#show(noted);
  }

  async #noteReminded(isReminded: boolean): Promise<void> {
    await setReminded(this.#contact.id, isReminded);
    await this.#show(isReminded ? this.#undoable(() => this.#noteReminded(false)) : "");
  }

  async #show(noted: HTMLElement | ""): Promise<void> {
    await this.draw(noted);
    // The pressed button is gone.
    const undo = this.element.querySelector<HTMLElement>(".noted button");
    if (undo) undo.focus();
    else this.focus();
    this.events.changed(this.#contact);
  }

  #undoable(undo: () => Promise<void>): HTMLElement {
    return p(
      { class: "noted" },
      span({ role: "status" }, message("contactNoted")),
      " ",
      linkButton(message("undo"), () => void undo()),
    );
  }
}
