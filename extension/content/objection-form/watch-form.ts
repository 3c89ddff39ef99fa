import { sendButton, type FoundForm } from "../found-form.ts";
import { pageNow, readAnswer, type Answer } from "./answer.ts";

/** Bad news about an address waits until the person has stopped typing for this long, in milliseconds. */
const pause = 800;

/** What a watcher of the address field does: `changed` at every change, `settled` when the person has paused or left the field. */
export interface AddressListener {
  changed(): void;
  settled(): void;
}

/** Follows what is typed into the address field, or put there by the page. Returns a function that ends it. */
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
    timer = setTimeout(settle, pause);
    listener.changed();
  };
  field.addEventListener("input", change);
  field.addEventListener("change", change);
  field.addEventListener("blur", settle);
  // A script that fills the field makes no event: Meta's own prefilling can come late.
  const poll = setInterval(change, 500);
  return () => {
    clearTimeout(timer);
    clearInterval(poll);
    field.removeEventListener("input", change);
    field.removeEventListener("change", change);
    field.removeEventListener("blur", settle);
  };
}

/** How often the page is read while an answer is awaited, in milliseconds. */
const readEvery = 200;
/** An answer counts when it has stood there for this long: pages pass through states, in milliseconds. */
const mustStandFor = 400;
/** After this long without an answer Demur asks the person, in milliseconds. */
const askAfter = 10_000;

/**
 * Calls `sent` when the form is sent by click, Enter, role button or script. Listens in the capture phase at the window, before the
 * page's own listeners can stop the event. `isCertain` is false where the event alone doesn't tell that the person has sent it:
 * a click made by a script, or Enter in a page without `<form>`. Returns a function that ends it.
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
    // A role button is pressed by its page's own script.
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

/** An answer of the page, or `unsure` when it gives none for too long. */
export type Outcome = Exclude<Answer, { kind: "waiting" } | { kind: "elsewhere" }> | { kind: "unsure" };

/** Waits for the page's next answer. Returns a function that ends it. */
export function awaitAnswer(found: FoundForm, report: (outcome: Outcome) => void): () => void {
  const before = pageNow(found);
  const start = Date.now();
  let seen: { kind: Answer["kind"]; since: number } = { kind: "waiting", since: start };
  const finish = (outcome: Outcome) => {
    clearInterval(timer);
    report(outcome);
  };
  const timer = setInterval(() => {
    const answer = readAnswer(found, before);
    const now = Date.now();
    if (answer.kind !== seen.kind) seen = { kind: answer.kind, since: now };
    const hasStood = now - seen.since >= mustStandFor;
    if (answer.kind === "waiting") {
      if (now - start > askAfter) finish({ kind: "unsure" });
    } else if (hasStood) finish(answer.kind === "elsewhere" ? { kind: "unsure" } : answer);
  }, readEvery);
  return () => {
    clearInterval(timer);
  };
}
