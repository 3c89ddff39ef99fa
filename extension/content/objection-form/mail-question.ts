import van from "vanjs-core";
import type { EventKind } from "../../model/protocol.ts";
import { message } from "../../ui/i18n.ts";
import { pressButton } from "./press-button.ts";

const { div, p } = van.tags;

/** What a person may say about Meta's e-mail. */
export type MailAnswer = Extract<EventKind, "confirmed" | "declined" | "asked-for-more">;

/** Asks what Meta's e-mail says. */
export function mailQuestion(say: (kind: MailAnswer) => void, close: () => void): HTMLElement {
  const answer = (words: string, kind: MailAnswer, look: "button" | "link") => {
    const press = () => {
      say(kind);
    };
    return pressButton(words, press, look);
  };
  return div(
    { class: "panel" },
    p({ class: "question" }, message("haveMailQuestion")),
    div({ class: "actions" }, answer(message("haveMailYes"), "confirmed", "button"), pressButton(message("cancel"), close)),
    div(
      { class: "actions" },
      answer(message("haveMailDeclines"), "declined", "link"),
      answer(message("haveMailAsks"), "asked-for-more", "link"),
    ),
  );
}
