import { sendButton, type FoundForm } from "../found-form.ts";

/** Warnings about an address wait until the person has stopped typing for this long, in milliseconds. */
const settlesAfter = 800;

/** `changed` is called at every change of the address, `settled` when the person has paused or left the field. */
export interface AddressListener {
  changed(): void;
  settled(): void;
}

/** Follows what the person types or the page fills into the address field. Returns a function that stops it. */
export function watchAddress(field: HTMLInputElement, listener: AddressListener): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = field.value;
  const settle = () => {
    clearTimeout(timer);
    listener.settled();
  };
  const change = () => {
    if (field.value === last) return;
    last = field.value;
    clearTimeout(timer);
    timer = setTimeout(settle, settlesAfter);
    listener.changed();
  };
  field.addEventListener("input", change);
  field.addEventListener("change", change);
  field.addEventListener("blur", settle);
  // A script that fills the field fires no event, and Meta may prefill it late.
  const poll = setInterval(change, 500);
  return () => {
    clearTimeout(timer);
    clearInterval(poll);
    field.removeEventListener("input", change);
    field.removeEventListener("change", change);
    field.removeEventListener("blur", settle);
  };
}

/**
 * Calls `sent` when the form is sent by click, Enter, role button or script. Listens on the window in the capture phase, before the
 * page's own listeners can stop the event. `isCertain` is false when the event alone doesn't prove that the person has sent it:
 * a click made by a script, or Enter in a page without `<form>`. Returns a function that stops it.
 */
export function watchSending(found: FoundForm, sent: (isCertain: boolean) => void): () => void {
  const onSubmit = (event: Event) => {
    if (event.target === found.form) sent(event.isTrusted);
  };
  const isSendButton = (target: EventTarget | null) =>
    target instanceof Node && sendButton(found.root)?.contains(target) === true;
  const onClick = (event: Event) => {
    if (isSendButton(event.target)) sent(event.isTrusted);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!event.isTrusted || (event.key !== "Enter" && event.key !== " ")) return;
    // The browser fires no click for Enter or Space on a role button: the page's script handles the key.
    if (isSendButton(event.target)) sent(true);
    else if (event.key === "Enter" && event.target === found.email && !found.form) sent(false);
  };
  window.addEventListener("submit", onSubmit, true);
  window.addEventListener("click", onClick, true);
  window.addEventListener("keydown", onKey, true);
  return () => {
    window.removeEventListener("submit", onSubmit, true);
    window.removeEventListener("click", onClick, true);
    window.removeEventListener("keydown", onKey, true);
  };
}
