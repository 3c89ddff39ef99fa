import type { FormAddress } from "../../model/forms.ts";
import { soundsLikeObjection } from "../../model/recognition.ts";
import type { FoundForm } from "../found-form.ts";
import { findClassicForm } from "./classic.ts";
import { textFields } from "./fields.ts";
import { findPortalForm } from "./portal.ts";

const textsOf = (root: ParentNode, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((element) => element.textContent);

function saysObjection(page: Document): boolean {
  const titles = [page.title, ...textsOf(page, "h1, h2, [role=heading]")];
  return soundsLikeObjection({ titles, labels: textsOf(page, "label, legend, p") });
}

/** Finds the form of this address, in either engine. Undefined while it is not there: it may come late, or after a question. */
export function findForm(page: Document, { id, form }: FormAddress): FoundForm | undefined {
  return findClassicForm(page, id) ?? findPortalForm(page, () => form !== undefined || saysObjection(page));
}

/** Fields for an address: one, or two where it must be typed again. More is another kind of form. */
const mostEmailFields = 2;

/**
 * Whether a form that the catalogue does not know is probably the objection form: it has an address and no password, room for words
 * at least in a later step, and its words say so.
 */
export function looksLikeObjection(page: Document, found: FoundForm): boolean {
  const emails = textFields(found.root).filter((input) => input.type === "email" || input.value.includes("@"));
  if (emails.length > mostEmailFields || page.querySelector("input[type=password]")) return false;
  const hasRoomForWords = found.message !== undefined || found.form === undefined;
  return hasRoomForWords && saysObjection(page);
}

/** Whether the page asks a question before it shows the form: something to choose from, in a page that has loaded. */
export function gateOf(page: Document, address: FormAddress): Element | undefined {
  if (address.form?.purpose !== "objection" || page.readyState !== "complete") return undefined;
  const place = page.querySelector("main, [role=main]") ?? page.body;
  const choice = place.querySelector("input[type=radio], [role=radio], [role=radiogroup], fieldset");
  if (!choice || place.querySelector("input[type=password]")) return undefined;
  return choice.closest("form, fieldset, [role=radiogroup]") ?? choice;
}
