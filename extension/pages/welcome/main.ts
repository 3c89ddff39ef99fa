import van from "vanjs-core";
import { ask } from "../../ui/ask.ts";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { hand } from "../../ui/marks.ts";
import { startPage } from "../start.ts";
import { accountsStep } from "./accounts-step.ts";
import { firstStep } from "./first-step.ts";
import { programStep } from "./program-step.ts";

const { div, i, main, span } = van.tags;
const stepCount = 3;

/** The step that the address asks for. */
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

/** Back and on; the last step saves and goes on by itself. */
function ends(step: number): HTMLElement {
  const back =
    step > 1
      ? actionButton(message("back"), () => {
          goTo(step - 1);
        })
      : "";
  const next =
    step < stepCount
      ? actionButton(
          message("goOn"),
          () => {
            goTo(step + 1);
          },
          "main",
        )
      : "";
  return div({ class: "ends" }, back, next);
}

async function draw(): Promise<void> {
  const step = currentStep();
  const content =
    step === 1 ? firstStep() : step === 2 ? await programStep() : accountsStep((await ask("overview", {}))?.accounts ?? []);
  const top = div(
    { class: "top" },
    div({ class: "brand" }, hand(28), "Demur"),
    span({ class: "muted" }, message("welcomeStep", String(step), String(stepCount))),
  );
  document.body.replaceChildren(main(top, progress(step), content, ends(step)));
  document.querySelector<HTMLElement>("h1")?.focus();
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void draw());
void draw();
