import { parsed } from "../../model/embedded-json.ts";
import { readLink, type Link, type TaggedSite } from "../../model/tagged-links.ts";
import type { Viewer } from "../../model/viewer.ts";

/** A page of a watched site, as the finders get it. */
export interface WatchedPage {
  page: Document;
  url: string;
  site: TaggedSite;
  viewer: Viewer;
  /** The JSON in the page. Empty unless the page was loaded at this URL: in-page navigation leaves the previous page's JSON behind. */
  documents: readonly unknown[];
}

/** A link in a page; `link` is undefined when its URL says nothing about tagged content. */
export interface PageLink {
  anchor: HTMLAnchorElement;
  link: Link | undefined;
  /** Facebook gives the link on a post's time its URL only when the pointer is over it; until then it leads to the page itself. */
  leadsNowhere: boolean;
}

function pageLink(anchor: HTMLAnchorElement): PageLink {
  const leadsNowhere = /^[#?]/.test(anchor.getAttribute("href") ?? "");
  return { anchor, leadsNowhere, link: leadsNowhere ? undefined : readLink(anchor.href) };
}

/** How many links of one element are looked at: no real page has more. */
const maxLinks = 2000;

/** The parts around a page's content. */
const surroundings = "[role=banner], [role=navigation], nav";

/** The visible links of an element in document order, without those around the page's content. */
export function* linksIn(root: ParentNode): Generator<PageLink> {
  let count = 0;
  for (const anchor of root.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (++count > maxLinks) return;
    if (!anchor.closest(surroundings) && anchor.checkVisibility()) yield pageLink(anchor);
  }
}

/** Longer scripts are skipped, because parsing can't be interrupted. In UTF-16 code units. */
const maxScriptLength = 1_000_000;

/** Reads the JSON scripts of a page, each once. */
export class EmbeddedJson {
  /** The documents that may say who is logged in, or what they are tagged in. */
  readonly documents: unknown[] = [];
  readonly #read = new WeakSet<Element>();

  constructor(private readonly site: TaggedSite) {}

  /** Reads the scripts that were added since the last call. Yields where it may be interrupted. */
  *read(page: Document): Generator<undefined> {
    const names = Object.values(this.site.embedded).map((name) => `"${name}"`);
    for (const script of page.querySelectorAll('script[type="application/json"]')) {
      if (this.#read.has(script)) continue;
      this.#read.add(script);
      const text = script.textContent;
      if (text.length <= maxScriptLength && names.some((name) => text.includes(name))) this.documents.push(parsed(text));
      yield;
    }
  }
}
