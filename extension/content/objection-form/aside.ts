import { isBeforeSending, type BannerState } from "../../model/banner-state.ts";
import type { OthersCount } from "../../model/messages.ts";
import { emptyStore, type LocalStore } from "../../model/storage.ts";
import type { BannerAside } from "../../ui/banner-face.ts";
import { afterwardsAside, othersAside } from "../../ui/others-words.ts";

/** What the banner adds about others' posts. It is there with every state of the address, so that the height is one. */
export function asideFor(state: BannerState, others: OthersCount, wasTold: boolean): BannerAside | undefined {
  const isAddress = isBeforeSending(state) && state.kind !== "probable";
  if (others.items > 0) return isAddress || state.kind === "received" ? othersAside(others) : undefined;
  return state.kind === "received" && !wasTold ? afterwardsAside() : undefined;
}

/** Whether the person was told before that others' posts are not part of an objection. */
export async function wasToldOfOthers(): Promise<boolean> {
  const { toldOfOthers } = await chrome.storage.local.get<LocalStore>({ toldOfOthers: emptyStore.toldOfOthers });
  return toldOfOthers;
}

/** Notes that the person was told: once is enough. */
export async function noteToldOfOthers(): Promise<void> {
  await chrome.storage.local.set<Partial<LocalStore>>({ toldOfOthers: true });
}
