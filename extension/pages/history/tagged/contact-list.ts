import van from "vanjs-core";
import { contactGroups, sumOf, type ContactGroup } from "../../../model/contact-groups.ts";
import type { MergedList } from "../../../model/merged-list.ts";
import type { OthersCount } from "../../../model/messages.ts";
import type { Contact, ContactCount } from "../../../model/protocol.ts";
import { actionButton, field, searchInput } from "../../../ui/components.ts";
import { formatNumber, message, plural } from "../../../ui/i18n.ts";
import { contactName, openGroup, pageLength, searchContacts } from "./contact-pages.ts";
import { stateLine, statePart } from "./contact-state.ts";

const { a, div, p, span, table, tbody, td, th, thead, tr } = van.tags;

/** A list of at most this many contacts needs no search field. */
const fewNames = 12;

const headings = {
  open: "taggedGroupOpen",
  declined: "taggedGroupDeclined",
  objected: "taggedGroupObjected",
  removed: "taggedGroupRemoved",
  ignored: "taggedGroupIgnored",
} as const satisfies Record<ContactGroup, string>;

/** For when some of those who shared the photos and posts are unknown. */
const headingsOfOthers = {
  open: "taggedGroupOpenOthers",
  declined: "taggedGroupDeclinedOthers",
  objected: "taggedGroupObjectedOthers",
  removed: "taggedGroupRemovedOthers",
  ignored: "taggedGroupIgnoredOthers",
} as const satisfies Record<ContactGroup, string>;

const groups = Object.keys(contactGroups) as ContactGroup[];

/** What the list is drawn from, apart from the contacts themselves. */
export interface ListFacts {
  counts: readonly ContactCount[];
  /** The contact whose card is shown beside the list. */
  chosen: string | undefined;
  /** The ids of contacts for whom a reminder has already been suggested. */
  reminded: readonly string[];
}

function row(contact: Contact, reminded: readonly string[]): HTMLElement {
  const bar = span({
    class: `part ${statePart(contact.state)}`,
    style: `--share: ${String(contact.items)}`,
    "aria-hidden": "true",
  });
  return tr(
    { role: "row" },
    th(
      { role: "rowheader", scope: "row" },
      a({ class: "row-link", href: `#tagged/${contact.id}`, "data-contact": contact.id }, contactName(contact)),
    ),
    td({ role: "cell" }, div({ class: "share" }, bar, span(formatNumber(contact.items)))),
    td({ role: "cell" }, stateLine(contact, reminded)),
  );
}

function head(): HTMLElement {
  const words = [message("historyWho"), message("taggedItems"), message("historyStatus")];
  return thead(
    { role: "rowgroup", class: "hidden" },
    tr(
      { role: "row" },
      words.map((word) => th({ role: "columnheader", scope: "col" }, word)),
    ),
  );
}

/** "Still open: 12 by 5 people". */
function headingOf(group: ContactGroup, { items, people, ownerless }: OthersCount): string {
  const counted = formatNumber(items);
  return ownerless > 0 ? message(headingsOfOthers[group], counted) : plural(headings[group], people, counted);
}

/** A group in the list: its heading, its rows, and a button for more of them. */
class Section {
  readonly body = tbody({ role: "rowgroup" });
  readonly contacts: Contact[] = [];
  readonly #more = tr(
    { role: "row", class: "more" },
    td(
      { role: "cell", colSpan: 3 },
      actionButton(message("showMore"), () => void this.#goOn()),
    ),
  );

  constructor(
    private readonly list: MergedList<Contact>,
    private readonly reminded: readonly string[],
    heading?: HTMLElement,
  ) {
    if (heading) this.body.append(heading);
  }

