import van from "vanjs-core";
import { objectionFormOf } from "../../model/forms.ts";
import { maxUrgent, type Row } from "../../model/account-rows.ts";
import type { DemurPage } from "../../model/messages.ts";
import type { Platform } from "../../model/protocol.ts";
import { accountName, linkAsButton, linkButton, plainAddress, statusMark, statusName, statusTone } from "../../ui/components.ts";
import { message, plural, rich } from "../../ui/i18n.ts";
import { haveMail, lookingButton, type Look } from "../have-mail.ts";
import { formLink, openPage } from "../links.ts";
import { nextAction } from "../next-actions.ts";
import { distinguishingEmail, standingOf, statusLine, type StatusSince } from "../status-lines.ts";

const { b, div, li, ul } = van.tags;

/** More accounts than these are one click away, to keep the popup short. */
const maxRows = 4;

function rowName(row: Row, rows: readonly Row[]): (Node | string)[] {
  const name = accountName(row);
  const email = distinguishingEmail(row, rows);
  return email ? rich("accountWithAddress", name, plainAddress(email)) : [name];
}

function statusDiv({ status, ...words }: StatusSince): HTMLElement {
  return div({ class: `status ${statusTone(status) || "muted"}` }, statusLine({ status, ...words }));
}

/** How the account stands, and below it what is still open although another objection of the account counts. */
function statusLines(row: Row): HTMLElement[] {
  const standing = standingOf(row);
  if (!standing) return [div({ class: "status muted" }, message("statusNone"))];
  const { next } = row;
  const isOther = next && next.objectionId !== row.objectionId;
  return [statusDiv(standing), ...(isOther ? [div({ class: "status check" }, statusName(next.status))] : [])];
}

interface Surroundings {
  /** On a form no link to the form is needed. */
  isOnForm: boolean;
  refresh: () => Promise<void>;
}

function toForm(platform: Platform, words: string, look: Look): HTMLElement[] {
  const form = objectionFormOf(platform);
  const link = form && formLink(words, platform, form.url);
  if (!link) return [];
  return [look === "link" ? link : linkAsButton(link, look)];
}

/** A button that opens one of Demur's pages. */
function toPage(look: Look, words: string, page: DemurPage, fragment: string): HTMLElement {
  return lookingButton(look, words, () => void openPage(page, fragment));
}

/** What to do for an account, most urgent first: as the popup's main button or, for the other accounts, only as a link. */
function actionsOf(row: Row, look: Look, { isOnForm, refresh }: Surroundings): HTMLElement[] {
  const { platform } = row;
  const id = row.next?.objectionId ?? row.objectionId;
  const status = row.next?.status ?? row.status;
  if (id === undefined || status === "none") return isOnForm ? [] : toForm(platform, message("openForm"), look);
  const done = () => void refresh();
  switch (status) {
    case "overdue":
      return [toPage(look, message("letterRemind"), "letter", `reminder/${id}`), haveMail(id, done, "link")];
    case "needs-answer":
    case "answered":
      return [toPage(look, message("seeRecord"), "history", `entry/${id}`), haveMail(id, done, "link")];
    case "declined":
      return [...toForm(platform, message("openAgain"), look), toPage("link", message("whatNow"), "history", `entry/${id}`)];
    case "not-finished":
    case "not-sent":
      return toForm(platform, message("openAgain"), look);
    default: {
      const action = nextAction({ id, status, platform }, done, look);
      return action ? [action] : [];
    }
  }
}

/** One account. `isLeading`: its action is the popup's main button, below the status; otherwise it is a link beside the status. */
function accountRow(row: Row, rows: readonly Row[], isLeading: boolean, around: Surroundings): HTMLElement {
  const actions = actionsOf(row, isLeading ? "main" : "link", around);
  const shown = isLeading ? actions : actions.slice(0, 1);
  return li(
    statusMark(row.next?.status ?? row.status),
    div(
      b(rowName(row, rows)),
      div({ class: isLeading ? "leading" : "line" }, div(statusLines(row)), div({ class: "actions" }, shown)),
    ),
  );
}

/** The accounts, each with its status and what to do. */
export function accountList(rows: readonly Row[], around: Surroundings): HTMLElement {
  // On a form, the thing to do is in the form.
  const leading = around.isOnForm ? undefined : maxUrgent(rows);
  const shown = rows.slice(0, maxRows).map((row) => accountRow(row, rows, row === leading, around));
  const all =
    rows.length > maxRows
      ? div(
          { class: "all" },
          linkButton(plural("popupAllAccounts", rows.length), () => void openPage("history")),
        )
      : "";
  return div(ul({ class: "rows" }, shown), all);
}
