import { parsed } from "../../model/embedded-json.ts";
import type { TaggedSite } from "../../model/tagged-links.ts";

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