  /** Adds at most `count` rows and returns the first of them. */
  async grow(count: number): Promise<HTMLElement | undefined> {
    const added = await this.list.next(count);
    this.contacts.push(...added);
    const rows = added.map((contact) => row(contact, this.reminded));
    this.#more.remove();
    this.body.append(...rows, ...(this.list.isAtEnd ? [] : [this.#more]));
    return rows[0];
  }

  async #goOn(): Promise<void> {
    // The button may be gone; the focus moves to the first new row.
    (await this.grow(pageLength))?.querySelector("a")?.focus();
  }
}

/** Who shared how much, grouped by state: a table whose bars only repeat its numbers. */
export class ContactList {
  readonly element: HTMLElement;
  readonly #table = table({ role: "table", class: "contacts", "aria-labelledby": "who-shares" });
  readonly #said = p({ class: "help", role: "status" });
  readonly #search: HTMLElement;
  #sections = new Map<ContactGroup | "found", Section>();
  #facts: ListFacts | undefined;
  #query = "";
  #showsIgnored = false;
  /** Counts the requests, so that a late answer to an earlier one isn't shown. */
  #asked = 0;

  /** `onFailure` is called with errors of later searches. */
  constructor(private readonly onFailure: (error: unknown) => void) {
    this.#search = this.#searchField();
    this.element = div({ class: "contact-list" }, this.#search, this.#said, this.#table);
  }

  /** The contacts that are shown. */
  get contacts(): Contact[] {
    return [...this.#sections.values()].flatMap(({ contacts }) => contacts);
  }

  /** Redraws the list, with as many rows in each group as before. Throws HostFailure. */
  async show(facts: ListFacts): Promise<void> {
    this.#facts = facts;
    const asked = ++this.#asked;
    const sections = this.#query === "" ? await this.#readGroups(facts) : await this.#find(facts);
    if (asked !== this.#asked) return;
    this.#sections = sections;
    this.#table.style.setProperty("--most", String(Math.max(1, ...this.contacts.map(({ items }) => items))));
    this.#table.replaceChildren(head(), ...[...sections.values()].map(({ body }) => body));
    this.#search.hidden = this.#query === "" && sumOf(facts.counts, Object.values(contactGroups).flat()).people <= fewNames;
    this.choose(facts.chosen);
  }

  /** Marks the contact whose card is shown. */
  choose(id: string | undefined): void {
    for (const link of this.#table.querySelectorAll<HTMLElement>(".row-link"))
      if (link.dataset["contact"] === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  }

  async #readGroups(facts: ListFacts): Promise<Map<ContactGroup, Section>> {
    this.#said.textContent = "";
    const there = groups.filter((group) => sumOf(facts.counts, contactGroups[group]).items > 0);
    const read = there.map(async (group) => {
      const section = new Section(await openGroup(group), facts.reminded, this.#heading(group, facts.counts));
      if (group !== "ignored" || this.#showsIgnored) await section.grow(this.#lengthOf(group));
      return [group, section] as const;
    });
    return new Map(await Promise.all(read));
  }

  async #find(facts: ListFacts): Promise<Map<"found", Section>> {
    const list = await searchContacts(this.#query);
    this.#said.textContent = list.total === 0 ? message("taggedFoundNone") : plural("taggedFound", list.total);
    const section = new Section(list, facts.reminded);
    await section.grow(this.#lengthOf("found"));
    return new Map([["found", section]]);
  }

  #lengthOf(name: ContactGroup | "found"): number {
    return Math.max(pageLength, this.#sections.get(name)?.contacts.length ?? 0);
  }

  #heading(group: ContactGroup, counts: readonly ContactCount[]): HTMLElement {
    const count = sumOf(counts, contactGroups[group]);
    const words = headingOf(group, count);
    const open = group === "ignored" && !this.#showsIgnored ? this.#showIgnored() : "";
    return tr({ role: "row", class: "group" }, th({ role: "rowheader", scope: "rowgroup", colSpan: 3 }, span(words), open));
  }

  #showIgnored(): HTMLElement {
    return actionButton(message("show"), () => {
      this.#showsIgnored = true;
      if (this.#facts) this.show(this.#facts).catch(this.onFailure);
    });
  }

  #searchField(): HTMLElement {
    const search = (query: string) => {
      this.#query = query;
      if (this.#facts) this.show(this.#facts).catch(this.onFailure);
    };
    return field(message("taggedSearch"), searchInput(search));
  }
}
