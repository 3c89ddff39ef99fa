import { nodesIn, textAt, type JsonNode } from "./embedded-json.ts";
import type { Link, TaggedSite } from "./tagged-links.ts";

/** Who is logged in on a site, by all the names that the site's links may use for them. */
export interface Viewer {
  /** The number of the account. Undefined if the page doesn't show it. */
  id: string | undefined;
  /** Names and number, as `foldedHandle` writes them. */
  handles: ReadonlySet<string>;
}

/** Facebook treats anna.example and AnnaExample as the same; on Instagram a dot counts. */
function foldedHandle(site: TaggedSite, handle: string): string {
  const small = handle.toLowerCase();
  return site.platform === "facebook" ? small.replaceAll(".", "") : small;
}

/** The names of the account with this number elsewhere in a page: `{"userID": "…", "userVanity": "…"}`. */
function namesOf(site: TaggedSite, id: string, nodes: readonly JsonNode[]): string[] {
  const { vanity } = site.embedded;
  if (vanity === undefined) return [];
  return nodes.filter((node) => node["userID"] === id).flatMap((node) => textAt(node, vanity) ?? []);
}

/**
 * Who is logged in, read from the JSON in a page: `["CurrentUserInitialData", [], {"USER_ID": …}]` on Facebook,
 * `["PolarisViewer", [], {"id": …, "data": {"username": …}}]` on Instagram. Undefined: no one, or the page doesn't say.
 */
export function viewerIn(site: TaggedSite, documents: readonly unknown[]): Viewer | undefined {
  const nodes = documents.flatMap((document) => [...nodesIn(document)]);
  for (const tuple of nodes.filter((node) => Array.isArray(node) && node[0] === site.embedded.viewer)) {
    const id = [textAt(tuple, 2, "USER_ID"), textAt(tuple, 2, "id")].find((text) => text !== undefined && text !== "0");
    const username = textAt(tuple, 2, "data", "username");
    const names = id === undefined ? [] : [id, ...namesOf(site, id, nodes)];
    const handles = username === undefined ? names : [...names, username];
    if (handles.length > 0) return { id, handles: new Set(handles.map((handle) => foldedHandle(site, handle))) };
  }
  return undefined;
}

/** Whether a link names the person as the owner of what it leads to. */
export function isOwn(site: TaggedSite, viewer: Viewer, { owner }: Pick<Link, "owner">): boolean {
  return owner !== undefined && viewer.handles.has(foldedHandle(site, owner));
}

/** Whether a link leads into the album that the site made from the photos in which the person is tagged. */
export function isInOwnAlbum(site: TaggedSite, viewer: Viewer, { album }: Pick<Link, "album">): boolean {
  return viewer.id !== undefined && album !== undefined && album === site.taggedAlbum?.replace("{owner}", viewer.id);
}
