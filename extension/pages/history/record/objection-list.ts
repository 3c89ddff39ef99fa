import van from "vanjs-core";
import { MergedList, countedIn, type Counted } from "../../../model/merged-list.ts";
import { accountOf, needsYou, waitsForMeta } from "../../../model/account-rows.ts";
import { momentOnDay } from "../../../model/day-label.ts";
import type { Account, Objection, Platform, Status } from "../../../model/protocol.ts";
import { readingsOf } from "../../../model/search-readings.ts";
import { call } from "../../../ui/ask.ts";
import {
  accountName,
  actionButton,
  allStatuses,
  field,
  plainAddress,
  platformName,
  searchInput,
  statusChip,
  statusName,
} from "../../../ui/components.ts";
import { formatDay, formatCounted, formatNumber, message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { sourceWords } from "../../source-words.ts";
import { HostFailure, resultOf } from "../../host-answers.ts";

const { a, button, div, h2, p, section, span, table, tbody, td, th, thead, tr } = van.tags;

const pageLength = 50;

/** How many are counted if they have to be read for that. */
const maxCounted = 200;

type FilterName = "all" | "needs-you" | "waiting" | "confirmed";

/** The statuses that each filter lets through; empty for all of them. */
const filters: Record<FilterName, readonly Status[]> = {
  all: [],
  "needs-you": needsYou,
  waiting: waitsForMeta,
  confirmed: ["confirmed"],
};

const filterWords: Record<FilterName, () => string> = {
  all: () => message("filterAll"),
  "needs-you": () => message("chartNeeds"),
  waiting: () => message("chartWaiting"),
  confirmed: () => message("statusConfirmed"),
};

const filterNames = Object.keys(filters) as FilterName[];

/** The search outlives a visit to an entry. */
const wanted: { query: string; filter: FilterName } = { query: "", filter: "all" };

/** What one call of the host looks for: it can filter by only one status at a time. */
interface Wanted {
  query: string;
  platform?: Platform;
  status?: Status;
}

async function readPage(without: string[], { query, ...named }: Wanted, limit: number, cursor?: string) {
  const params = { limit, without, ...named, ...(query ? { query } : {}), ...(cursor ? { cursor } : {}) };
  const { objections: items, nextCursor, ...count } = resultOf(await call("objections.list", params));
  return { items, ...count, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

/** How many were found; they are counted only up to a limit. */
const foundWords = ({ count, isMore }: Counted) =>
  isMore ? message("searchFoundMore", formatNumber(count)) : plural("searchFound", count);

const isNewer = (one: Objection, other: Objection) =>
  one.submittedAt === other.submittedAt ? one.id > other.id : one.submittedAt > other.submittedAt;

const asNamed = <Name>(all: readonly Name[], nameOf: (one: Name) => string) => all.map((one) => [one, nameOf(one)] as const);

/** What the list shows as names, so that a search finds it. */
const shownNames = () => ({
  platforms: asNamed(["facebook", "instagram", "whatsapp"] as const, platformName),
  statuses: asNamed(allStatuses, statusName),
});

/** What is asked of the host for a filter and a search. */
function wantedOf(filter: FilterName, query: string): Wanted[] {
  return readingsOf<Platform, Status>(query, shownNames()).flatMap(({ statuses, ...reading }): Wanted[] => {
    if (filter === "all" && !statuses) return [reading];
    const among = filter === "all" ? allStatuses : filters[filter];
    return among.filter((status) => statuses?.includes(status) ?? true).map((status) => ({ ...reading, status }));
  });
}

/** The objections of a filter, newest first. */
function openList(without: string[], filter: FilterName, query: string, length = pageLength): Promise<MergedList<Objection>> {
  const reads = wantedOf(filter, query).map((one) => (cursor?: string) => readPage(without, one, length, cursor));
  return MergedList.open(reads, isNewer, (one, other) => one.id === other.id);
}

/** How many match; if a search can be read in several ways that find something, what several of them find counts once. */
async function countOf(without: string[], filter: FilterName, query: string): Promise<Counted> {
  const pages = await Promise.all(wantedOf(filter, query).map((one) => readPage(without, one, 1)));
  const isCertain = readingsOf(query, shownNames()).length === 1 || pages.filter(({ total }) => total > 0).length <= 1;
  if (isCertain) return countedIn(pages);
  const found = await (await openList(without, filter, query, maxCounted)).next(maxCounted + 1);
  return { count: Math.min(found.length, maxCounted), isMore: found.length > maxCounted };
}

/** Where an objection came from, if Demur didn't see it sent on this computer. */
function origin({ source }: Objection): HTMLElement | "" {
  return source.by === "file" || source.by === "person" ? div({ class: "help" }, sourceWords(source)) : "";
}

function row(objection: Objection, accounts: readonly Account[]): HTMLElement {
  const account = accountOf(objection, accounts) ?? { label: "", platform: objection.platform };
  return tr(
    { role: "row" },
    td({ role: "cell" }, formatDay(momentOnDay(objection.submittedAt, objection.precision))),
    td({ role: "cell" }, a({ class: "row-link", href: `#entry/${objection.id}` }, accountName(account)), origin(objection)),
    td({ role: "cell", class: "muted" }, plainAddress(objection.email)),
    td({ role: "cell" }, statusChip(objection.status), mark("chevron", "chevron", 16)),
  );
}

function head(): HTMLElement {
  const words = [message("historySent"), message("historyWho"), message("historyAddress"), message("historyStatus")];
  return thead(
    { role: "rowgroup" },
    tr(
      { role: "row" },
      words.map((word) => th({ role: "columnheader", scope: "col" }, word)),
    ),
  );
}

/** The list of all objections, with search and filters. */
export class ObjectionList {
  readonly element: HTMLElement;
  readonly #rows = tbody({ role: "rowgroup" });
  readonly #said = p({ class: "help", role: "status" });
  readonly #more = actionButton(message("showMore"), () => void this.#showMore());
  readonly #buttons = new Map<FilterName, { button: HTMLButtonElement; count: HTMLElement }>();
  #list: MergedList<Objection> | undefined;
  /** Counts the requests, so that a late answer to an earlier one isn't shown. */
  #asked = 0;

  /** `without`: the ids of objections to leave out. */
  constructor(
    private readonly accounts: readonly Account[],
    private readonly without: string[],
  ) {
    this.element = section(
      div({ class: "list-head" }, h2(message("historyAll")), this.#filterButtons(), this.#searchField()),
      this.#said,
      table({ class: "entries", role: "table" }, head(), this.#rows),
      div(this.#more),
    );
  }

  /** Shows the first page of the current search. */
  async show(): Promise<void> {
    const asked = ++this.#asked;
    const { filter, query } = wanted;
    for (const [name, { button }] of this.#buttons) button.setAttribute("aria-pressed", String(name === filter));
    try {
      const list = await openList(this.without, filter, query);
      const first = await list.next(pageLength);
      if (asked !== this.#asked) return;
      this.#list = list;
      this.#rows.replaceChildren(...first.map((objection) => row(objection, this.accounts)));
      this.#finish();
      this.#said.textContent = "";
      await this.#count(asked);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #showMore(): Promise<void> {
    try {
      const items = (await this.#list?.next(pageLength)) ?? [];
      const added = items.map((objection) => row(objection, this.accounts));
      this.#rows.append(...added);
      this.#finish();
      // The button may be gone; the focus moves to the first new row.
      added[0]?.querySelector("a")?.focus();
    } catch (error) {
      this.#fail(error);
    }
  }

  #finish(): void {
    this.#more.hidden = this.#list?.isAtEnd ?? true;
  }

  #fail(error: unknown): void {
    if (!(error instanceof HostFailure)) throw error;
    this.#said.textContent = message(storeWords(error.kind));
  }

  async #count(asked: number): Promise<void> {
    const counts = await Promise.all(filterNames.map((name) => countOf(this.without, name, wanted.query)));
    if (asked !== this.#asked) return;
    const found = counts[filterNames.indexOf(wanted.filter)] ?? { count: 0, isMore: false };
    const isSearching = wanted.query !== "" || wanted.filter !== "all";
    this.#said.textContent = found.count === 0 ? message("searchNone") : isSearching ? foundWords(found) : "";
    for (const [index, name] of filterNames.entries()) {
      const shown = this.#buttons.get(name);
      if (shown) shown.count.textContent = formatCounted(counts[index] ?? { count: 0, isMore: false });
    }
  }

  #filterButtons(): HTMLElement {
    const group = div({ class: "filters", role: "group", "aria-label": message("filterLabel") });
    for (const name of filterNames) {
      const count = span();
      const press = () => {
        wanted.filter = name;
        void this.show();
      };
      const toggle = button({ type: "button", class: "filter", onclick: press }, filterWords[name](), " ", count);
      this.#buttons.set(name, { button: toggle, count });
      group.append(toggle);
    }
    return group;
  }

  #searchField(): HTMLElement {
    const search = (query: string) => {
      wanted.query = query;
      void this.show();
    };
    return field(message("searchLabel"), searchInput(search, wanted.query));
  }
}
