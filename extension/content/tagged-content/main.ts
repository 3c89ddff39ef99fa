import type { TaggedFound, TaggedMessage } from "../../model/tagged.ts";
import { readLink, taggedSite, type TaggedSite } from "../../model/tagged-links.ts";
import { viewerIn, type Viewer } from "../../model/viewer.ts";
import { EmbeddedJson } from "./embedded.ts";
import { harvest, isOwnTaggedPage, type Harvest } from "./finders.ts";
import { inSlices } from "./slices.ts";

/** Pages change all the time; they are looked at again at most this often, in milliseconds. */
const pause = 1000;
/** A page that lists the person's tags has shown some after this long, in milliseconds, or it has none. */
const patience = 6000;

const addressAtLoad = location.href;

/** Tells the background page, which may be gone while the extension is updated. Nothing else leaves the page. */
function tell(found: TaggedFound): void {
  const message: TaggedMessage = { kind: "tagged-found", ask: found };
  void chrome.runtime.sendMessage(message).catch(() => undefined);
}

/** Looks at one address of a page, again whenever the page has changed. It only reads: no request, no scrolling, no click. */
class Watcher {
  readonly #end = new AbortController();
  readonly #told = new Set<string>();
  readonly #start = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLooking = false;
  readonly #embedded: EmbeddedJson;
  #viewer: Viewer | undefined;
  readonly #observer = new MutationObserver(() => {
    this.#plan();
  });

  constructor(
    private readonly site: TaggedSite,
    private readonly address: string,
  ) {
    this.#embedded = new EmbeddedJson(site);
  }

  begin(): void {
    this.#observer.observe(document, { childList: true, subtree: true });
    setTimeout(() => {
      this.#plan();
    }, patience);
    void this.#look();
  }

  end(): void {
    this.#end.abort();
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#end.signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#isLooking) this.#plan();
      else void this.#look();
    }, pause);
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    const found = await inSlices(this.#work(), this.#end.signal);
    this.#isLooking = false;
    if (found) this.#tellNew(found);
  }

  *#work(): Generator<undefined, Harvest | undefined> {
    const { site, address } = this;
    yield* this.#embedded.read(document);
    this.#viewer ??= viewerIn(site, this.#embedded.documents);
    if (!this.#viewer) {
      this.#tellNothing("person-unknown");
      return undefined;
    }
    const documents = address === addressAtLoad ? this.#embedded.documents : [];
    const found = yield* harvest({ page: document, address, site, viewer: this.#viewer, documents });
    if (found.items.length + found.ownerless.length === 0 && isOwnTaggedPage({ address, site, viewer: this.#viewer }))
      this.#tellNothing("nothing-seen", found);
    return found;
  }

  /** What was told once for this address is not told again, unless its owner has become known. */
  #isNew(key: string): boolean {
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  #tellNew({ items, ownerless, finders }: Harvest): void {
    const newItems = items.filter(({ url }) => this.#isNew(`item ${url}`));
    const newOwnerless = ownerless.filter(({ url }) => this.#isNew(`ownerless ${url}`));
    if (newItems.length + newOwnerless.length === 0) return;
    const { platform } = this.site;
    tell({ result: "found", platform, items: newItems, ownerless: newOwnerless, finders });
  }

  #tellNothing(result: "nothing-seen" | "person-unknown", { finders }: Pick<Harvest, "finders"> = { finders: [] }): void {
    const isListing = readLink(this.address)?.kind === "tagged-page";
    if (!isListing || this.#told.size > 0 || Date.now() - this.#start < patience || !this.#isNew(result)) return;
    tell({ result, platform: this.site.platform, items: [], ownerless: [], finders });
  }
}

let watcher: Watcher | undefined;
let current: string | undefined;

function navigated(): void {
  if (location.href === current) return;
  current = location.href;
  watcher?.end();
  const site = taggedSite(location.href);
  watcher = site && new Watcher(site, location.href);
  watcher?.begin();
}

navigated();
navigation.addEventListener("currententrychange", navigated);
