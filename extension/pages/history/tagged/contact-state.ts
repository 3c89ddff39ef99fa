import van from "vanjs-core";
import { isReminderDue } from "../../../model/contact-groups.ts";
import type { Contact, ContactState } from "../../../model/protocol.ts";
import { dayMessage, message } from "../../../ui/i18n.ts";
import { mark, type MarkName } from "../../../ui/marks.ts";

const { span } = van.tags;

interface Look {
  words: "contactNew" | "contactAsked" | "contactObjected" | "contactDeclined" | "contactRemovedTag" | "contactIgnored";
  mark: MarkName;
  tone: "settled" | "check" | "";
  /** The class of its bar in bars.css. */
  part: "confirmed" | "waiting" | "plain" | "removed" | "refused";
}

const looks: Record<ContactState, Look> = {
  new: { words: "contactNew", mark: "none", tone: "", part: "plain" },
  asked: { words: "contactAsked", mark: "waiting", tone: "", part: "waiting" },
  objected: { words: "contactObjected", mark: "confirmed", tone: "settled", part: "confirmed" },
  "removed-tag": { words: "contactRemovedTag", mark: "tick", tone: "settled", part: "removed" },
  declined: { words: "contactDeclined", mark: "minus", tone: "", part: "refused" },
  ignored: { words: "contactIgnored", mark: "minus", tone: "", part: "plain" },
};

/** The name of a state. */
export function stateName(state: ContactState): string {
  return message(looks[state].words);
}

/** The class of a state's bar in bars.css. */
export function statePart(state: ContactState): string {
  return looks[state].part;
}

/** A state with its mark, for the head of a card. */
export function stateChip(state: ContactState): HTMLElement {
  const { mark: name, tone } = looks[state];
  return span({ class: `chip ${tone}` }, mark(name, tone), stateName(state));
}

/** Says when somebody was asked. */
export function askedLine(time: string): string {
  return dayMessage("contactAskedOn", time);
}

/** A contact's state, for a row of the list. */
export function stateLine(contact: Contact, reminded: readonly string[]): HTMLElement {
  const { state, stateAt } = contact;
  if (isReminderDue(contact, reminded, new Date()))
    return span({ class: "contact-state" }, mark("check", "check"), span(message("contactRemind")));
  const words = state === "asked" && stateAt !== undefined ? askedLine(stateAt) : stateName(state);
  return span({ class: "contact-state" }, mark(looks[state].mark, looks[state].tone), span(words));
}
