import van, { type ChildDom } from "vanjs-core";
import type { EventDraft, EventKind } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton, linkButton } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { mailBox } from "./mail-box.ts";

const { details, div, span, summary } = van.tags;

/** How an action looks: like the surface's main button, like another button, or like a link. */
export type Look = "main" | "other" | "link";

/** A button with this look. */
export function lookingButton(look: Look, words: ChildDom, onPress: () => void): HTMLButtonElement {
  return look === "link" ? linkButton(words, onPress) : actionButton(words, onPress, look);
}

/** A folded place for the e-mail itself, which is better proof than the person's word. Then `done` is called. */
function mailItself(done: () => void): HTMLElement {
  const folded = details(summary(message("mailAdd")));
  const unfold = () => {
    folded.append(mailBox(span(), done));
  };
  folded.addEventListener("toggle", unfold, { once: true });
  return folded;
}

/** A button for "I have the e-mail", then the question of what it says. The answer is recorded before `done` is called. */
export function haveMail(objectionId: string, done: () => void, look: Look = "other"): HTMLElement {
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
  const words = look === "link" ? message("haveMail") : [mark("envelope"), message("haveMail")];
  const begin = lookingButton(look, words, () => {
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
      mailItself(done),
    );
    yes.focus();
  });
  box.append(begin);
  return box;
}
