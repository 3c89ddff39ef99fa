// The first of two content scripts. It runs on every page of a watched site, so it must stay small and shows nothing.
// When there is something to say, it has the background page inject the second one, tagged-banner, which puts
// `demurShowSighting` on the global object: the two scripts share nothing else (see ../banner-scripts.ts).
import { type Sighting, type TaggedFound, sightingOf } from "../../model/sighting.ts";
import { emptyStore, type LocalStore } from "../../model/storage.ts";
import type { OwnerlessItem, TaggedItem } from "../../model/tagged-items.ts";
import { readLink, taggedSite, type TaggedSite } from "../../model/tagged-links.ts";
import { viewerIn, type Viewer } from "../../model/viewer.ts";
import { tryAsk } from "../../ui/ask.ts";
import { EmbeddedJson } from "./watched-page.ts";
import { collect, isOwnTaggedPage, type Collected } from "./finders.ts";
import type { SightingBanner } from "../banner-scripts.ts";
import { answerWhetherThere } from "../still-there.ts";
import { inSlices } from "./slices.ts";

/** Pages change all the time; the next look waits at least this long, in milliseconds. */
const lookInterval = 1000;
/** A page that lists the person's tags and has shown none after this long has none, in milliseconds. */
const nothingAfter = 6000;

const urlAtLoad = location.href;

/** Watches the page at one URL and looks again whenever it changes. It only reads: no request, no scrolling, no click. */
class Watcher {
  readonly #end = new AbortController();
  /** Everything that the background page knows of so far, by URL. */
  readonly #told = new Map<string, TaggedItem | OwnerlessItem>();
  #saidNothing = false;
  #hasTold = false;
  #shown: SightingBanner | undefined;
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
    private readonly url: string,
  ) {
    this.#embedded = new EmbeddedJson(site);
  }

  begin(): void {
    this.#observer.observe(document, { childList: true, subtree: true });
    setTimeout(() => {
      this.#plan();
    }, nothingAfter);
    void this.#look();
  }

  end(): void {
    this.#end.abort();
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    this.#shown?.end();
    if (this.#hasTold) void tryAsk("tagged-found", null);
  }

  /** Whether the background page has been told something of this URL. */
  get hasTold(): boolean {
    return this.#hasTold;
  }

  #plan(): void {
    if (this.#end.signal.aborted) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#isLooking) this.#plan();
      else void this.#look();
    }, lookInterval);
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    this.#shown?.keepPlace();
    const found = await inSlices(this.#work(), this.#end.signal);
    if (found) await this.#tellNew(found);
    this.#isLooking = false;
  }

  *#work(): Generator<undefined, Collected | undefined> {
    const { site, url } = this;
    yield* this.#embedded.read(document);
    this.#viewer ??= viewerIn(site, this.#embedded.documents);
    if (!this.#viewer) {
      this.#tellNothing("person-unknown");
      return undefined;
    }
    const documents = url === urlAtLoad ? this.#embedded.documents : [];
    const found = yield* collect({ page: document, url, site, viewer: this.#viewer, documents });
    if (found.items.length + found.ownerless.length === 0 && isOwnTaggedPage({ url, site, viewer: this.#viewer }))
      this.#tellNothing("nothing-seen", found);
    return found;
  }

  /** An item is reported once, and again only when its owner has become known. */
  #isNew(item: TaggedItem | OwnerlessItem): boolean {
    const known = this.#told.get(item.url);
    return known === undefined || (!("contact" in known) && "contact" in item);
  }

  async #tellNew({ items, ownerless, finders }: Collected): Promise<void> {
    const news = { items: items.filter((item) => this.#isNew(item)), ownerless: ownerless.filter((item) => this.#isNew(item)) };
    const all = [...news.items, ...news.ownerless];
    if (all.length === 0) return;
    const shown = new Map([...this.#told, ...all.map((item) => [item.url, item] as const)]);
    const sighting = sightingOf(this.site.platform, [...shown.values()]);
    // What could not be told is new again at the next look.
    if (await this.#tell({ ...news, finders, sighting })) for (const item of all) this.#told.set(item.url, item);
  }

  #tellNothing(kind: "nothing-seen" | "person-unknown", { finders }: Pick<Collected, "finders"> = { finders: [] }): void {
    if (!this.#isListing || this.#told.size > 0 || this.#saidNothing || Date.now() - this.#start < nothingAfter) return;
    this.#saidNothing = true;
    const found = { items: [], ownerless: [], finders, sighting: { kind, platform: this.site.platform } };
    void this.#tell(found).then((isTold) => {
      this.#saidNothing = isTold;
    });
  }

  /** Whether this page exists to list what someone is tagged in. */
  get #isListing(): boolean {
    return readLink(this.url)?.kind === "tagged-page";
  }

  /**
   * Reports to the background page and, on a page that lists the person's tags, to the person; says whether that was possible. Nothing else
   * leaves the page.
   */
  async #tell(found: TaggedFound): Promise<boolean> {
    this.#hasTold = true;
    const answer = await tryAsk("tagged-found", found);
    if (answer && this.#isListing && !this.#end.signal.aborted) void this.#show(found.sighting, answer);
    return answer !== undefined;
  }

  async #show(sighting: Sighting, { isWaiting, isFolded }: { isWaiting: boolean; isFolded: boolean }): Promise<void> {
    if (!globalThis.demurShowSighting) await tryAsk("load-banner", { script: "tagged-banner" });
    if (this.#end.signal.aborted) return;
    this.#shown ??= globalThis.demurShowSighting?.(isFolded);
    this.#shown?.show(sighting, isWaiting);
  }
}

let watcher: Watcher | undefined;
let current: string | undefined;
/** Whether the person wants Demur to look on this site. */
let isWanted = false;

function stop(): void {
  watcher?.end();
  watcher = current = undefined;
}

function navigated(): void {
  if (!isWanted || location.href === current) return;
  stop();
  current = location.href;
  const site = taggedSite(current);
  watcher = site && new Watcher(site, current);
  watcher?.begin();
}

function switched({ watchedSites }: Pick<LocalStore, "watchedSites">): void {
  isWanted = watchedSites.some((platform) => platform === taggedSite(location.href)?.platform);
  if (isWanted) navigated();
  else stop();
}

// The script may be injected into an open page that already has it.
if (!globalThis.demurLooks) {
  globalThis.demurLooks = true;
  navigation.addEventListener("currententrychange", navigated);
  answerWhetherThere("posts", () => watcher?.hasTold === true);
  // Switching on or off takes effect at once in every open page.
  chrome.storage.local.onChanged.addListener((changes) => {
    const watchedSites = changes["watchedSites"]?.newValue as LocalStore["watchedSites"] | undefined;
    if (watchedSites) switched({ watchedSites });
  });
  void chrome.storage.local.get<LocalStore>({ watchedSites: emptyStore.watchedSites }).then(switched);
}
