import { taggedPostsIn, type FinderCount, type OwnerlessItem, type TaggedItem } from "../../model/tagged-items.ts";
import { profileUrl, readLink, type Link } from "../../model/tagged-links.ts";
import { isInOwnAlbum, isOwn } from "../../model/viewer.ts";
import { linksIn, type Ground } from "./watched-page.ts";
import { readPost } from "./post.ts";
import { unitFinders } from "./units.ts";

type Found = TaggedItem | OwnerlessItem;

/** One way of looking. It yields between steps, with or without an item. */
type Finder = (ground: Ground) => Generator<Found | undefined>;

/** Whether a page is there to list what this person is tagged in. */
export function isOwnTaggedPage({ address, site, viewer }: Omit<Ground, "page" | "documents">): boolean {
  const link = readLink(address);
  return link?.kind === "tagged-page" && isOwn(site, viewer, link);
}

/** Photos in the album that Facebook makes of the person's tags; on the page of these, also those without an album. */
function* tiles(ground: Ground): Generator<Found | undefined> {
  const { page, site, viewer } = ground;
  const isOwnPage = isOwnTaggedPage(ground);
  const isTagged = (link: Link): boolean => isInOwnAlbum(site, viewer, link) || (isOwnPage && link.album === undefined);
  for (const { link } of linksIn(page))
    yield link?.kind === "photo" && isTagged(link)
      ? { platform: site.platform, url: link.url, kind: "photo", seenOn: "page" }
      : undefined;
}

function* embedded(ground: Ground): Generator<Found | undefined> {
  if (isOwnTaggedPage(ground)) yield* taggedPostsIn(ground.site, ground.viewer, ground.documents);
}

/** Posts in the tagged tab: `/owner/p/code/` names the owner, `/p/code/` doesn't. */
function* tabLinks(ground: Ground): Generator<Found | undefined> {
  const { page, site, viewer } = ground;
  if (!isOwnTaggedPage(ground)) return;
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
  function* (ground) {
    for (const unit of units(ground)) yield unit && readPost(unit, ground);
  },
]);

const finders: Readonly<Record<Link["platform"], readonly (readonly [string, Finder])[]>> = {
  facebook: [["tiles", tiles], ...postFinders],
  instagram: [
    ["embedded", embedded],
    ["tab-links", tabLinks],
  ],
};

/** What all finders found together, each thing once, and how many things each of them found. */
export interface Harvest {
  items: TaggedItem[];
  ownerless: OwnerlessItem[];
  finders: FinderCount[];
}

/** Looks in every way at a page. Yields where it may be interrupted. */
export function* harvest(ground: Ground): Generator<undefined, Harvest> {
  const items = new Map<string, TaggedItem>();
  const ownerless = new Map<string, OwnerlessItem>();
  const counts: FinderCount[] = [];
  for (const [finder, find] of finders[ground.site.platform]) {
    const urls = new Set<string>();
    for (const found of find(ground)) {
      yield;
      if (!found) continue;
      urls.add(found.url);
      // The first finder that knows an item knows most of it.
      if (!("contact" in found)) ownerless.set(found.url, found);
      else if (!items.has(found.url)) items.set(found.url, found);
    }
    counts.push({ finder, count: urls.size });
  }
  for (const url of items.keys()) ownerless.delete(url);
  return { items: [...items.values()], ownerless: [...ownerless.values()], finders: counts };
}
