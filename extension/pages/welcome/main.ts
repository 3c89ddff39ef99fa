import van from "vanjs-core";
import { tryAsk } from "../../ui/ask.ts";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { hand } from "../../ui/marks.ts";
import { startPage } from "../page.ts";
import { accountsStep } from "./accounts-step.ts";
import { firstStep } from "./first-step.ts";
import { programStep } from "./program-step.ts";

const { div, i, main, span } = van.tags;
const stepCount = 3;

/** The step in the URL's fragment. */
function currentStep(): number {
  const wanted = Number(location.hash.slice(1));
  return wanted >= 1 && wanted <= stepCount ? wanted : 1;
}

function goTo(step: number): void {
  location.hash = String(step);
}

function progress(step: number): HTMLElement {
  const bars = Array.from({ length: stepCount }, (_, index) => i({ class: index < step ? "done" : "" }));
  return div({ class: "bars", "aria-hidden": "true" }, bars);
}

/** What a step shows, and its last button if that isn't "Continue". */
interface Step {
  content: HTMLElement;
  last?: HTMLElement;
}

/** Makes a button a leading one, which stands out on a page. */
function leading<Button extends HTMLElement>(button: Button): Button {
  button.classList.add("leading");
  return button;
}

/** "Back" on the left, "Continue" or the step's own button on the right. */
function ends(step: number, own: HTMLElement | undefined): HTMLElement {
  const go = (to: number) => () => {
    goTo(to);
  };
  const back = step > 1 ? leading(actionButton(message("back"), go(step - 1))) : "";
  return div({ class: "ends" }, back, leading(own ?? actionButton(message("goOn"), go(step + 1), "main")));
}

async function contentOf(step: number): Promise<Step> {
  if (step === 1) return { content: firstStep() };
  if (step === 2) return { content: await programStep() };
  return accountsStep((await tryAsk("overview", {}))?.accounts ?? []);
}

async function draw(): Promise<void> {
  const step = currentStep();
  const { content, last } = await contentOf(step);
  const top = div(
    { class: "top" },
    div({ class: "brand" }, hand(28), "Demur"),
    span({ class: "muted" }, message("welcomeStep", String(step), String(stepCount))),
  );
  document.body.replaceChildren(main(top, progress(step), content, ends(step, last)));
  document.querySelector<HTMLElement>("h1")?.focus();
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void draw());
void draw();
