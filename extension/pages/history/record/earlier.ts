import van from "vanjs-core";
import { isCompleteAddress } from "../../../model/email.ts";
import { currentObjectionForms } from "../../../model/forms.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, field, plainAddress, platformName, setProblem, tickBox } from "../../../ui/components.ts";
import { message, rich } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";

const { div, h1, input, option, p, select } = van.tags;

/** A form to record an objection that was made without Demur. */
export function earlierView(): HTMLElement {
  const platform = select(currentObjectionForms.map((form) => option({ value: form.id }, platformName(form.platform))));
  const email = input({ type: "email", autocomplete: "email" });
  const today = new Date().toISOString().slice(0, 10);
  const day = input({ type: "date", min: "2023-01-01", max: today });
  const confirmed = input({ type: "checkbox" });
  const said = p({ role: "alert" });
  // One id for this form, so that pressing twice records once.
  const id = crypto.randomUUID();

  const isDay = () => day.value !== "" && day.validity.valid;
  email.addEventListener("input", () => {
    if (isCompleteAddress(email.value)) setProblem(email, undefined);
  });
  day.addEventListener("input", () => {
    if (isDay()) setProblem(day, undefined);
  });

  const save = async () => {
    const form = currentObjectionForms.find((candidate) => candidate.id === platform.value);
    const isComplete = isCompleteAddress(email.value);
    setProblem(email, isComplete ? undefined : rich("bannerMalformed", plainAddress(email.value)));
    setProblem(day, isDay() ? undefined : message("earlierDay"));
    if (!form || !isComplete || !isDay()) {
      (isComplete ? day : email).focus();
      return;
    }
    const submittedAt = new Date(`${day.value}T12:00:00Z`).toISOString();
    const objection = { id, formId: form.id, platform: form.platform, email: email.value.trim(), pageUrl: form.url, submittedAt };
    const recorded = await call("objections.record", { objection });
    const event = { id: crypto.randomUUID(), kind: "confirmed" as const, at: submittedAt };
    const done = recorded.ok && confirmed.checked ? await call("objections.addEvent", { objectionId: id, event }) : recorded;
    if (done.ok) location.hash = `entry/${id}`;
    else said.textContent = message(storeWords(done.error.kind));
  };

  return div(
    { class: "card" },
    h1({ tabindex: "-1" }, message("popupObjectedBefore")),
    p(message("earlierWords")),
    div(
      { class: "fields" },
      field(message("historyPlatform"), platform),
      field(message("historyAddress"), email),
      field(message("historySent"), day),
      tickBox(message("earlierConfirmed"), confirmed),
    ),
    said,
    actionButton(message("earlierSave"), () => void save(), "main"),
  );
}
