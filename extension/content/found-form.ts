import { soundsLikeCode } from "../model/recognition.ts";

/** The parts of one of Meta's forms that Demur uses, in either of Meta's page engines. */
export interface FoundForm {
  /** The `<form>`, or in the request portal the element that contains the fields and the button. */
  root: HTMLElement;
  email: HTMLInputElement;
  message: HTMLTextAreaElement | undefined;
  /** The `<form>` of the classic engine, whose `submit` event says that it is being sent. The portal has none. */
  form: HTMLFormElement | undefined;
}

/** Elements that can be pressed. */
export const pressable = "button, input[type=submit], [role=button]";
/** Elements that can be filled in. */
const fillable = "input:not([type=hidden], [type=submit]), textarea, select, [role=combobox], [role=radio]";

/** Whether an element is rendered. */
export function isVisible(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
}

/** The fields that a person could fill in now. */
export function visibleFields(root: ParentNode): Element[] {
  return [...root.querySelectorAll(fillable)].filter(isVisible);
}

/** Whether an element comes after another in document order. */
export function isAfter(one: Node, other: Node): boolean {
  return (other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** The button that sends the form or goes to its next step: the last one after its fields. */
export function sendButton(root: ParentNode): Element | undefined {
  const last = visibleFields(root).at(-1);
  return [...root.querySelectorAll(pressable)].filter((button) => !last || isAfter(button, last)).at(-1);
}

/** Whether this is a field for a code that Meta has mailed: its attributes or labels say so, or it takes a few digits. */
export function isCodeField(field: Element): boolean {
  if (!(field instanceof HTMLInputElement) || field.type === "email") return false;
  if (field.autocomplete === "one-time-code") return true;
  const isShort = field.maxLength >= 4 && field.maxLength <= 10;
  const isForDigits = field.inputMode === "numeric" || field.type === "number" || field.type === "tel";
  const labels = [...(field.labels ?? [])].map((label) => label.textContent);
  const names = [...labels, field.getAttribute("aria-label") ?? "", field.name, field.id].join(" ");
  return soundsLikeCode(names) || (isShort && isForDigits);
}

/** The visible field for a mailed code, if there is one. */
export function visibleCodeField(root: ParentNode): Element | undefined {
  return [...root.querySelectorAll("input")].find((field) => isVisible(field) && isCodeField(field));
}

/**
 * Puts a text into one of Meta's fields after the person's click. Frameworks need the native setter and both events: React, for one,
 * overrides `value` on the element itself.
 */
export function fillField(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Reflect.set(prototype, "value", text, field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
