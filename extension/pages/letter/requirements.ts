import van from "vanjs-core";
import { asksOf, type Authority } from "../../model/authorities.ts";
import { demandsOf, type DemandKind } from "../../model/authority-demands.ts";
import { formatDate, formatMonths, languageName, message } from "../../ui/i18n.ts";
import { listOf } from "../../ui/lists.ts";

const { h2, li, section, ul } = van.tags;

/** The names of the authority's languages, in the person's language. */
function languageNames({ languages }: Authority): string {
  return listOf(languages.map(languageName), "disjunction");
}

function words(kind: DemandKind, authority: Authority, today: string): string {
  const { timeLimit } = asksOf(authority, today);
  switch (kind) {
    case "harmonised":
      return message("asksHarmonised");
    case "first":
      return message("asksFirst");
    case "address":
      return message("asksAddress");
    case "language":
      return message("asksLanguage", languageNames(authority));
    case "signed":
      return message("asksSigned");
    case "signed-electronic":
      return message("asksSignedElectronic");
    case "own-form":
      return message("asksOwnForm");
    case "files":
      return message("asksFiles");
    case "time-limit":
      return message("asksTimeLimit", formatMonths(timeLimit?.months ?? 0), timeLimit?.law ?? "");
    case "login":
      return message("asksLogin", authority.complaintPages?.[0]?.login ?? "");
    case "certified-mail":
      return message("asksCertified");
    case "copy":
      return message("asksCopy");
    case "public":
      return message("asksPublic");
  }
}

/** What the authority requires of a complaint, and when that was last checked. */
export function demandsSection(authority: Authority, today: string): HTMLElement {
  const said = demandsOf(authority, today).map(({ kind, isDoubtful }) => {
    const own = words(kind, authority, today);
    return li(isDoubtful ? message("asksDoubtful", own) : own);
  });
  return section({ class: "demands" }, h2(message("asksTitle", formatDate(`${authority.checked}T12:00:00Z`))), ul(said));
}
