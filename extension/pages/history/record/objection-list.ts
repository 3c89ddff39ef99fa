import van from "vanjs-core";
import { MergedList, countedIn } from "../../../model/merged-list.ts";
import { accountOf, needsYou, waitsForMeta } from "../../../model/account-rows.ts";
import { momentOnDay } from "../../../model/day-label.ts";
import type { Account, Objection, Status } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { accountName, actionButton, field, plainAddress, searchInput, statusChip } from "../../../ui/components.ts";
import { formatDay, formatCounted, formatNumber, message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { sourceWords } from "../../source-words.ts";
import { HostFailure, resultOf } from "../../host-answers.ts";

const { a, button, div, h2, p, section, span, table, tbody, td, th, thead, tr } = van.tags;

const pageLength = 50;

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

async function readPage(without: string[], status: Status | undefined, query: string, limit: number, cursor?: string) {
  const params = { limit, without, ...(query ? { query } : {}), ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) };
  const { objections: items, nextCursor, ...count } = resultOf(await call("objections.list", params));
  return { items, ...count, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

/** How many were found; the host stops counting at a limit. */
const foundWords = (total: number, isMore: boolean) =>
  isMore ? message("searchFoundMore", formatNumber(total)) : plural("searchFound", total);

const isNewer = (one: Objection, other: Objection) =>
  one.submittedAt === other.submittedAt ? one.id > other.id : one.submittedAt > other.submittedAt;

/** The objections of a filter, newest first; the host can filter by only one status at a time. */
function openList(without: string[], filter: FilterName, query: string): Promise<MergedList<Objection>> {
  const statuses = filter === "all" ? [undefined] : filters[filter];
  const reads = statuses.map((status) => (cursor?: string) => readPage(without, status, query, pageLength, cursor));
  return MergedList.open(reads, isNewer);
}

async function countOf(without: string[], filter: FilterName, query: string): Promise<string> {
  const statuses = filter === "all" ? [undefined] : filters[filter];
  const pages = await Promise.all(statuses.map((status) => readPage(without, status, query, 1)));
  return formatCounted(countedIn(pages));
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
    const total = this.#list?.total ?? 0;
    const isSearching = wanted.query !== "" || wanted.filter !== "all";
    this.#said.textContent =
      total === 0 ? message("searchNone") : isSearching ? foundWords(total, this.#list?.isMoreThanTotal ?? false) : "";
    this.#more.hidden = this.#list?.isAtEnd ?? true;
  }

  #fail(error: unknown): void {
    if (!(error instanceof HostFailure)) throw error;
    this.#said.textContent = message(storeWords(error.kind));
  }

  async #count(asked: number): Promise<void> {
    const counts = await Promise.all(filterNames.map((name) => countOf(this.without, name, wanted.query)));
    if (asked !== this.#asked) return;
    for (const [index, name] of filterNames.entries()) {
      const shown = this.#buttons.get(name);
      if (shown) shown.count.textContent = counts[index] ?? "";
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
