import van from "vanjs-core";
import { reminderLetter, complaintLetter, type Letter, type LetterFacts } from "../../model/letters.ts";
import { authorityFor, mayComplainFrom, type Authority } from "../../model/authorities.ts";
import type { EventDraft, ObjectionsGetResult } from "../../model/protocol.ts";
import { call } from "../../ui/ask.ts";
import { actionButton, address, otherSiteLink } from "../../ui/components.ts";
import { formatDate, locale, message } from "../../ui/i18n.ts";
import { hand, mark } from "../../ui/marks.ts";
import { startPage } from "../page.ts";
import { storeError } from "../notes.ts";
import { wholeEntry } from "../host-answers.ts";
import { annex } from "./annex.ts";
import { demandsSection } from "./requirements.ts";
import { homeFields, keepHome, readHome, type Home } from "./home.ts";
import { isRewritten, letterPaper, redraft, wordsOn } from "./paper.ts";

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
  // One event for this button, so that pressing twice adds one.
  let event: EventDraft | undefined;
  const button = actionButton(message("letterSent"), () => {
    const happened = kind === "reminder" ? "reminded" : "complained";
    event ??= { id: crypto.randomUUID(), kind: happened, at: new Date().toISOString(), source: { by: "person" } };
    void call("objections.addEvent", { objectionId, event }).then((answer) => {
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

function letterView(letter: Letter, paper: HTMLElement, kind: LetterKind, entry: ObjectionsGetResult): HTMLElement[] {
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

/** The letter as it is drafted, or why there is none, for a home that the person may still change. */
class Draft {
  readonly element = div({ class: "written" });
  #home: Home | undefined;
  #letter: Letter | undefined;
  #paper: HTMLElement | undefined;

  constructor(
    private readonly kind: LetterKind,
    private readonly entry: ObjectionsGetResult,
  ) {}

  /** Writes the letter for a home. What the person has changed in it is never lost without a question. */
  write(home: Home): void {
    const [paper, before] = [this.#paper, this.#letter];
    if (!paper || !before || !isRewritten(paper, before)) this.#writeAnew(home);
    else if (home.country === this.#home?.country && home.region === this.#home.region) this.#redraft(paper, before, home);
    else this.#offerAnew(home);
  }

  #draftFor(home: Home): { facts: LetterFacts; authority: Authority | undefined; letter: Letter | undefined } {
    const facts = factsOf(this.entry, home);
    const authority = this.kind === "complaint" ? authorityFor(home.country, home.region) : undefined;
    const reminder = () => (this.kind === "reminder" ? reminderLetter(facts) : undefined);
    return { facts, authority, letter: authority ? complaintLetter(facts, authority) : reminder() };
  }

  #redraft(paper: HTMLElement, before: Letter, home: Home): void {
    const { letter } = this.#draftFor(home);
    if (!letter) return;
    redraft(paper, before, letter);
    this.#letter = letter;
  }

  #writeAnew(home: Home): void {
    const { facts, authority, letter } = this.#draftFor(home);
    [this.#home, this.#letter, this.#paper] = [home, letter, letter && letterPaper(letter)];
    if (letter && this.#paper) {
      const about = authority ? [aboutAuthority(authority), demandsSection(authority, facts.today)] : [];
      this.element.replaceChildren(...about, ...letterView(letter, this.#paper, this.kind, this.entry));
    } else
      this.element.replaceChildren(authority ? notNow(facts, authority, this.entry.objection.id) : p(message("popupDoneWords")));
  }

  #offerAnew(home: Home): void {
    this.element.querySelector(".anew")?.remove();
    const anew = actionButton(message("letterAnew"), () => {
      this.#writeAnew(home);
    });
    const words = div(p(message("letterKept")), div({ class: "actions" }, anew));
    this.element.prepend(div({ class: "note check anew", role: "status" }, mark("check", "check"), words));
  }
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
  const draft = new Draft(kind, entry);
  const home = await readHome();
  const headline = h1({ tabindex: "-1" }, message(kind === "reminder" ? "letterRemind" : "letterComplain"));
  const fields = homeFields(home, (changed) => {
    void keepHome(changed);
    draft.write(changed);
  });
  place.append(headline, fields, draft.element);
  draft.write(home);
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void show());
void show();
