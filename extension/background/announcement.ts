import type { ChangeNotice } from "../model/messages.ts";
import { tabsWithBanner } from "./tabs.ts";

/** Changes this close together are announced once, in milliseconds. */
const together = 100;

let timer: ReturnType<typeof setTimeout> | undefined;
/** Who made the changes that aren't announced yet; `undefined` if more than one page did. */
let maker: ChangeNotice["by"] | undefined;

async function tell(notice: ChangeNotice): Promise<void> {
  // If no page of Demur's is open, nobody receives it, which the browser calls an error.
  await chrome.runtime.sendMessage(notice).catch(() => undefined);
  const tabs = await tabsWithBanner();
  await Promise.allSettled(tabs.map((tabId) => chrome.tabs.sendMessage(tabId, notice)));
}

/**
 * Tells the open pages and banners that what they show may have changed. `by`: the page that changed it, which already knows; absent for
 * the background page's own changes.
 */
export function announceChange(by?: ChangeNotice["by"]): void {
  maker = timer === undefined || maker === by ? by : undefined;
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    void tell(maker === undefined ? { kind: "changed" } : { kind: "changed", by: maker });
  }, together);
}
