/** How many there are at least, and whether there are more: the host counts only up to a limit. */
export interface Counted {
  count: number;
  isMore: boolean;
}

/** How many several answers of the host count together. */
export function countedIn(pages: readonly { total: number; isMoreThanTotal?: boolean }[]): Counted {
  return {
    count: pages.reduce((sum, { total }) => sum + total, 0),
    isMore: pages.some(({ isMoreThanTotal }) => isMoreThanTotal === true),
  };
}

/** A page of a list. */
export interface ListPage<Item> {
  items: Item[];
  nextCursor?: string;
  /** How many there are in the whole list, as far as they were counted. */
  total: number;
  /** There are more than `total`. */
  isMoreThanTotal?: boolean;
}

/** Reads a page; without a cursor the first. */
export type ReadPage<Item> = (cursor?: string) => Promise<ListPage<Item>>;

/** One of the lists, as far as it was read. */
interface Source<Item> {
  read: ReadPage<Item>;
  items: Item[];
  nextCursor?: string | undefined;
}

/** Several lists with the same order, read as one, and no further than needed. What is in several of them comes once. */
export class MergedList<Item> {
  #last: Item | undefined;
  #total = 0;
  #isMoreThanTotal = false;
  readonly #sources: Source<Item>[] = [];

  /** `isBefore` is the order that each list already has; it puts identical items next to each other. */
  private constructor(
    private readonly isBefore: (one: Item, other: Item) => boolean,
    private readonly isSame: (one: Item, other: Item) => boolean,
  ) {}

  static async open<Item>(
    reads: readonly ReadPage<Item>[],
    isBefore: (one: Item, other: Item) => boolean,
    isSame: (one: Item, other: Item) => boolean = () => false,
  ): Promise<MergedList<Item>> {
    const list = new MergedList<Item>(isBefore, isSame);
    for (const page of await Promise.all(reads.map(async (read) => ({ read, ...(await read()) })))) {
      list.#total += page.total;
      list.#isMoreThanTotal ||= page.isMoreThanTotal === true;
      list.#sources.push(page);
    }
    return list;
  }

  get total(): number {
    return this.#total;
  }

  get isMoreThanTotal(): boolean {
    return this.#isMoreThanTotal;
  }

  get isAtEnd(): boolean {
    return this.#sources.every((source) => source.items.length === 0 && source.nextCursor === undefined);
  }

  /** The next items, at most `count`. */
  async next(count: number): Promise<Item[]> {
    const taken: Item[] = [];
    while (taken.length < count) {
      const item = await this.#takeFirst();
      if (item === undefined) break;
      const isAgain = this.#last !== undefined && this.isSame(this.#last, item);
      this.#last = item;
      if (!isAgain) taken.push(item);
    }
    return taken;
  }

  async #takeFirst(): Promise<Item | undefined> {
    for (const source of this.#sources) await fill(source);
    const filled = this.#sources.filter((source) => source.items.length > 0);
    const [first] = filled.sort((one, other) => this.#compare(one, other));
    return first?.items.shift();
  }

  #compare({ items: [one] }: Source<Item>, { items: [other] }: Source<Item>): number {
    if (one === undefined || other === undefined) return 0;
    return this.isBefore(one, other) ? -1 : 1;
  }
}

async function fill<Item>(source: Source<Item>): Promise<void> {
  while (source.items.length === 0 && source.nextCursor !== undefined) {
    const page = await source.read(source.nextCursor);
    source.items = page.items;
    source.nextCursor = page.nextCursor;
  }
}
