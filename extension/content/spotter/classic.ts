import catalogue from "../../../manifests/forms.json";
import type { FoundForm } from "../found-form.ts";
import { emailField } from "./fields.ts";

const { formIdField, submitPath } = catalogue.classicEngine;

/** Whether this `<form>` is the one of the page's address: it repeats the id, or points where Meta's forms point. */
function isMetaForm(form: HTMLFormElement, formId: string): boolean {
  const hidden = form.querySelector<HTMLInputElement>(`input[name="${formIdField}"]`);
  if (hidden) return hidden.value === formId;
  return form.getAttribute("action")?.endsWith(submitPath) === true;
}

/** Finds the form with this id in a page of Meta's classic engine, which has a real `<form>`. */
export function findClassicForm(page: Document, formId: string): FoundForm | undefined {
  const form = [...page.forms].find((candidate) => isMetaForm(candidate, formId));
  const email = form && emailField(form);
  if (!email) return undefined;
  return { root: form, form, email, message: form.querySelector("textarea") ?? undefined };
}
