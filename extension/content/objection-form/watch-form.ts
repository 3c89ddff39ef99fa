import { sendButton, type FoundForm } from "../found-form.ts";

/** Warnings about an address wait until the person has stopped typing for this long, in milliseconds. */
const settlesAfter = 800;
/** How often the field is checked for what a script has filled in, in milliseconds. */
const lookEvery = 500;
/** What a script does counts as the person's doing only if they pressed something on the page this recently, in milliseconds. */
const actsWithin = 5_000;

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
  const poll = setInterval(change, lookEvery);
  return () => {
    clearTimeout(timer);
    clearInterval(poll);
    field.removeEventListener("input", change);
    field.removeEventListener("change", change);
    field.removeEventListener("blur", settle);
  };
}

/** What the person does at a form. */
export interface SendingListener {
  /** They have sent it, by click, Enter or role button. */
  press(): void;
  /** They may have sent it: only the page will tell. */
  guess(): void;
  /** They type or choose something in it. */
  edit(): void;
}

/**
 * Follows how the person sends the form. Listens on the window in the capture phase, before the page's own listeners can stop the event.
 * What a script of the page does counts only shortly after the person has pressed something on the page: a script can send a form by
 * itself, but then no person has objected. Returns a function that stops it.
 */
export function watchSending(found: FoundForm, listener: SendingListener): () => void {
  let actedAt = -Infinity;
  const hasActed = () => performance.now() - actedAt < actsWithin;
  const isSendButton = (target: EventTarget | null) =>
    target instanceof Node && sendButton(found.root)?.contains(target) === true;

  const onAct = (event: Event) => {
    const isInBanner = event.target instanceof Element && event.target.localName === "demur-banner";
    if (event.isTrusted && !isInBanner) actedAt = performance.now();
  };
  const onSubmit = (event: Event) => {
    if (event.target === found.form && event.isTrusted && hasActed()) listener.press();
  };
  const onClick = (event: Event) => {
    if (!isSendButton(event.target)) return;
    if (event.isTrusted) listener.press();
    else if (hasActed()) listener.guess();
  };
  const onKey = (event: KeyboardEvent) => {
    if (!event.isTrusted || (event.key !== "Enter" && event.key !== " ")) return;
    onAct(event);
    // The browser fires no click for Enter or Space on a role button: the page's script handles the key.
    if (isSendButton(event.target)) listener.press();
    else if (event.key === "Enter" && event.target === found.email && !found.form) listener.guess();
  };
  const onInput = (event: Event) => {
    if (event.isTrusted && event.target instanceof Node && found.root.contains(event.target)) listener.edit();
  };
  const listeners = Object.entries({
    pointerdown: onAct,
    keydown: onKey,
    submit: onSubmit,
    click: onClick,
    input: onInput,
  }) as [string, (event: Event) => void][];
  for (const [name, listen] of listeners) window.addEventListener(name, listen, true);
  return () => {
    for (const [name, listen] of listeners) window.removeEventListener(name, listen, true);
  };
}
