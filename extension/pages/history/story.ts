import van from "vanjs-core";
import type { StoryItem } from "../../model/story.ts";
import type { Objection } from "../../model/protocol.ts";
import { actionButton, field } from "../../ui/components.ts";
import { call } from "../../ui/ask.ts";
import { formatMoment, message, plural, type MessageKey } from "../../ui/i18n.ts";
import { mark, type MarkName } from "../../ui/marks.ts";
import { formatDeadline } from "../status-lines.ts";

const { b, blockquote, details, div, form, h2, li, ol, p, section, summary, textarea } = van.tags;

interface Look {
  words: Extract<MessageKey, `event${string}`>;
  mark: MarkName;
  tone?: "settled" | "check";
}

const looks: Record<StoryItem["kind"], Look> = {
  submitted: { words: "eventSubmitted", mark: "sent" },
  received: { words: "eventReceived", mark: "page" },
  "code-requested": { words: "eventCode", mark: "envelope" },
  confirmed: { words: "eventConfirmed", mark: "confirmed", tone: "settled" },
  declined: { words: "eventDeclined", mark: "check", tone: "check" },
  "asked-for-more": { words: "eventAskedForMore", mark: "envelope" },
  reminded: { words: "eventReminded", mark: "note" },
  complained: { words: "eventComplained", mark: "note" },
  withdrawn: { words: "eventWithdrawn", mark: "minus" },
  note: { words: "eventNote", mark: "note" },
  "no-mail": { words: "eventNoMail", mark: "waiting" },
  "limit-passed": { words: "eventLimit", mark: "check", tone: "check" },
};

/** The message that was sent with the objection, to be opened. */
function sentMessage(words: string): HTMLElement {
  return details(summary(plural("entryMessage", words.length)), blockquote(words));
}

function item({ kind, at, detail }: StoryItem, objection: Objection): HTMLElement {
  const look = looks[kind];
  return li(
    mark(look.mark, look.tone),
    div(
      div({ class: "help" }, kind === "limit-passed" ? formatDeadline(at) : formatMoment(at)),
      b(message(look.words as "eventSubmitted")),
      detail ? blockquote(detail) : "",
      kind === "submitted" && objection.message ? sentMessage(objection.message) : "",
    ),
  );
}

/** A field for a note; what is written is kept with the objection for good. */
function noteForm(objectionId: string, done: () => void, cancel: () => void): HTMLElement {
  const words = textarea({ rows: 4, maxLength: 20_000 });
  const said = p({ role: "alert" });
  // One id for this form: pressing twice is writing one note.
  const id = crypto.randomUUID();
  const save = async () => {
    const detail = words.value.trim();
    if (detail === "") {
      words.focus();
      return;
    }
    const event = { id, kind: "note" as const, at: new Date().toISOString(), detail };
    const added = await call("objections.addEvent", { objectionId, event });
    if (added.ok) done();
    else said.textContent = message("couldNotSave");
  };
  return form(
    {
      class: "note-form",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
      },
    },
    field(message("eventNote"), words),
    said,
    div(
      { class: "actions" },
      actionButton(message("earlierSave"), () => void save()),
      actionButton(message("cancel"), cancel),
    ),
  );
}

/** What happened, newest first, and a place for the person's own notes. */
export function storySection(story: readonly StoryItem[], objection: Objection, refresh: () => void): HTMLElement {
  const place = div();
  const add = actionButton([mark("add", "", 16), message("addNote")], () => {
    const cancel = () => {
      place.replaceChildren();
      add.hidden = false;
      add.focus();
    };
    add.hidden = true;
    place.replaceChildren(noteForm(objection.id, refresh, cancel));
    place.querySelector("textarea")?.focus();
  });
  return section(
    div({ class: "section-head" }, h2(message("historyHappened")), add),
    place,
    ol(
      { class: "timeline", reversed: true },
      story.map((one) => item(one, objection)),
    ),
  );
}
