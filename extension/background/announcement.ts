import type { ChangeNotice } from "../model/messages.ts";
import { tabsWithBanner } from "./tabs.ts";

/** Changes that follow each other this closely are told of once, in milliseconds. */
const together = 100;

let timer: ReturnType<typeof setTimeout> | undefined;
/** Who made the changes that are not told of yet; `undefined` once there was more than one. */
let maker: ChangeNotice["by"] | undefined;

async function tell(notice: ChangeNotice): Promise<void> {
  // Where no page of Demur's is open nobody hears it, and the browser calls that an error.
  await chrome.runtime.sendMessage(notice).catch(() => undefined);
  const tabs = await tabsWithBanner();
  await Promise.allSettled(tabs.map((tabId) => chrome.tabs.sendMessage(tabId, notice)));
}

/**
 * Tells the open pages and banners that what they show may have changed. `by`: the page that changed it, which knows already; absent for
 * changes of the background page's own.
 */
export function announceChange(by?: ChangeNotice["by"]): void {
  maker = timer === undefined || maker === by ? by : undefined;
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    void tell(maker === undefined ? { kind: "changed" } : { kind: "changed", by: maker });
  }, together);
}
