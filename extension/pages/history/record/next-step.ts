import van from "vanjs-core";
import { objectionFormOf } from "../../../model/forms.ts";
import { maxUrgent, type Row } from "../../../model/account-rows.ts";
import type { Event, Objection, Platform, Status } from "../../../model/protocol.ts";
import { accountName, linkAsButton, statusName } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { formLink } from "../../links.ts";
import { nextAction, openAgain } from "../../next-actions.ts";
import { standingOf, statusLine, statusOf } from "../../status-lines.ts";

const { a, blockquote, div, h2, p, section } = van.tags;

/** What to do about an objection; undefined when there is nothing to do. */
function headlineOf(status: Status, account: string): string | undefined {
  switch (status) {
    case "overdue":
      return message("nextOverdue", account);
    case "confirmation-late":
      return message("nextMail", account);
    case "declined":
      return message("nextDeclined", account);
    case "needs-answer":
      return message("nextAnswer", account);
    case "answered":
      return message("nextAnswered", account);
    case "unsure":
      return message("nextUnsure", account);
    case "not-finished":
      return message("nextNotFinished", account);
    case "not-sent":
      return message("nextNotSent", account);
    case "submitted":
    case "received":
    case "confirmed":
    case "withdrawn":
      return undefined;
  }
}

function card(tone: "check" | "", headline: string, reason: string, said: HTMLElement[], ...actions: HTMLElement[]): HTMLElement {
  const sign = tone === "check" ? mark("check", "check") : mark("none");
  return section({ class: `next ${tone}` }, sign, div({ class: "words" }, h2(headline), p(reason), said), actions);
}

/** A link to the draft of a letter about an objection. */
function letterLink(kind: "reminder" | "complaint", id: string): HTMLAnchorElement {
  const words = message(kind === "reminder" ? "letterRemind" : "letterComplain");
  return a({ href: `../letter/letter.html#${kind}/${id}` }, words);
}

function recordLink(id: string): HTMLAnchorElement {
  return a({ href: `#entry/${id}` }, message("seeRecord"));
}

/** The name of an account, with its e-mail address if the person gave it no name. */
function nameOf(row: Row): string {
  const name = accountName(row);
  return row.label === "" && row.email ? message("accountWithAddress", name, row.email) : name;
}

/** What to do about an account's open objection: right here, or where a link leads. `done` is called when the person has said something. */
function wayOf({ objectionId: id, status }: NonNullable<Row["next"]>, platform: Platform, done: () => void): HTMLElement[] {
  if (status === "overdue") return [linkAsButton(letterLink("reminder", id), "main")];
  // What Meta wrote is in the record.
  if (status === "needs-answer" || status === "answered") return [linkAsButton(recordLink(id), "main")];
  const here = nextAction({ id, status, platform }, done, "main");
  if (here instanceof HTMLAnchorElement) return [linkAsButton(here, "main")];
  return [here ?? linkAsButton(recordLink(id), "main")];
}

/** The most urgent step for any of the accounts. `done` is called when the person has taken it here. */
export function nextOf(rows: readonly Row[], done: () => void): HTMLElement | "" {
  const row = maxUrgent(rows);
  if (!row) return "";
  const { next, platform } = row;
  if (next) {
    const { objectionId, status } = next;
    const standing = standingOf(row);
    const reason = standing && objectionId === row.objectionId ? statusLine(standing) : statusName(status);
    return card("check", headlineOf(status, nameOf(row)) ?? "", reason, [], ...wayOf(next, platform, done));
  }
  const form = objectionFormOf(platform);
  if (!form) return "";
  const open = linkAsButton(formLink(message("openForm"), platform, form.url), "main");
  return card("", message("nextObject", nameOf(row)), message("popupFormsHelp"), [], open);
}

/** What can be sent now: a reminder or a complaint when Meta is late; when Meta has declined, the form again, or a complaint. */
function letters({ id, status, platform }: Objection): HTMLElement[] {
  const complaint = linkAsButton(letterLink("complaint", id), "other");
  if (status === "overdue") return [linkAsButton(letterLink("reminder", id), "main"), complaint];
  const again = openAgain(platform);
  return status === "declined" ? [...(again ? [linkAsButton(again, "main")] : []), complaint] : [];
}

/** The kind of event in which Meta wrote what an objection with this status is waiting for the person to read. */
const writtenIn: Partial<Record<Status, Event["kind"]>> = {
  declined: "declined",
  "needs-answer": "asked-for-more",
  answered: "answered",
};

/** What Meta wrote, in its own words, where they are known. */
function metasWords({ status }: Objection, events: readonly Event[]): HTMLElement[] {
  const written = events.filter(({ kind, counts }) => kind === writtenIn[status] && counts === "yes").at(-1);
  const sentence = written?.source.sentence ?? written?.source.was?.sentence ?? written?.detail;
  return sentence === undefined ? [] : [blockquote(sentence)];
}

/** The next step for one objection: a letter, or saying what Meta's e-mail says. */
export function nextForEntry(
  objection: Objection,
  events: readonly Event[],
  account: string,
  done: () => void,
): HTMLElement | "" {
  const headline = headlineOf(objection.status, account);
  const ways = letters(objection);
  // Beside buttons it is a link, so that they fit in a row; alone in the card it is the main button.
  const action = nextAction(objection, done, ways.length > 0 ? "link" : headline === undefined ? "other" : "main");
  if (headline === undefined) return action ?? "";
  const leads = ways.length === 0 && action instanceof HTMLAnchorElement;
  const actions = div({ class: "actions all" }, ways, leads ? linkAsButton(action, "main") : (action ?? ""));
  return card("check", headline, statusLine(statusOf(objection)), metasWords(objection, events), actions);
}
