import van from "vanjs-core";
import { dayLabel, dayOf, momentOnDay } from "../../../model/day-label.ts";
import type { EventDraft, EventKind, Objection } from "../../../model/protocol.ts";
import { limits } from "../../../model/limits.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, field, setProblem } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { eventLooks } from "./event-looks.ts";

const { div, form, input, option, p, select, textarea } = van.tags;

/** The events that a person can add, the most common first. */
const kinds = [
  "note",
  "confirmed",
  "declined",
  "asked-for-more",
  "answered",
  "received",
  "page-error",
  "reminded",
  "complained",
  "withdrawn",
] as const satisfies readonly EventKind[];

/** A form to add an event with its day and text, or a note of the person's own. */
export function eventForm(objection: Objection, done: () => void, cancel: () => void): HTMLElement {
  const kind = select(kinds.map((one) => option({ value: one }, message(eventLooks[one].words))));
  const day = input({
    type: "date",
    min: dayOf(momentOnDay(objection.submittedAt, objection.precision)),
    max: dayOf(new Date()),
    value: dayOf(new Date()),
  });
  const words = textarea({ rows: 4, maxLength: limits.detail });
  const said = p({ role: "alert" });
  // One id for this form, so that pressing twice adds one event.
  const id = crypto.randomUUID();
  const save = async () => {
    const detail = words.value.trim();
    const isDay = day.value !== "" && day.validity.valid;
    setProblem(day, isDay ? undefined : message("eventDayWrong"));
    if (kind.value === "note" && detail === "") words.focus();
    else if (!isDay) day.focus();
    else {
      const event: EventDraft = {
        id,
        kind: kind.value as EventKind,
        at: dayLabel(day.value),
        precision: "day",
        source: { by: "person" },
        ...(detail ? { detail } : {}),
      };
      const added = await call("objections.addEvent", { objectionId: objection.id, event });
      if (added.ok) done();
      else said.textContent = message(storeWords(added.error.kind));
    }
  };
  return form(
    {
      class: "event-form",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
      },
    },
    div({ class: "fields" }, field(message("historyHappened"), kind), field(message("eventDay"), day)),
    field(message("eventSaid"), words),
    said,
    div(
      { class: "actions" },
      actionButton(message("earlierSave"), () => void save()),
      actionButton(message("cancel"), cancel),
    ),
  );
}
