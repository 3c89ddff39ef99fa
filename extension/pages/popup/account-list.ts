import van from "vanjs-core";
import { objectionFormOf } from "../../model/forms.ts";
import type { Row } from "../../model/account-rows.ts";
import { accountName, linkButton, plainAddress, statusMark, statusName, statusTone } from "../../ui/components.ts";
import { message, plural, rich } from "../../ui/i18n.ts";
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

/** How the account stands, and below it what is open though another objection of the account stands. */
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

/** What to do for an account: go to the form, say what Meta answered, or read what can be done about a refusal. */
function action({ status, objectionId, next, platform }: Row, { isOnForm, refresh }: Surroundings): HTMLElement | "" {
  const id = next?.objectionId ?? objectionId;
  const open = next?.status ?? status;
  if (id === undefined || open === "none") {
    const form = objectionFormOf(platform);
    return form && !isOnForm ? formLink(message("openForm"), platform, form.url) : "";
  }
  if (open === "declined") return linkButton(message("whatNow"), () => void openPage("history", `entry/${id}`));
  return nextAction({ id, status: open, platform }, () => void refresh()) ?? "";
}

/** The accounts, each with its status and what to do. */
export function accountList(rows: readonly Row[], around: Surroundings): HTMLElement {
  const shown = rows
    .slice(0, maxRows)
    .map((row) =>
      li(statusMark(row.next?.status ?? row.status), div(b(rowName(row, rows)), statusLines(row), action(row, around))),
    );
  const all =
    rows.length > maxRows
      ? div(
          { class: "all" },
          linkButton(plural("popupAllAccounts", rows.length), () => void openPage("history")),
        )
      : "";
  return div(ul({ class: "rows" }, shown), all);
}
