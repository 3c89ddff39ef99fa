import { soundsLikeEmail } from "../../model/recognition.ts";
import { isCodeField } from "../found-form.ts";

/** Input types into which an e-mail address may be typed. */
const textTypes = new Set(["email", "text"]);

/** Everything that names a field: its labels, its `aria-label`, its `name` and `id`. */
function namesOf(input: HTMLInputElement): string {
  const labels = [...(input.labels ?? [])].map((label) => label.textContent);
  return [...labels, input.getAttribute("aria-label") ?? "", input.name, input.id].join(" ");
}

function isEmailByKind(input: HTMLInputElement): boolean {
  return input.type === "email" || input.autocomplete === "email" || input.inputMode === "email";
}

/** The text fields of a form, except those for a mailed code. */
export function textFields(root: ParentNode): HTMLInputElement[] {
  return [...root.querySelectorAll("input")].filter((input) => textTypes.has(input.type) && !isCodeField(input));
}

/** The field for the person's e-mail address, if its type, its name or its value says so. */
export function certainEmailField(root: ParentNode): HTMLInputElement | undefined {
  const fields = textFields(root);
  return (
    fields.find(isEmailByKind) ??
    fields.find((input) => soundsLikeEmail(namesOf(input))) ??
    fields.find((input) => input.value.includes("@"))
  );
}

/**
 * The field for the person's e-mail address in what is certainly a form. Without a sure sign, it is the only field without a name, as in
 * the request portal, or the only field there is, because labels differ by language.
 */
export function emailField(root: ParentNode): HTMLInputElement | undefined {
  const fields = textFields(root);
  const nameless = fields.filter((input) => namesOf(input).trim() === "");
  return certainEmailField(root) ?? [nameless, fields].find((some) => some.length === 1)?.[0];
}

/** Whether a field is another one drawn anew: pages number what they draw, so that the id alone may differ. */
export function isSameField(one: HTMLInputElement, other: HTMLInputElement): boolean {
  const attributes = ["type", "name", "aria-label", "autocomplete", "placeholder"];
  return attributes.every((name) => one.getAttribute(name) === other.getAttribute(name));
}
