import { soundsLikeCode } from "../model/recognition.ts";
import { isVisible } from "./found-form.ts";

/** Whether this is a field for a code that Meta has mailed: the browser or the page says so, or it is short and for digits. */
export function isCodeField(field: Element): boolean {
  if (!(field instanceof HTMLInputElement) || field.type === "email") return false;
  if (field.autocomplete === "one-time-code") return true;
  const isShort = field.maxLength >= 4 && field.maxLength <= 10;
  const isForDigits = field.inputMode === "numeric" || field.type === "number" || field.type === "tel";
  const labels = [...(field.labels ?? [])].map((label) => label.textContent);
  const names = [...labels, field.getAttribute("aria-label") ?? "", field.name, field.id].join(" ");
  return soundsLikeCode(names) || (isShort && isForDigits);
}

/** The field for a mailed code that a person could fill in now. */
export function visibleCodeField(root: ParentNode): Element | undefined {
  return [...root.querySelectorAll("input")].find((field) => isVisible(field) && isCodeField(field));
}
