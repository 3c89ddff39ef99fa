import van from "vanjs-core";
import { objectionFormOf } from "../../model/forms.ts";
import { mailMayCome, type Row } from "../../model/account-rows.ts";
import type { Objection } from "../../model/protocol.ts";
import { accountName, linkButton, plainAddress, statusMark, statusTone } from "../../ui/components.ts";
import { message, plural, rich } from "../../ui/i18n.ts";
import { haveMail } from "../have-mail.ts";
import { formLink, openPage } from "../links.ts";
import { distinguishingEmail, statusLine } from "../status-lines.ts";

const { b, div, li, ul } = van.tags;

/** More accounts than these are one click away, to keep the popup short. */
const maxRows = 4;

function rowName(row: Row, rows: readonly Row[]): (Node | string)[] {
  const name = accountName(row);
  const email = distinguishingEmail(row, rows);
  return email ? rich("accountWithAddress", name, plainAddress(email)) : [name];
}

function status(objection: Objection | undefined): HTMLElement {
  if (!objection) return div({ class: "status muted" }, message("statusNone"));
  return div({ class: `status ${statusTone(objection.status) || "muted"}` }, statusLine(objection));
}

interface Surroundings {
  /** On a form no link to the form is needed. */
  isOnForm: boolean;
  refresh: () => Promise<void>;
}

/** What to do for an account: go to the form, say that the e-mail has come, or read what can be done about a refusal. */
function action({ objection, platform }: Row, { isOnForm, refresh }: Surroundings): HTMLElement | "" {
  if (objection?.status === "declined")
    return linkButton(message("whatNow"), () => void openPage("history", `entry/${objection.id}`));
  if (objection) return mailMayCome.includes(objection.status) ? haveMail(objection.id, () => void refresh()) : "";
  const form = objectionFormOf(platform);
  return form && !isOnForm ? formLink(message("openForm"), platform, form.url) : "";
}

/** The accounts, each with its status and what to do. */
export function accountList(rows: readonly Row[], around: Surroundings): HTMLElement {
  const shown = rows
    .slice(0, maxRows)
    .map((row) => li(statusMark(row.objection?.status), div(b(rowName(row, rows)), status(row.objection), action(row, around))));
  const all =
    rows.length > maxRows
      ? div(
          { class: "all" },
          linkButton(plural("popupAllAccounts", rows.length), () => void openPage("history")),
        )
      : "";
  return div(ul({ class: "rows" }, shown), all);
}
