import van from "vanjs-core";
import { stillIncluding, sumOf } from "../../../model/contact-groups.ts";
import type { ContactCount, ContactState } from "../../../model/protocol.ts";
import { message, plural } from "../../../ui/i18n.ts";
import { statePart } from "./contact-state.ts";

const { div, h2, li, span, ul } = van.tags;

/** The headline that answers "What do others share about me?". */
export function headlineOf(counts: readonly ContactCount[]): string {
  const open = sumOf(counts, stillIncluding);
  return open.items > 0 ? plural("taggedHeadline", open.items) : message("taggedNoneLeft");
}

/** What follows the headline: how many people shared them, if that is known for all of them, and what an objection covers. */
export function leadOf(counts: readonly ContactCount[]): string {
  const { items, people, ownerless } = sumOf(counts, stillIncluding);
  const sharers = items > 1 && ownerless === 0 ? `${plural("othersPeople", people)} ` : "";
  return `${sharers}${message("taggedLead")}`;
}

/** The states in the order of the bar, with the text of their legend. Contacts that the person has hidden are left out. */
const shown = {
  objected: "taggedSumObjected",
  "removed-tag": "taggedSumRemoved",
  asked: "taggedSumAsked",
  declined: "taggedSumDeclined",
  new: "taggedSumNew",
} as const;

/** How much of what others share is settled: a segmented bar, and a legend that says the same in words. */
export function summary(counts: readonly ContactCount[]): HTMLElement {
  const itemsOf = (state: ContactState) => sumOf(counts, [state]).items;
  const states = (Object.keys(shown) as (keyof typeof shown)[]).filter((state) => itemsOf(state) > 0);
  const part = (state: ContactState) => span({ class: `part ${statePart(state)}` });
  const segment = (state: ContactState) => {
    const drawn = part(state);
    drawn.style.flexGrow = String(itemsOf(state));
    return drawn;
  };
  const words = (state: keyof typeof shown) =>
    li(span({ class: "swatch", "aria-hidden": "true" }, part(state)), plural(shown[state], itemsOf(state)));
  return div(
    { class: "share-summary" },
    h2({ id: "who-shares" }, message("taggedChart")),
    div({ class: "share-bar", "aria-hidden": "true" }, states.map(segment)),
    ul({ class: "legend" }, states.map(words)),
  );
}
