import type { HoldNotice } from "../model/messages.ts";
import { tabsWithBanner } from "./tabs.ts";

/** A page that is gone or frozen doesn't answer. In milliseconds. */
const answersWithin = 1_000;

/** Asks the pages whether one of them still holds an entry whose hold has run out, as after the computer's sleep: then it renews the hold. */
export async function askWhoHolds(key: string): Promise<void> {
  const notice: HoldNotice = { kind: "hold-over", key };
  const answers = (await tabsWithBanner()).map((tabId) => chrome.tabs.sendMessage(tabId, notice));
  const tooLate = new Promise((resolve) => setTimeout(resolve, answersWithin));
  await Promise.race([Promise.allSettled(answers), tooLate]);
}
