import { taggedPostsIn, type FinderCount, type OwnerlessItem, type TaggedItem } from "../../model/tagged-items.ts";
import { profileUrl, readLink, type Link } from "../../model/tagged-links.ts";
import { isInOwnAlbum, isOwn } from "../../model/viewer.ts";
import { linksIn, type WatchedPage } from "./watched-page.ts";
import { readPost } from "./post.ts";
import { unitFinders } from "./units.ts";

type Found = TaggedItem | OwnerlessItem;

/** One way of finding items. It yields between steps, with or without an item. */
type Finder = (watched: WatchedPage) => Generator<Found | undefined>;

/** Whether a page exists to list what this person is tagged in. */
export function isOwnTaggedPage({ url, site, viewer }: Omit<WatchedPage, "page" | "documents">): boolean {
  const link = readLink(url);
  return link?.kind === "tagged-page" && isOwn(site, viewer, link);
}

/** Photos in the album that Facebook makes from the person's tags; on that album's page, also photos whose link names no album. */
function* tiles(watched: WatchedPage): Generator<Found | undefined> {
  const { page, site, viewer } = watched;
  const isOwnPage = isOwnTaggedPage(watched);
  const isTagged = (link: Link): boolean => isInOwnAlbum(site, viewer, link) || (isOwnPage && link.album === undefined);
  for (const { link } of linksIn(page))
    yield link?.kind === "photo" && isTagged(link)
      ? { platform: site.platform, url: link.url, kind: "photo", seenOn: "page" }
      : undefined;
}

function* embedded(watched: WatchedPage): Generator<Found | undefined> {
  if (isOwnTaggedPage(watched)) yield* taggedPostsIn(watched.site, watched.viewer, watched.documents);
}

/** Posts in the tagged tab: `/owner/p/code/` names the owner, `/p/code/` doesn't. */
function* tabLinks(watched: WatchedPage): Generator<Found | undefined> {
  const { page, site, viewer } = watched;
  if (!isOwnTaggedPage(watched)) return;
  for (const { link } of linksIn(page)) {
    if (link?.kind !== "post" || isOwn(site, viewer, link)) yield undefined;
    else {
      const item: OwnerlessItem = { platform: site.platform, url: link.url, kind: "tag", seenOn: "page" };
      const { owner } = link;
      yield owner === undefined ? item : { ...item, contact: { name: owner, url: profileUrl(site, owner) } };
    }
  }
}

const postFinders = Object.entries(unitFinders).map(([name, units]): [string, Finder] => [
  name,
  function* (watched) {
    for (const unit of units(watched)) yield unit && readPost(unit, watched);
  },
]);

const finders: Readonly<Record<Link["platform"], readonly (readonly [string, Finder])[]>> = {
  facebook: [["tiles", tiles], ...postFinders],
  instagram: [
    ["embedded", embedded],
    ["tab-links", tabLinks],
  ],
};

/** What all finders found together, each item once, and how many items each of them found. */
export interface Collected {
  items: TaggedItem[];
  ownerless: OwnerlessItem[];
  finders: FinderCount[];
}

/** Runs every finder of the site over a page. Yields where it may be interrupted. */
export function* collect(watched: WatchedPage): Generator<undefined, Collected> {
  const items = new Map<string, TaggedItem>();
  const ownerless = new Map<string, OwnerlessItem>();
  const counts: FinderCount[] = [];
  for (const [finder, find] of finders[watched.site.platform]) {
    const urls = new Set<string>();
    for (const found of find(watched)) {
      yield;
      if (!found) continue;
      urls.add(found.url);
      // The finders that know most about an item come first.
      if (!("contact" in found)) ownerless.set(found.url, found);
      else if (!items.has(found.url)) items.set(found.url, found);
    }
    counts.push({ finder, count: urls.size });
  }
  for (const url of items.keys()) ownerless.delete(url);
  return { items: [...items.values()], ownerless: [...ownerless.values()], finders: counts };
}
