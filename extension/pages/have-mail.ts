import van from "vanjs-core";
import type { EventDraft, EventKind } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton, linkButton } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { div, span } = van.tags;

/** A button for "I have the e-mail", then the question what it says. The answer is recorded before `done` is called. */
export function haveMail(objectionId: string, done: () => void): HTMLElement {
  const box = div({ class: "have-mail" });
  // One event for each answer, so that pressing twice adds one.
  const events = new Map<EventKind, EventDraft>();
  const eventOf = (kind: EventKind): EventDraft => {
    // The mail may have come long ago.
    const event = events.get(kind) ?? {
      id: crypto.randomUUID(),
      kind,
      at: new Date().toISOString(),
      precision: "unknown",
      source: { by: "person" },
    };
    events.set(kind, event);
    return event;
  };
  const say = async (kind: EventKind) => {
    const added = await call("objections.addEvent", { objectionId, event: eventOf(kind) });
    if (added.ok) done();
    else box.replaceChildren(span({ role: "alert" }, message("couldNotSave")));
  };
  const begin = actionButton([mark("envelope"), message("haveMail")], () => {
    const yes = actionButton(message("haveMailYes"), () => void say("confirmed"));
    const cancel = actionButton(message("cancel"), () => {
      box.replaceChildren(begin);
      begin.focus();
    });
    box.replaceChildren(
      span(message("haveMailQuestion")),
      div({ class: "actions" }, yes, cancel),
      linkButton(message("haveMailDeclines"), () => void say("declined")),
      linkButton(message("haveMailAsks"), () => void say("asked-for-more")),
    );
    yes.focus();
  });
  box.append(begin);
  return box;
}
