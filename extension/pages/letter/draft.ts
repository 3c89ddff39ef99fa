import van from "vanjs-core";
import { authorityFor, controllerFor, mayComplainFrom, type Authority } from "../../model/authorities.ts";
import { letterKey, type KeptLetter, type LetterKind } from "../../model/kept-letters.ts";
import { primaryOf } from "../../model/languages.ts";
import { complaintLetter, reminderLetter, type Letter, type LetterFacts } from "../../model/letters.ts";
import type { ObjectionsGetResult } from "../../model/protocol.ts";
import { actionButton, address, otherSiteLink } from "../../ui/components.ts";
import { locale, message } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { formatDeadline } from "../status-lines.ts";
import type { Home } from "./home.ts";
import { LetterView } from "./letter-view.ts";
import { isRewritten, paragraphsOn, partsOf, redraft } from "./paper.ts";
import { demandsSection } from "./requirements.ts";
import { howToComplain, howToRemind } from "./sending.ts";

const { a, div, li, p, ul } = van.tags;

/** What a letter can be made from for a home. */
interface Drafted {
  facts: LetterFacts;
  authority: Authority | undefined;
  letter: Letter | undefined;
}

function aboutAuthority(authority: Authority): HTMLElement {
  const own = authority.name[primaryOf(locale())] ?? Object.values(authority.name)[0] ?? authority.englishName;
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
  if (timely.kind === "from") return p(message("letterTooEarly", formatDeadline(timely.at, facts.deadlines.precision)));
  if (timely.kind === "no-ground") return p(message("popupDoneWords"));
  return p(a({ class: "link", href: `#reminder/${objectionId}` }, message("letterRemind")));
}

const isSamePlace = (one: Pick<Home, "country" | "region">, other: Pick<Home, "country" | "region">) =>
  one.country === other.country && one.region === other.region;

/** The drafted letter, or why there is none, for a home that the person may still change. Their changes to the letter are kept. */
export class Draft {
  readonly element = div({ class: "written" });
  readonly #key: string;
  #home: Pick<Home, "country" | "region"> = { country: "", region: "" };
  #language = "";
  /** The paragraphs as they were drafted. */
  #parts: string[] = [];
  #view: LetterView | undefined;

  constructor(
    private readonly kind: LetterKind,
    private readonly entry: ObjectionsGetResult,
    private kept: KeptLetter | undefined,
  ) {
    this.#key = letterKey(entry.objection.id, kind);
  }

  /** Writes the letter for a home. The person's changes to it are never lost without asking. */
  write(home: Home): void {
    if (home.country === "") {
      this.element.replaceChildren(p({ class: "muted" }, message("letterChooseCountry")));
      return;
    }
    if (this.kept) this.#resume(this.kept, home);
    const paper = this.#view?.paper;
    if (!paper || !isRewritten(paper, this.#parts)) this.#writeAnew(home);
    else if (isSamePlace(home, this.#home)) this.#redraft(paper, home);
    else this.#offerAnew(home);
  }

  #draftFor(home: Home): Drafted {
    const { country, name, postalAddress } = home;
    const facts = { ...this.entry, language: locale(), country, name, postalAddress, today: new Date().toISOString() };
    const authority = this.kind === "complaint" ? authorityFor(country, home.region) : undefined;
    const reminder = () => (this.kind === "reminder" ? reminderLetter(facts) : undefined);
    return { facts, authority, letter: authority ? complaintLetter(facts, authority) : reminder() };
  }

  /** Shows what the person wrote before, for the place for which they wrote it. */
  #resume(kept: KeptLetter, home: Home): void {
    this.kept = undefined;
    const drafted = this.#draftFor({ ...home, country: kept.country, region: kept.region });
    if (drafted.letter) this.#show(kept, drafted, kept);
  }

  #redraft(paper: HTMLElement, home: Home): void {
    const { letter } = this.#draftFor(home);
    if (!letter) return;
    const parts = partsOf(letter);
    redraft(paper, this.#parts, parts);
    this.#parts = parts;
    this.#view?.changed(letter);
    this.#keep();
  }

  #writeAnew(home: Home): void {
    const drafted = this.#draftFor(home);
    const { facts, authority, letter } = drafted;
    if (letter) {
      const parts = partsOf(letter);
      this.#show(home, drafted, { language: letter.language, draft: parts, words: parts });
      return;
    }
    this.#view = undefined;
    this.element.replaceChildren(authority ? notNow(facts, authority, this.entry.objection.id) : p(message("popupDoneWords")));
  }

  #show(
    { country, region }: Pick<Home, "country" | "region">,
    { facts, authority, letter }: Drafted,
    { language, draft, words }: Pick<KeptLetter, "language" | "draft" | "words">,
  ): void {
    if (!letter) return;
    [this.#home, this.#language, this.#parts] = [{ country, region }, language, draft];
    const view = new LetterView({ kind: this.kind, entry: this.entry, letter, language, words }, () => {
      this.#keep();
    });
    this.#view = view;
    const about = authority ? [aboutAuthority(authority), demandsSection(authority, facts.today)] : [];
    const how = authority ? howToComplain(authority) : howToRemind(controllerFor(country));
    this.element.replaceChildren(...about, ...view.elements(how));
    view.changed(letter);
  }

  /** Keeps what the person has changed, for the next time. */
  #keep(): void {
    const paper = this.#view?.paper;
    if (!paper) return;
    const kept: KeptLetter = { ...this.#home, language: this.#language, draft: this.#parts, words: paragraphsOn(paper) };
    const isChanged = isRewritten(paper, this.#parts);
    void (isChanged ? chrome.storage.local.set({ [this.#key]: kept }) : chrome.storage.local.remove(this.#key));
  }

  #offerAnew(home: Home): void {
    this.element.querySelector(".anew")?.remove();
    const anew = actionButton(message("letterAnew"), () => {
      this.#writeAnew(home);
      this.#keep();
    });
    const words = div(p(message("letterKept")), div({ class: "actions" }, anew));
    this.element.prepend(div({ class: "note check anew", role: "status" }, mark("check", "check"), words));
  }
}
