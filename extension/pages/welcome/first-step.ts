import van from "vanjs-core";
import { message, type PlainMessageKey } from "../../ui/i18n.ts";
import { mark, type MarkName } from "../../ui/marks.ts";
import { usesLink } from "../links.ts";

const { div, h1, h2, li, p, section, span, ul } = van.tags;

function marked(name: MarkName, tone: string, keys: readonly PlainMessageKey[]): HTMLElement[] {
  return keys.map((key) => li(mark(name, tone), span(message(key))));
}

/** Step 1: what Demur does, and what Meta says it uses. Source: Meta's privacy policy as reported in April 2025. */
export function firstStep(): HTMLElement {
  return div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, message("welcomeFirstHeadline")),
    p({ class: "lead" }, message("welcomeFirstLead")),
    ul({ class: "promises" }, marked("tick", "settled", ["welcomePromiseForm", "welcomePromiseButton", "welcomePromiseProof"])),
    div(
      { class: "uses" },
      section(h2(message("welcomeUses")), ul(marked("plus", "", ["welcomeUsesPublic", "welcomeUsesChats", "welcomeUsesOthers"]))),
      section(
        h2(message("welcomeUsesNot")),
        ul(marked("minus", "", ["welcomeNotMessages", "welcomeNotPrivate", "welcomeNotMinors"])),
      ),
    ),
    div(usesLink(message("usesMore"))),
  );
}
