import { readAnswer, wordsNow, type Answer } from "./answer.ts";
import type { FoundForm } from "./find.ts";

/** How often the page is read while an answer is awaited, in milliseconds. */
const readEvery = 200;
/** An answer counts when it has stood there for this long: pages pass through states, in milliseconds. */
const mustStandFor = 400;
/** After this long without an answer Demur asks the person, in milliseconds. */
const askAfter = 10_000;

/** The form's own submit button: the last one in it, as Meta's forms have it. */
function isSubmitButton(found: FoundForm, target: EventTarget | null): boolean {
  const button = target instanceof Element ? target.closest("button, input[type=submit]") : null;
  if (!button || !found.form.contains(button)) return false;
  const buttons = found.form.querySelectorAll("button:not([type=button]), input[type=submit]");
  return button === buttons.item(buttons.length - 1);
}

/**
 * Calls `sent` when the form is sent by click, Enter or script. Listens in the capture phase at the window, before the page's own
 * listeners can stop the event. Returns a function that ends it.
 */
export function watchSending(found: FoundForm, sent: () => void): () => void {
  const onSubmit = (event: Event) => {
    if (event.target === found.form) sent();
  };
  const onClick = (event: Event) => {
    if (event.isTrusted && isSubmitButton(found, event.target)) sent();
  };
  window.addEventListener("submit", onSubmit, true);
  window.addEventListener("click", onClick, true);
  return () => {
    window.removeEventListener("submit", onSubmit, true);
    window.removeEventListener("click", onClick, true);
  };
}

/** An answer of the page, or `unsure` when it gives none for too long. */
export type Outcome = Exclude<Answer, { kind: "waiting" }> | { kind: "unsure" };

/** Waits for the page's next answer. `ignored` is a kind that stands there already, such as the code step that was reported before. */
export function awaitAnswer(found: FoundForm, report: (outcome: Outcome) => void, ignored?: Answer["kind"]): () => void {
  const before = wordsNow();
  const start = Date.now();
  let seen: { kind: Answer["kind"]; since: number } = { kind: "waiting", since: start };
  const timer = setInterval(() => {
    const answer = readAnswer(found, before);
    const now = Date.now();
    if (answer.kind !== seen.kind) seen = { kind: answer.kind, since: now };
    if (answer.kind === "waiting" || answer.kind === ignored) {
      if (answer.kind === "waiting" && now - start > askAfter) finish({ kind: "unsure" });
    } else if (now - seen.since >= mustStandFor) finish(answer);
  }, readEvery);
  const finish = (outcome: Outcome) => {
    clearInterval(timer);
    report(outcome);
  };
  return () => {
    clearInterval(timer);
  };
}
