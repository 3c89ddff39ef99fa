import { emptyStore, type LocalStore } from "../../model/storage.ts";
import { browserOf, sampleHead, sampleKey } from "../../model/page-sample.ts";
import { openPage } from "../links.ts";

/** The person's own words as far as Demur knows them: a page may show them. */
async function ownWords(): Promise<string[]> {
  const { accounts, home } = await chrome.storage.local.get<LocalStore>(emptyStore);
  const lines = (home.postalAddress ?? "").split("\n");
  return [home.name, ...lines, ...accounts.flatMap(({ label, emails }) => [label, ...emails])];
}

/** Records what Demur sees on the page in a tab, and shows it in one of Demur's own pages. `banner`: what the banner in it says. */
export async function showWhatWasSeen(tabId: number, banner: string | undefined): Promise<void> {
  const target = { tabId };
  await chrome.scripting.executeScript({ target, files: ["/content/page-sample.js"] });
  const args: [string[]] = [await ownWords()];
  const [answer] = await chrome.scripting.executeScript({
    target,
    args,
    func: (own: string[]) => globalThis.demurSample?.(own) ?? "",
  });
  const versions = [`demur: ${chrome.runtime.getManifest().version}`, `browser: ${browserOf(navigator.userAgent)}`];
  const sample = [sampleHead, ...versions, `banner: ${banner ?? "none"}`, answer?.result ?? ""].join("\n");
  await chrome.storage.session.set({ [sampleKey]: sample });
  await openPage("seen");
}
