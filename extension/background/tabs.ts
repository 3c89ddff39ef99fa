import type { BannerState } from "../model/banner-state.ts";
import type { StillThereNotice } from "../model/messages.ts";
import type { Sighting } from "../model/sighting.ts";
import { copiedTitleKey, showBadge } from "./badge.ts";

/** What each tab's banner says is in `storage.session`: only in memory, but it outlives the background page. */
const keyOf = (tabId: number | "") => `tab/${tabId}`;

/** What the banner in a tab says, or undefined when there is none. */
export async function bannerOf(tabId: number): Promise<BannerState | undefined> {
  const key = keyOf(tabId);
  const stored = await chrome.storage.session.get<Record<string, BannerState>>(key);
  return stored[key];
}

/** The tabs that have a banner. */
export async function tabsWithBanner(): Promise<number[]> {
  const keys = Object.keys(await chrome.storage.session.get(null));
  return keys.flatMap((key) => (key.startsWith(keyOf("")) ? [Number(key.slice(keyOf("").length))] : []));
}

/** Notes what the banner in a tab says now, and shows it on the toolbar button. */
export async function noteBanner(tabId: number, state: BannerState | null): Promise<void> {
  // A tab whose button was never changed must not get a title of its own: that would be out of date with the next common one.
  if (state === null && !(await bannerOf(tabId))) return;
  if (state) await chrome.storage.session.set({ [keyOf(tabId)]: state });
  else await chrome.storage.session.remove(keyOf(tabId));
  await showBadge(tabId, state);
}

const sightingKey = (tabId: number) => `sighting/${tabId}`;
const foldedKey = (tabId: number) => `folded/${tabId}`;

/** What the page in a tab has shown of others' posts. */
export async function sightingIn(tabId: number): Promise<Sighting | undefined> {
  const key = sightingKey(tabId);
  return (await chrome.storage.session.get<Record<string, Sighting>>(key))[key];
}

/** Notes what the page in a tab has shown of others' posts; null when the page is left. */
export async function noteSighting(tabId: number, sighting: Sighting | null): Promise<void> {
  if (sighting) await chrome.storage.session.set({ [sightingKey(tabId)]: sighting });
  else await chrome.storage.session.remove(sightingKey(tabId));
}

/** Whether the person has closed the banner about others' posts in a tab. */
export async function isFoldedIn(tabId: number): Promise<boolean> {
  const key = foldedKey(tabId);
  return (await chrome.storage.session.get<Record<string, boolean>>({ [key]: false }))[key] === true;
}

/** Notes that the person has closed the banner about others' posts in a tab, or opened it again. */
export async function noteFolded(tabId: number, isFolded: boolean): Promise<void> {
  await chrome.storage.session.set({ [foldedKey(tabId)]: isFolded });
}

/** Forgets what was noted for a tab that is gone. */
export async function forgetTab(tabId: number): Promise<void> {
  await chrome.storage.session.remove([keyOf(tabId), sightingKey(tabId), foldedKey(tabId), copiedTitleKey(tabId)]);
}

/** Whether the document in a tab says that it still shows this. One that has only just come can't answer. */
async function isStillThere(tabId: number, what: StillThereNotice["what"]): Promise<boolean> {
  const notice: StillThereNotice = { kind: "still-there", what };
  return (await chrome.tabs.sendMessage<StillThereNotice, boolean | undefined>(tabId, notice).catch(() => false)) === true;
}

/**
 * Something loads in a tab, which mostly means another document: what was noted of the old one is forgotten. But Chromium says the same of
 * a document that has only changed its URL, and a load may end as a download: then what is noted is still there, and stays.
 */
export async function noteLoading(tabId: number): Promise<void> {
  if ((await bannerOf(tabId)) && !(await isStillThere(tabId, "banner"))) await noteBanner(tabId, null);
  if ((await sightingIn(tabId)) && !(await isStillThere(tabId, "posts"))) await noteSighting(tabId, null);
}
