import van from "vanjs-core";
import { dayLabel, dayOf } from "../../../model/day-label.ts";
import { earliestObjection } from "../../../model/forms.ts";
import type { EventDraft } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, field, setProblem, tickBox } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { earlierFields, recordEarlier, sameObjection } from "../../earlier-fields.ts";

const { a, div, h1, input, p } = van.tags;

/** A form to record an objection that was made without Demur. */
export function earlierView(): HTMLElement {
  const { elements, day, firstProblem, read } = earlierFields();
  const confirmed = input({ type: "checkbox" });
  const when = input({ type: "date", min: earliestObjection, max: dayOf(new Date()) });
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
  /** That Meta confirmed it: on the day that the person knows, otherwise at some time before now. */
  const confirmation = (): EventDraft => ({
    id: confirmationId,
    kind: "confirmed",
    ...(when.value === ""
      ? { at: new Date().toISOString(), precision: "unknown" }
      : { at: dayLabel(when.value), precision: "day" }),
    source: { by: "person" },
  });

  const isWhen = () => when.validity.valid;
  when.addEventListener("input", () => {
    if (isWhen()) setProblem(when, undefined);
  });

  const save = async () => {
    const problem = firstProblem();
    setProblem(when, isWhen() ? undefined : message("eventDayWrong"));
    const objection = read();
    if (problem || !isWhen() || !objection) {
      (problem ?? when).focus();
      return;
    }
    const same = await sameObjection(objection);
    if (same !== undefined && same !== id) {
      const show = a({ class: "link", href: `#entry/${same}` }, message("brokenShow"));
      said.replaceChildren(message("earlierHave"), " ", show);
      return;
    }
    const recorded = await recordEarlier(id, objection);
    const done =
      recorded.ok && confirmed.checked ? await call("objections.addEvent", { objectionId: id, event: confirmation() }) : recorded;
    if (done.ok) location.hash = `entry/${id}`;
    else said.textContent = message(storeWords(done.error.kind));
  };

  return div(
    { class: "card" },
    h1({ tabindex: "-1" }, message("popupObjectedBefore")),
    p(message("earlierWords")),
    div({ class: "fields" }, elements, tickBox(message("earlierConfirmed"), confirmed), whenField),
    said,
    actionButton(message("earlierSave"), () => void save(), "main"),
  );
}
