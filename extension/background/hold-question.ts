import type { HoldNotice } from "../model/messages.ts";
import { tabsWithBanner } from "./tabs.ts";

/** How long to wait for pages that may be gone or frozen, in milliseconds. */
const answersWithin = 1_000;

/** Asks the pages whether one still holds an entry whose hold has run out, say while the computer slept: that page then renews it. */
export async function askWhoHolds(key: string): Promise<void> {
  const notice: HoldNotice = { kind: "hold-over", key };
  const answers = (await tabsWithBanner()).map((tabId) => chrome.tabs.sendMessage(tabId, notice));
  const tooLate = new Promise((resolve) => setTimeout(resolve, answersWithin));
  await Promise.race([Promise.allSettled(answers), tooLate]);
}
