import van from "vanjs-core";
import { momentOnDay } from "../../../model/day-label.ts";
import { isShortened } from "../../../model/limits.ts";
import { fromBase64 } from "../../../model/mail-pieces.ts";
import type { Objection } from "../../../model/protocol.ts";
import type { StoryItem } from "../../../model/story-items.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, linkButton } from "../../../ui/components.ts";
import { dayMessage, formatDate, formatMoment, formatSize, message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { sourceWords } from "../../source-words.ts";
import { formatDeadline } from "../../status-lines.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { eventForm } from "./event-form.ts";
import { eventLooks, itemWords } from "./event-looks.ts";
import { saveFile } from "../../files.ts";

const { b, blockquote, details, div, h2, li, ol, p, s, section, summary } = van.tags;

/** The message that was sent with the objection, folded. */
function sentMessage(words: string): HTMLElement {
  const cut = isShortened(words) ? p({ class: "help" }, message("messageShortened")) : "";
  return details(summary(message("entryShowMessage")), blockquote(words), cut);
}

/** The e-mail that was kept as evidence, byte for byte. */
function keptMail(eventId: string, bytes: number): HTMLElement {
  const said = p({ role: "alert" });
  const save = linkButton(message("eventMailSave"), () => {
    void call("objections.evidence", { eventId }).then((answer) => {
      if (!answer.ok) said.textContent = message(storeWords(answer.error.kind));
      else saveFile(new Blob([new Uint8Array(fromBase64(answer.result.evidence))], { type: "message/rfc822" }), "e-mail.eml");
    });
  });
  return div({ class: "help" }, message("eventMail", formatSize(bytes)), " ", save, said);
}

/** When something happened: a day where only that is known, and the day of a deadline as Meta counts it. */
export function whenWords({ kind, at, precision }: StoryItem): string {
  if (kind === "limit-passed") return formatDeadline(at, precision);
  if (precision === "unknown") return message("dayNotKnown");
  return precision === "day" ? formatDate(momentOnDay(at, precision)) : formatMoment(at);
}

/** A button that marks an event, or its correction, as a mistake. It adds a new event, because nothing is ever rewritten. */
function correction(words: string, objection: Objection, mistaken: string, about: string, done: () => void): HTMLElement {
  const said = p({ role: "alert" });
  // One id for this button, so that pressing twice adds one event.
  const id = crypto.randomUUID();
  const button = linkButton(words, () => {
    const event = {
      id,
      kind: "corrected" as const,
      at: new Date().toISOString(),
      source: { by: "person" as const },
      detail: mistaken,
    };
    void call("objections.addEvent", { objectionId: objection.id, event }).then((added) => {
      if (added.ok) done();
      else said.textContent = message(storeWords(added.error.kind));
    });
  });
  button.setAttribute("aria-describedby", about);
  return div({ class: "help" }, button, said);
}

function item(one: StoryItem, objection: Objection, refresh: () => void): HTMLElement {
  const { id, kind, source, detail, evidenceBytes, mistake, isDoubtful, isNotAgreed } = one;
  const look = eventLooks[kind];
  const words = itemWords(one);
  const name = `event-${id ?? kind}`;
  const canBeMistaken = id !== undefined && kind !== "submitted" && !mistake;
  return li(
    { class: mistake ? "mistake" : "" },
    mark(look.mark, mistake ? "" : look.tone),
    div(
      div({ class: "help" }, whenWords(one)),
      mistake ? s({ id: name }, words) : b({ id: name }, words),
      isNotAgreed ? p({ class: "help" }, message("notAgreed")) : "",
      isDoubtful ? p({ class: "help" }, message("eventClockBack")) : "",
      detail ? blockquote(detail) : "",
      detail && isShortened(detail) ? p({ class: "help" }, message("messageShortened")) : "",
      source ? p({ class: "help source" }, sourceWords(source)) : "",
      id && evidenceBytes ? keptMail(id, evidenceBytes) : "",
      kind === "submitted" && objection.message ? sentMessage(objection.message) : "",
      mistake ? div(dayMessage("eventTakenBack", mistake.at)) : "",
      mistake ? correction(message("undo"), objection, mistake.id, name, refresh) : "",
      canBeMistaken ? correction(message("eventMistake"), objection, id, name, refresh) : "",
    ),
  );
}

/** What happened, newest first, with a form to add what Demur couldn't see. */
export function storySection(story: readonly StoryItem[], objection: Objection, refresh: () => void): HTMLElement {
  const place = div();
  const add = actionButton([mark("add", "", 16), message("addEvent")], () => {
    const cancel = () => {
      place.replaceChildren();
      add.hidden = false;
      add.focus();
    };
    add.hidden = true;
    place.replaceChildren(eventForm(objection, refresh, cancel));
    place.querySelector("select")?.focus();
  });
  return section(
    div({ class: "section-head" }, h2(message("historyHappened")), add),
    place,
    ol(
      { class: "timeline", reversed: true },
      story.map((one) => item(one, objection, refresh)),
    ),
  );
}
