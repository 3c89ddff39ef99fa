import van from "vanjs-core";
import { reminderLetter, complaintLetter, type Letter, type LetterFacts } from "../../model/letters.ts";
import { authorityFor, mayComplainFrom, type Authority } from "../../model/authorities.ts";
import type { ObjectionsGetResult } from "../../model/protocol.ts";
import { call } from "../../ui/ask.ts";
import { actionButton, address, otherSiteLink } from "../../ui/components.ts";
import { formatDate, locale, message } from "../../ui/i18n.ts";
import { hand } from "../../ui/marks.ts";
import { startPage } from "../page.ts";
import { storeError } from "../notes.ts";
import { wholeEntry } from "../host-answers.ts";
import { annex } from "./annex.ts";
import { demandsSection } from "./requirements.ts";
import { homeFields, keepHome, readHome, type Home } from "./home.ts";
import { letterPaper, wordsOn } from "./paper.ts";

const { a, div, h1, header, main, p, span, ul, li } = van.tags;

/** The kinds of letters; the page's fragment is "reminder/ID" or "complaint/ID". */
type LetterKind = "reminder" | "complaint";

function factsOf(entry: ObjectionsGetResult, home: Home): LetterFacts {
  return {
    ...entry,
    language: locale(),
    country: home.country,
    ...(home.name ? { name: home.name } : {}),
    today: new Date().toISOString(),
  };
}

/** Copies the letter as it is on the paper, with the person's changes. */
function copyButton(paper: HTMLElement): HTMLElement[] {
  const said = span({ role: "status" });
  const copy = actionButton(message("copy"), () => {
    void navigator.clipboard.writeText(wordsOn(paper)).then(() => {
      said.textContent = message("letterCopied");
    });
  });
  return [copy, said];
}

/** Records that the letter was sent. */
function sentButton(objectionId: string, kind: LetterKind): HTMLElement {
  const box = span({ role: "status" });
  const event = kind === "reminder" ? "reminded" : "complained";
  const button = actionButton(message("letterSent"), () => {
    const at = new Date().toISOString();
    void call("objections.addEvent", { objectionId, event: { id: crypto.randomUUID(), kind: event, at } }).then((answer) => {
      box.replaceChildren(answer.ok ? message("letterNoted") : message("couldNotSave"));
    });
  });
  box.append(button);
  return box;
}

function aboutAuthority(authority: Authority): HTMLElement {
  const own = authority.name[locale().split("-")[0] ?? ""] ?? Object.values(authority.name)[0] ?? authority.englishName;
  const form = authority.complaintPages?.[0]?.url;
  return ul(
    { class: "authority" },
    li(otherSiteLink(own, authority.website)),
    form ? li(otherSiteLink(message("letterAuthorityForm"), form)) : "",
    authority.email ? li(address(authority.email.address)) : "",
  );
}

/** Why no complaint can be written now. */
function notNow(facts: LetterFacts, authority: Authority, objectionId: string): HTMLElement {
  const timely = mayComplainFrom(facts, authority, facts.today);
  if (timely.kind === "from") return p(message("letterTooEarly", formatDate(timely.at)));
  if (timely.kind === "no-ground") return p(message("popupDoneWords"));
  return p(a({ class: "link", href: `#reminder/${objectionId}` }, message("letterRemind")));
}

function letterView(letter: Letter, kind: LetterKind, entry: ObjectionsGetResult): HTMLElement[] {
  const paper = letterPaper(letter);
  const print = actionButton(
    message("letterPrint"),
    () => {
      window.print();
    },
    "main",
  );
  const attachments = letter.attachments.length
    ? div(
        message("letterAttach"),
        ul(
          { class: "attachments" },
          letter.attachments.map((attachment) => li(attachment)),
        ),
      )
    : div();
  return [
    p({ class: "muted" }, letter.notLegalAdvice),
    paper,
    attachments,
    div({ class: "actions" }, print, copyButton(paper), sentButton(entry.objection.id, kind)),
    annex(letter.attachments[0] ?? "", entry),
  ];
}

function body(kind: LetterKind, entry: ObjectionsGetResult, home: Home): HTMLElement[] {
  const facts = factsOf(entry, home);
  const authority = kind === "complaint" ? authorityFor(home.country, home.region) : undefined;
  const letter = authority ? complaintLetter(facts, authority) : kind === "reminder" ? reminderLetter(facts) : undefined;
  const { id } = entry.objection;
  if (letter) {
    const about = authority ? [aboutAuthority(authority), demandsSection(authority, facts.today)] : [];
    return [...about, ...letterView(letter, kind, entry)];
  }
  return [authority ? notNow(facts, authority, id) : p(message("popupDoneWords"))];
}

async function show(): Promise<void> {
  const [kind, id = ""] = location.hash.slice(1).split("/") as [LetterKind, string?];
  const place = main();
  const back = a({ class: "link", href: `../history/history.html#entry/${id}` }, message("history"));
  document.body.replaceChildren(header({ class: "top" }, div({ class: "brand" }, hand(24), "Demur"), back), place);
  const answer = await wholeEntry(id);
  if (!answer.ok && answer.error.kind === "not-found") {
    place.append(h1({ tabindex: "-1" }, message("historyGone")));
    return;
  }
  if (!answer.ok) {
    const again = actionButton(message("tryAgain"), () => void show());
    place.append(storeError(answer.error.kind, again));
    return;
  }
  const entry = answer.result;
  const written = div({ class: "written" });
  const draw = (home: Home) => {
    written.replaceChildren(...body(kind, entry, home));
  };
  const home = await readHome();
  const headline = h1({ tabindex: "-1" }, message(kind === "reminder" ? "letterRemind" : "letterComplain"));
  const fields = homeFields(home, (changed) => {
    void keepHome(changed);
    draw(changed);
  });
  place.append(headline, fields, written);
  draw(home);
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void show());
void show();
