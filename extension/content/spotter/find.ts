import catalogue from "../../../manifests/forms.json";
import type { FormUrl } from "../../model/forms.ts";
import { foldedWords } from "../../model/folded-words.ts";
import { isProduct } from "../../model/products.ts";
import { soundsLikeObjection } from "../../model/recognition.ts";
import { type FoundForm, isAfter, isVisible, pressable } from "../found-form.ts";
import { choicesIn, wordsOf } from "../gate-choices.ts";
import { elsewhere, emailField, certainEmailField, textFields } from "./fields.ts";

const { formIdField, submitPath } = catalogue.classicEngine;
const hiddenId = `input[name="${formIdField}"]`;

/** The number that a form of the page repeats: a page that answers shows the form again if it was not accepted. */
export function repeatedFormId(page: Document): string | undefined {
  return [...page.querySelectorAll<HTMLInputElement>(`form ${hiddenId}`)]
    .map(({ value }) => value)
    .find((id) => /^\d+$/u.test(id));
}

/** Whether this `<form>` belongs to the page's URL: it repeats the id, or its action is that of Meta's forms. */
function isMetaForm(form: HTMLFormElement, formId: string): boolean {
  const hidden = form.querySelector<HTMLInputElement>(hiddenId);
  if (hidden) return hidden.value === formId;
  return form.getAttribute("action")?.endsWith(submitPath) === true;
}

/** Whether the page has the `<form>` of its URL, with or without a box for an address. */
export function hasMetaForm(page: Document, formId: string): boolean {
  return [...page.forms].some((candidate) => isMetaForm(candidate, formId));
}

/** Finds the form with this id in a page of Meta's classic engine, which has a real `<form>`. */
function findClassicForm(page: Document, formId: string): FoundForm | undefined {
  const form = [...page.forms].find((candidate) => isMetaForm(candidate, formId));
  const email = form && emailField(form);
  if (!email) return undefined;
  return { root: form, form, email, message: form.querySelector("textarea") ?? undefined };
}

/** The nearest element around the fields that also contains a button after them. */
function rootOf(email: Element, message: Element | undefined): HTMLElement | undefined {
  const last = message && isAfter(message, email) ? message : email;
  for (let element = email.parentElement; element; element = element.parentElement) {
    const hasAll = message === undefined || element.contains(message);
    if (hasAll && [...element.querySelectorAll(pressable)].some((button) => isAfter(button, last))) return element;
  }
  return undefined;
}

/**
 * Finds a form in Meta's request portal, a React page without `<form>`, without `name`s and often without labels.
 * A page that asks for a password has none. `isSurelyForm` is called only when the fields alone don't decide.
 */
function findPortalForm(page: Document, isSurelyForm: () => boolean): FoundForm | undefined {
  const place = page.querySelector("main, [role=main]") ?? page.body;
  if (place.querySelector("input[type=password]")) return undefined;
  const message = [...place.querySelectorAll("textarea")].find(isVisible);
  // A single text field might be the page's search.
  const email = certainEmailField(place) ?? (message || isSurelyForm() ? emailField(place) : undefined);
  const root = email && isVisible(email) ? rootOf(email, message) : undefined;
  return root && email ? { root, form: undefined, email, message } : undefined;
}

const textsOf = (root: ParentNode, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map((element) => element.textContent);

const headings = "h1, h2, [role=heading]";

function saysObjection(page: Document): boolean {
  const titles = [page.title, ...textsOf(page, headings)];
  return soundsLikeObjection({ titles, labels: textsOf(page, "label, legend, p") });
}

/** Finds the form of this URL, in either engine. Undefined while there is none: it may come late, or after a question. */
export function findForm(page: Document, { id, form }: FormUrl): FoundForm | undefined {
  // If Meta's form has no box for an address, a box outside it belongs to another form.
  if (hasMetaForm(page, id)) return findClassicForm(page, id);
  return findPortalForm(page, () => form !== undefined || saysObjection(page));
}

/** One field for an e-mail address, or two when it must be repeated. With more, it is another kind of form. */
const maxEmailFields = 2;

/**
 * Whether a form that isn't in the catalogue is probably the objection form: it has a field for an e-mail address and none for a
 * password, room for a message now or in a later step, and its text says so.
 */
export function looksLikeObjection(page: Document, found: FoundForm): boolean {
  const emails = textFields(found.root).filter((input) => input.type === "email" || input.value.includes("@"));
  if (emails.length > maxEmailFields || page.querySelector("input[type=password]")) return false;
  const hasRoomForWords = found.message !== undefined || found.form === undefined;
  return hasRoomForWords && saysObjection(page);
}

/** Choices whose options appear only when pressed, and groups of choices. */
const closed = "select, [role=combobox], [role=listbox], [role=radiogroup], fieldset";

/** Whether a choice says by itself that it objects to AI at Meta. */
function isRequest(choice: Element): boolean {
  return soundsLikeObjection({ titles: [wordsOf(choice)], labels: [] });
}

/** The first choice on the page that counts: the page's own frame may offer a choice of language. */
function firstChoice(place: ParentNode): Element | undefined {
  const isInPlace = (element: Element) => !element.closest(elsewhere);
  const plain = [...choicesIn(place), ...place.querySelectorAll(closed)].find(isInPlace);
  if (plain) return plain;
  const buttons = [...place.querySelectorAll(pressable)].filter((button) => isRequest(button) || isProduct(wordsOf(button)));
  return buttons.length > 1 ? buttons.find(isInPlace) : undefined;
}

/** A question has few choices; a list of countries, in some other form of Meta's, has hundreds. */
const maxChoices = 20;

/** Whether a page is the one that leads to all of Meta's objections: it asks for the product first, and only then for the request. */
function isChannel(page: Document): boolean {
  return textsOf(page, headings).some((title) => catalogue.channels.includes(foldedWords(title).join(" ")));
}

/** Whether a question may lead to the objection form: any question at a number in the catalogue, elsewhere one that offers just that. */
function mayLead(page: Document, place: ParentNode, { form }: FormUrl): boolean {
  if (form && !form.isUncertain) return form.purpose === "objection";
  return isChannel(page) || choicesIn(place).slice(0, maxChoices).some(isRequest);
}

/** The question that the page asks before it shows the form: something to choose from, on a page that has loaded. */
export function gateOf(page: Document, url: FormUrl): Element | undefined {
  if (page.readyState !== "complete") return undefined;
  const place = page.querySelector("main, [role=main]") ?? page.body;
  if (!mayLead(page, place, url) || place.querySelector("input[type=password]")) return undefined;
  const choice = firstChoice(place);
  return choice?.closest("form, fieldset, [role=radiogroup], select, [role=listbox]") ?? choice;
}
