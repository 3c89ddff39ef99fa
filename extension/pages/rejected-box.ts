import van from "vanjs-core";
import { rejectionsIn, type Rejection } from "../model/rejected.ts";
import { ask } from "../ui/ask.ts";
import { actionButton, linkButton, plainAddress } from "../ui/components.ts";
import { formatDate, message, rich } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { b, code, details, div, p, summary } = van.tags;

function nameOf({ objection }: Rejection): Node[] {
  if (!objection) return [document.createTextNode(message("rejectedOther"))];
  return rich("rejectedObjection", formatDate(objection.submittedAt), plainAddress(objection.email));
}

/** What the host said, for someone who helps: which member is wrong, and what is wrong with it, but never its words. */
function reasonOf({ error: { kind, detail } }: Rejection): string {
  const told = ["path", "reason", "name"].flatMap((member) => (typeof detail?.[member] === "string" ? [detail[member]] : []));
  return [kind, ...told].join(" · ");
}

function rejectionNote(rejection: Rejection, refresh: () => void): HTMLElement {
  const actions = div({ class: "actions" });
  const { keys } = rejection;
  // A page isn't notified of its own changes.
  const act = async (kind: "retry-rejected" | "discard-rejected") => {
    await ask(kind, { keys });
    refresh();
  };
  const question = () => {
    const yes = actionButton(message("discard"), () => void act("discard-rejected"));
    actions.replaceChildren(p(message("discardQuestion")), yes, actionButton(message("cancel"), offer));
    yes.focus();
  };
  const offer = () => {
    const again = actionButton(message("tryAgain"), () => void act("retry-rejected"));
    const reason = details(summary({ class: "link" }, message("detailsForHelper")), code(reasonOf(rejection)));
    actions.replaceChildren(...(rejection.canRetry ? [again] : []), linkButton(message("discard"), question), reason);
  };
  offer();
  return div(
    { class: "note check rejected", role: "status" },
    mark("check", "check"),
    div(b(message("rejectedHeadline")), p(nameOf(rejection)), p(message("rejectedWords")), actions),
  );
}

/** What the host has refused to keep, each with a way to try it again and one to discard it; then `refresh` is called. */
export async function rejectedNotes(refresh: () => void): Promise<HTMLElement[]> {
  return rejectionsIn(await chrome.storage.local.get(null)).map((rejection) => rejectionNote(rejection, refresh));
}
