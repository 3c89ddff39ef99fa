import type { FinderCount, OwnerlessItem, TaggedItem } from "./tagged-items.ts";
import type { TaggedPlatform } from "./tagged-links.ts";

/**
 * What a page has shown of others' posts, for the banner in it and for the popup. `nothing-seen`: the page is there to list the person's
 * tags, but Demur saw none, because there are none or because Meta changed its pages. `person-unknown`: such a page, but it doesn't say
 * who is logged in, so nothing was read.
 */
export type Sighting =
  | {
      kind: "found";
      platform: TaggedPlatform;
      count: number;
      arePhotos: boolean;
      /** Who shared them, most items first. */
      names: string[];
      /** For how many of the items the page doesn't show the owner. */
      ownerless: number;
    }
  | { kind: "nothing-seen" | "person-unknown"; platform: TaggedPlatform };

/** What is new on a page, and all that it has shown so far. */
export interface TaggedFound {
  items: TaggedItem[];
  ownerless: OwnerlessItem[];
  finders: FinderCount[];
  sighting: Sighting;
}

/** The names of those who shared the items, most items first. Names aren't unique, profiles are. */
function sharersOf(items: readonly TaggedItem[]): string[] {
  const sharers = new Map<string, { name: string; count: number }>();
  for (const { contact } of items) {
    const key = contact.url ?? contact.name;
    sharers.set(key, { name: contact.name, count: (sharers.get(key)?.count ?? 0) + 1 });
  }
  return [...sharers.values()].sort((one, other) => other.count - one.count).map(({ name }) => name);
}

/** Sums up the items that a page has shown. */
export function sightingOf(platform: TaggedPlatform, items: readonly (TaggedItem | OwnerlessItem)[]): Sighting {
  const owned = items.filter((item) => "contact" in item);
  return {
    kind: "found",
    platform,
    count: items.length,
    arePhotos: items.every(({ kind }) => kind === "photo"),
    names: sharersOf(owned),
    ownerless: items.length - owned.length,
  };
}
