import { soundsLikeEmail } from "../../model/recognition.ts";
import { isCodeField, isVisible } from "../found-form.ts";

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

/** Parts of a page, and forms, that aren't Meta's form, such as a newsletter's box. */
export const elsewhere = "footer, nav, aside, [role=contentinfo], [role=navigation], [role=complementary], [role=search]";

/**
 * The text fields of a form, except those for a mailed code. If any are visible, only those count: other extensions put
 * hidden ones beside them.
 */
export function textFields(root: ParentNode): HTMLInputElement[] {
  const fields = [...root.querySelectorAll("input")].filter(
    (input) => textTypes.has(input.type) && !isCodeField(input) && !isElsewhere(input, root),
  );
  const visible = fields.filter(isVisible);
  return visible.length > 0 ? visible : fields;
}

/** Whether a field is in another part of the page, or in another form. */
function isElsewhere(input: HTMLInputElement, root: ParentNode): boolean {
  const isForm = root instanceof HTMLFormElement;
  return !isForm && (input.form !== null || input.closest(elsewhere) !== null);
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

/** Whether a field is another one rendered again: pages number what they render, so the id may differ. */
export function isSameField(one: HTMLInputElement, other: HTMLInputElement): boolean {
  const attributes = ["type", "name", "aria-label", "autocomplete", "placeholder"];
  return attributes.every((name) => one.getAttribute(name) === other.getAttribute(name));
}
