import { waitingItems } from "../model/outbox.ts";
import type { LocalStore } from "../model/storage.ts";
import type { TaggedFound } from "../model/sighting.ts";
import { originsOf, taggedSite, taggedSites, type TaggedSite } from "../model/tagged-links.ts";
import type { TaggedItemDraft } from "../model/protocol.ts";
import { putIntoOutbox, readOutbox } from "./outbox-store.ts";
import { readStore } from "./person.ts";

const script = "content/tagged-content.js";
const idOf = ({ platform }: TaggedSite): string => `tagged-${platform}`;

/** Whether the browser lets Demur read a site's pages. */
async function isAllowed(site: TaggedSite): Promise<boolean> {
  return chrome.permissions.contains({ origins: originsOf(site) });
}

/** Injects the script into the site's pages, future ones and those already open. */
async function begin(site: TaggedSite): Promise<void> {
  const matches = originsOf(site);
  await chrome.scripting.registerContentScripts([{ id: idOf(site), matches, js: [script], runAt: "document_idle" }]);
  const tabs = await chrome.tabs.query({ url: matches });
  await Promise.allSettled(
    tabs.map(({ id = -1 }) => chrome.scripting.executeScript({ target: { tabId: id, frameIds: [0] }, files: [script] })),
  );
}

async function applyOnce(): Promise<void> {
  const { watchedSites } = await readStore();
  const registered = await chrome.scripting.getRegisteredContentScripts();
  for (const site of taggedSites) {
    const isRegistered = registered.some(({ id }) => id === idOf(site));
    const isWanted = watchedSites.includes(site.platform) && (await isAllowed(site));
    if (isWanted && !isRegistered) await begin(site);
    if (!isWanted && isRegistered) await chrome.scripting.unregisterContentScripts({ ids: [idOf(site)] });
  }
}

let applying: Promise<void> = Promise.resolve();

/** Applies what the person has chosen: scripts run on the sites that are switched on and allowed, and on no others. */
export function applySwitches(): Promise<void> {
  applying = applying.then(applyOnce, applyOnce);
  return applying;
}

/** Switches off the sites that the browser no longer allows: allowing them again later doesn't mean that the person wants them watched. */
export async function dropForbiddenSites(): Promise<void> {
  const { watchedSites } = await readStore();
  const allowed = await Promise.all(taggedSites.map(async (site) => ((await isAllowed(site)) ? [site.platform] : [])));
  const left = watchedSites.filter((platform) => allowed.flat().includes(platform));
  if (left.length < watchedSites.length) await chrome.storage.local.set<Partial<LocalStore>>({ watchedSites: left });
  await applySwitches();
}

/** Whether a page is on a site that the person has switched on. */
export async function isWatched(href: string | undefined): Promise<boolean> {
  const site = href === undefined ? undefined : taggedSite(href);
  return site !== undefined && (await readStore()).watchedSites.includes(site.platform);
}

/** The most items in one call of the host. */
export const maxInCall = 500;
/** The most items that wait in this browser, about half a megabyte; for more, a page can be opened again. */
const maxWaiting = 2000;

async function itemsWaiting(): Promise<TaggedItemDraft[]> {
  return waitingItems((await readOutbox()).map(([, entry]) => entry));
}

/** Whether items wait in this browser for the host. */
export async function itemsWait(): Promise<boolean> {
  return (await itemsWaiting()).length > 0;
}

/** Two items are the same if the URL and the sharer are. */
const keyOf = ({ url, contact }: TaggedItemDraft): string => [url, contact.url ?? "", contact.name].join("\n");

/** Keeps what a page shows until the host has it. Who shared an item may be learned later, from the opened photo or from the person's data. */
export async function keepItems({ items, ownerless }: TaggedFound): Promise<void> {
  const waiting = await itemsWaiting();
  const known = new Set(waiting.map(keyOf));
  const nameless = ownerless.map((item): TaggedItemDraft => ({ ...item, contact: { name: "" } }));
  const fresh = [...items, ...nameless].filter((item) => !known.has(keyOf(item)));
  const fitting = fresh.slice(0, Math.max(0, maxWaiting - waiting.length));
  for (let start = 0; start < fitting.length; start += maxInCall) {
    const params = { items: fitting.slice(start, start + maxInCall) };
    await putIntoOutbox({ method: "tagged.record", params, heldUntil: 0 });
  }
}
