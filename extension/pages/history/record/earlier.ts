import van from "vanjs-core";
import { dayLabel, dayOf, momentOnDay } from "../../../model/day-label.ts";
import { isCompleteAddress } from "../../../model/email.ts";
import { currentObjectionForms } from "../../../model/forms.ts";
import type { EventDraft, Objection, Platform } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, field, plainAddress, platformName, setProblem, tickBox } from "../../../ui/components.ts";
import { message, rich } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";

const { a, div, h1, input, option, p, select } = van.tags;

/** The id of an objection with the same address and day that is kept already. */
async function sameObjection(platform: Platform, email: string, day: string): Promise<string | undefined> {
  const answer = await call("objections.match", { platform, email });
  if (!answer.ok) return undefined;
  const isSame = ({ submittedAt, precision }: Objection) => dayOf(momentOnDay(submittedAt, precision)) === day;
  return answer.result.objections.find((objection) => objection.status !== "withdrawn" && isSame(objection))?.id;
}

/** A form to record an objection that was made without Demur. */
export function earlierView(): HTMLElement {
  const platform = select(currentObjectionForms.map((form) => option({ value: form.id }, platformName(form.platform))));
  const email = input({ type: "email", autocomplete: "email" });
  const today = dayOf(new Date());
  const day = input({ type: "date", min: "2023-01-01", max: today });
  const confirmed = input({ type: "checkbox" });
  const when = input({ type: "date", min: "2023-01-01", max: today });
  const whenField = field(message("earlierWhen"), when);
  whenField.hidden = true;
  day.addEventListener("change", () => {
    when.min = day.value;
  });
  confirmed.addEventListener("change", () => {
    whenField.hidden = !confirmed.checked;
  });
  const said = p({ role: "alert" });
  // One id for this form, so that pressing twice records once.
  const id = crypto.randomUUID();

  const confirmationId = crypto.randomUUID();
  /** That Meta confirmed it: on the day that the person knows, else at some time until now. */
  const confirmation = (): EventDraft => ({
    id: confirmationId,
    kind: "confirmed",
    ...(when.value === ""
      ? { at: new Date().toISOString(), precision: "unknown" }
      : { at: dayLabel(when.value), precision: "day" }),
    source: { by: "person" },
  });

  const isWhen = () => when.validity.valid;
  const isDay = () => day.value !== "" && day.validity.valid;
  email.addEventListener("input", () => {
    if (isCompleteAddress(email.value)) setProblem(email, undefined);
  });
  day.addEventListener("input", () => {
    if (isDay()) setProblem(day, undefined);
  });
  when.addEventListener("input", () => {
    if (isWhen()) setProblem(when, undefined);
  });

  const save = async () => {
    const form = currentObjectionForms.find((candidate) => candidate.id === platform.value);
    const isComplete = isCompleteAddress(email.value);
    const isEmpty = email.value.trim() === "";
    const malformed = isEmpty ? message("bannerEmptyHeadline") : rich("bannerMalformed", plainAddress(email.value));
    setProblem(email, isComplete ? undefined : malformed);
    setProblem(day, isDay() ? undefined : message("earlierDay"));
    setProblem(when, isWhen() ? undefined : message("eventDayWrong"));
    if (!form || !isComplete || !isDay() || !isWhen()) {
      (isComplete ? (isDay() ? when : day) : email).focus();
      return;
    }
    const submittedAt = dayLabel(day.value);
    const same = await sameObjection(form.platform, email.value.trim(), day.value);
    if (same !== undefined && same !== id) {
      const show = a({ class: "link", href: `#entry/${same}` }, message("brokenShow"));
      said.replaceChildren(message("earlierHave"), " ", show);
      return;
    }
    const recorded = await call("objections.record", {
      objection: {
        id,
        formId: form.id,
        platform: form.platform,
        email: email.value.trim(),
        pageUrl: form.url,
        submittedAt,
        precision: "day",
        source: { by: "person" },
      },
    });
    const done =
      recorded.ok && confirmed.checked ? await call("objections.addEvent", { objectionId: id, event: confirmation() }) : recorded;
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
      whenField,
    ),
    said,
    actionButton(message("earlierSave"), () => void save(), "main"),
  );
}
