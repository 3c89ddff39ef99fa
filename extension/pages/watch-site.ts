import { emptyStore, type LocalStore } from "../model/storage.ts";
import { originsOf, taggedSites, type TaggedPlatform } from "../model/tagged-links.ts";

function origins(platform: TaggedPlatform): string[] {
  return taggedSites.filter((site) => site.platform === platform).flatMap(originsOf);
}

async function watchedSites(): Promise<TaggedPlatform[]> {
  const stored = await chrome.storage.local.get<LocalStore>({ watchedSites: emptyStore.watchedSites });
  return stored.watchedSites;
}

async function keep(sites: TaggedPlatform[]): Promise<void> {
  await chrome.storage.local.set<Partial<LocalStore>>({ watchedSites: sites });
}

/** Whether Demur watches a site: the person has switched it on, and the browser allows it. */
export async function isWatching(platform: TaggedPlatform): Promise<boolean> {
  const isChosen = (await watchedSites()).includes(platform);
  return isChosen && (await chrome.permissions.contains({ origins: origins(platform) }));
}

/** Asks the browser for permission and starts. False: not allowed. Must be called straight from a click, or the browser won't ask. */
export async function startWatching(platform: TaggedPlatform): Promise<boolean> {
  const isAllowed = await chrome.permissions.request({ origins: origins(platform) }).catch(() => false);
  const others = (await watchedSites()).filter((site) => site !== platform);
  if (isAllowed) await keep([...others, platform]);
  return isAllowed;
}

/** Stops at once, even in open pages, and gives up the permission. */
export async function stopWatching(platform: TaggedPlatform): Promise<void> {
  await keep((await watchedSites()).filter((site) => site !== platform));
  // The permission for Meta's help pages is required by the manifest and can't be removed, which is fine.
  await chrome.permissions.remove({ origins: origins(platform) }).catch(() => false);
}
