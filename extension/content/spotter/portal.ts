import { isAfter, isVisible, pressable, type FoundForm } from "../found-form.ts";
import { certainEmailField, emailField } from "./fields.ts";

/** The nearest element around the fields that also holds a button after them. */
function rootOf(email: Element, message: Element | undefined): HTMLElement | undefined {
  const last = message && isAfter(message, email) ? message : email;
  for (let element = email.parentElement; element; element = element.parentElement) {
    const hasAll = message === undefined || element.contains(message);
    if (hasAll && [...element.querySelectorAll(pressable)].some((button) => isAfter(button, last))) return element;
  }
  return undefined;
}

/**
 * Finds a form in Meta's request portal, a React page without `<form>`, `name`s and often without labels.
 * A page that asks for a password is none. `isSurelyForm` is asked where the fields alone don't tell.
 */
export function findPortalForm(page: Document, isSurelyForm: () => boolean): FoundForm | undefined {
  const place = page.querySelector("main, [role=main]") ?? page.body;
  if (place.querySelector("input[type=password]")) return undefined;
  const message = [...place.querySelectorAll("textarea")].find(isVisible);
  // The only text field of a page may as well be its search.
  const email = certainEmailField(place) ?? (message || isSurelyForm() ? emailField(place) : undefined);
  const root = email && isVisible(email) ? rootOf(email, message) : undefined;
  return root && email ? { root, form: undefined, email, message } : undefined;
}
