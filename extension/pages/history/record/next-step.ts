import van from "vanjs-core";
import { objectionFormOf } from "../../../model/forms.ts";
import { mailMayCome, mostUrgent, type Row } from "../../../model/account-rows.ts";
import type { Objection } from "../../../model/protocol.ts";
import { accountName, linkAsButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { formLink } from "../../links.ts";
import { haveMail } from "../../have-mail.ts";
import { statusLine } from "../../status-lines.ts";

const { a, div, h2, p, section } = van.tags;

/** What to do about an objection; undefined when there is nothing to do. */
function headlineOf(objection: Objection, account: string): string | undefined {
  switch (objection.status) {
    case "overdue":
      return message("nextOverdue", account);
    case "confirmation-late":
      return message("nextMail", account);
    case "declined":
      return message("nextDeclined", account);
    case "needs-answer":
      return message("nextAnswer", account);
    case "submitted":
    case "received":
    case "confirmed":
    case "withdrawn":
      return undefined;
  }
}

function card(tone: "check" | "", headline: string, reason: string, ...actions: HTMLElement[]): HTMLElement {
  const sign = tone === "check" ? mark("check", "check") : mark("none");
  return section({ class: `next ${tone}` }, sign, div({ class: "words" }, h2(headline), p(reason)), actions);
}

/** A link to the draft of a letter about an objection. */
function letterLink(kind: "reminder" | "complaint", { id }: Objection): HTMLAnchorElement {
  const words = message(kind === "reminder" ? "letterRemind" : "letterComplain");
  return a({ href: `../letter/letter.html#${kind}/${id}` }, words);
}

function recordLink({ id }: Objection): HTMLAnchorElement {
  return a({ href: `#entry/${id}` }, message("seeRecord"));
}

/** The name of an account, with its e-mail address if the person gave it no name. */
function nameOf(row: Row): string {
  const name = accountName(row);
  return row.label === "" && row.email ? message("accountWithAddress", name, row.email) : name;
}

/** The most urgent step for any of the accounts, with a link to it. */
export function nextOf(rows: readonly Row[]): HTMLElement | "" {
  const row = mostUrgent(rows);
  if (!row) return "";
  const { objection, platform } = row;
  if (objection) {
    const way = objection.status === "overdue" ? letterLink("reminder", objection) : recordLink(objection);
    return card("check", headlineOf(objection, nameOf(row)) ?? "", statusLine(objection), linkAsButton(way, "main"));
  }
  const form = objectionFormOf(platform);
  if (!form) return "";
  const open = linkAsButton(formLink(message("openForm"), platform, form.url), "main");
  return card("", message("nextObject", nameOf(row)), message("popupFormsHelp"), open);
}

/** The letters that can be sent now: a reminder when Meta is late, a complaint when Meta is late or has declined. */
function letters(objection: Objection): HTMLElement[] {
  if (objection.status === "overdue")
    return [linkAsButton(letterLink("reminder", objection), "main"), linkAsButton(letterLink("complaint", objection), "other")];
  return objection.status === "declined" ? [linkAsButton(letterLink("complaint", objection), "other")] : [];
}

/** The next step for one objection: a letter, or saying what Meta's e-mail says. */
export function nextForEntry(objection: Objection, account: string, done: () => void): HTMLElement | "" {
  const headline = headlineOf(objection, account);
  const mail = mailMayCome.includes(objection.status) ? [haveMail(objection.id, done)] : [];
  if (headline === undefined) return mail[0] ?? "";
  return card("check", headline, statusLine(objection), div({ class: "actions all" }, letters(objection), mail));
}
