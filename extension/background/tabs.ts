import type { BannerState } from "../model/banner-state.ts";
import { showBadge } from "./badge.ts";

/** What each tab's banner says lives in `storage.session`: in memory only, and it outlives the background page. */
const keyOf = (tabId: number) => `tab/${tabId}`;

/** What the banner in a tab says, or undefined when there is none. */
export async function bannerOf(tabId: number): Promise<BannerState | undefined> {
  const key = keyOf(tabId);
  const stored = await chrome.storage.session.get<Record<string, BannerState>>(key);
  return stored[key];
}

/** Notes what the banner in a tab says now, and shows it on the toolbar button. */
export async function noteBanner(tabId: number, state: BannerState | null): Promise<void> {
  if (state) await chrome.storage.session.set({ [keyOf(tabId)]: state });
  else await chrome.storage.session.remove(keyOf(tabId));
  await showBadge(tabId, state);
}

/** Forgets what was noted for a tab that is gone or shows another page. */
export async function forgetTab(tabId: number): Promise<void> {
  await chrome.storage.session.remove(keyOf(tabId));
}
