/** The first line of a file with what Demur saw on a page. */
export const sampleHead = "What Demur saw of a page, format 1";

/** The key under which what was seen waits in `storage.session` for the page that shows it. */
export const sampleKey = "sample";

/** The browser and its version, out of all that it says about itself. */
export function browserOf(userAgent: string): string {
  return /(?:Firefox|Edg|Chrome)\/\d+/u.exec(userAgent)?.[0] ?? "unknown";
}
