import van from "vanjs-core";
import type { ContactState } from "../../../model/protocol.ts";
import { message, plural } from "../../../ui/i18n.ts";
import type { Counts, Open } from "./contacts.ts";
import { statePart } from "./state.ts";

const { div, h2, li, span, ul } = van.tags;

/** The answer to "what of me do others share?". */
export function headlineOf({ known, unknown }: Open): string {
  if (known.contacts > 0) return plural("taggedHeadline", known.items, plural("taggedBy", known.contacts));
  if (unknown.items > 0) return plural("taggedHeadlineUnknown", unknown.items);
  return message("taggedNoneLeft");
}

/** The states in the order of the bar, each with the words of its legend. What the person does not want to see is left out. */
const shown = {
  objected: "taggedSumObjected",
  "removed-tag": "taggedSumRemoved",
  asked: "taggedSumAsked",
  declined: "taggedSumDeclined",
  new: "taggedSumNew",
} as const;

/** How much of what others share is settled: one bar of parts, and their legend, which says it in words. */
export function summary(counts: Counts): HTMLElement {
  const states = (Object.keys(shown) as (keyof typeof shown)[]).filter((state) => counts[state].items > 0);
  const part = (state: ContactState) => span({ class: `part ${statePart(state)}` });
  const segment = (state: ContactState) => {
    const drawn = part(state);
    drawn.style.flexGrow = String(counts[state].items);
    return drawn;
  };
  const words = (state: keyof typeof shown) =>
    li(span({ class: "swatch", "aria-hidden": "true" }, part(state)), plural(shown[state], counts[state].items));
  return div(
    { class: "share-summary" },
    h2({ id: "who-shares" }, message("taggedChart")),
    div({ class: "share-bar", "aria-hidden": "true" }, states.map(segment)),
    ul({ class: "legend" }, states.map(words)),
  );
}
