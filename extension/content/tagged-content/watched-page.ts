import { parsed } from "../../model/embedded-json.ts";
import { readLink, type Link, type TaggedSite } from "../../model/tagged-links.ts";
import type { Viewer } from "../../model/viewer.ts";

/** What finders look at. */
export interface Ground {
  page: Document;
  address: string;
  site: TaggedSite;
  viewer: Viewer;
  /** The JSON that the page carries, where the page was loaded at this address; in-page navigation leaves older JSON behind. */
  documents: readonly unknown[];
}

/** A link in a page; `link` is undefined where its address tells nothing. */
export interface PageLink {
  anchor: HTMLAnchorElement;
  link: Link | undefined;
  /** Facebook gives the time of a post its address only when it is pointed at; until then it leads to the page itself. */
  leadsNowhere: boolean;
}

function pageLink(anchor: HTMLAnchorElement): PageLink {
  const leadsNowhere = /^[#?]/.test(anchor.getAttribute("href") ?? "");
  return { anchor, leadsNowhere, link: leadsNowhere ? undefined : readLink(anchor.href) };
}

/** The most links that are looked at in one element; a longer page is not what it seems. */
const mostLinks = 2000;

/** Parts of a page that frame its content. */
const frame = "[role=banner], [role=navigation], nav";

/** The links of an element in their order, without those that can't be seen and those in the page's frame. */
export function* linksIn(root: ParentNode): Generator<PageLink> {
  let count = 0;
  for (const anchor of root.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (++count > mostLinks) return;
    if (!anchor.closest(frame) && anchor.checkVisibility()) yield pageLink(anchor);
  }
}

/** The longest script that is read, in UTF-16 units: parsing can't be interrupted. */
const longestScript = 1_000_000;

/** The page's own JSON scripts, each read once. */
export class EmbeddedJson {
  /** The documents that may tell who is logged in, or what they are tagged in. */
  readonly documents: unknown[] = [];
  readonly #read = new WeakSet<Element>();

  constructor(private readonly site: TaggedSite) {}

  /** Reads the scripts that have come since the last time. Yields where it may be interrupted. */
  *read(page: Document): Generator<undefined> {
    const marks = Object.values(this.site.embedded).map((name) => `"${name}"`);
    for (const script of page.querySelectorAll('script[type="application/json"]')) {
      if (this.#read.has(script)) continue;
      this.#read.add(script);
      const text = script.textContent;
      if (text.length <= longestScript && marks.some((mark) => text.includes(mark))) this.documents.push(parsed(text));
      yield;
    }
  }
}
