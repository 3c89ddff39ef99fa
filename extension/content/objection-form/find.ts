import catalogue from "../../../manifests/forms.json";

/** The parts of Meta's form that Demur looks at. */
export interface FoundForm {
  form: HTMLFormElement;
  email: HTMLInputElement;
  message: HTMLTextAreaElement | undefined;
}

const { formIdField, submitPath } = catalogue.classicEngine;

/** Types of input that hold text, among which an e-mail address may be typed. */
const textTypes = new Set(["email", "text"]);

function isEmailLike(input: HTMLInputElement): boolean {
  if (input.type === "email" || input.autocomplete === "email") return true;
  const words = `${input.name} ${input.id} ${input.getAttribute("aria-label") ?? ""} ${labelOf(input)}`;
  return /e-?mail|@/iu.test(`${words} ${input.value}`);
}

function labelOf(input: HTMLInputElement): string {
  return [...(input.labels ?? [])].map((label) => label.textContent).join(" ");
}

/** The field for the person's address: by its kind and name first; else the only text field there is, because labels differ by language. */
function emailField(form: HTMLFormElement): HTMLInputElement | undefined {
  const fields = [...form.querySelectorAll("input")].filter((input) => textTypes.has(input.type));
  const [only] = fields;
  return fields.find(isEmailLike) ?? (fields.length === 1 ? only : undefined);
}

/** Whether this `<form>` is the catalogued one: it repeats the id of the address, or points where Meta's forms point. */
function isMetaForm(form: HTMLFormElement, formId: string): boolean {
  const hidden = form.querySelector<HTMLInputElement>(`input[name="${formIdField}"]`);
  if (hidden) return hidden.value === formId;
  return form.getAttribute("action")?.endsWith(submitPath) === true;
}

/**
 * Finds the form with this id in a page of Meta's classic engine.
 * Undefined while the form is not there: the engine may render it late, or after a question.
 */
export function findForm(page: Document, formId: string): FoundForm | undefined {
  const forms = [...page.forms];
  const form = forms.find((candidate) => isMetaForm(candidate, formId));
  const email = form && emailField(form);
  if (!email) return undefined;
  return { form, email, message: form.querySelector("textarea") ?? undefined };
}
