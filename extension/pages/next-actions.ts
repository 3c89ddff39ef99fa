import van from "vanjs-core";
import { mailMayCome } from "../model/account-rows.ts";
import { objectionFormOf } from "../model/forms.ts";
import type { EventDraft, EventKind, Platform, Status } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { haveMail, type Look } from "./have-mail.ts";
import { formLink } from "./links.ts";

const { div, span } = van.tags;

/** Asks the person whether Meta received it, if the page didn't say. The answer is recorded before `done` is called. */
function whetherReceived(objectionId: string, done: () => void): HTMLElement {
  const said = span({ role: "alert" });
  const button = (words: string, kind: EventKind) => {
    // One event for each answer, so that pressing twice adds one.
    let event: EventDraft | undefined;
    return actionButton(words, () => {
      event ??= {
        id: crypto.randomUUID(),
        kind,
        at: new Date().toISOString(),
        precision: "unknown",
        source: { by: "person" },
      };
      void call("objections.addEvent", { objectionId, event }).then((added) => {
        if (added.ok) done();
        else said.textContent = message("couldNotSave");
      });
    });
  };
  return div(
    span(message("wasItReceived")),
    div({ class: "actions" }, button(message("yes"), "received"), button(message("noError"), "page-error")),
    said,
  );
}

/** A link to the form, to send it again. */
export function openAgain(platform: Platform): HTMLAnchorElement | undefined {
  const form = objectionFormOf(platform);
  return form && formLink(message("openAgain"), platform, form.url);
}

/** What the person can do right here about an objection with this status; undefined if there is nothing, or only a page can tell. */
export function nextAction(
  objection: { id: string; status: Status; platform: Platform },
  done: () => void,
  look: Look = "other",
): HTMLElement | undefined {
  const { id, status, platform } = objection;
  if (status === "unsure") return whetherReceived(id, done);
  if (status === "not-finished" || status === "not-sent") return openAgain(platform);
  return mailMayCome.includes(status) ? haveMail(id, done, look) : undefined;
}
