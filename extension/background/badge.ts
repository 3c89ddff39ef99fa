import type { BannerState } from "../model/banner-state.ts";
import { momentOnDay } from "../model/day-label.ts";
import type { Objection } from "../model/protocol.ts";
import { dayMessage, message } from "../ui/i18n.ts";

/** The background colours of the badge: the light theme's accent and check-fill, on which white text is legible in any toolbar. */
const teal = "#0E6762";
const amber = "#B05E00";

interface Badge {
  text: string;
  colour: string;
  title: string;
}

type SpeakingState = Exclude<BannerState, { kind: "not-the-form" }>;

/** A title that says whose it is; the keys that begin with "badge" do so themselves. */
const named = (words: string) => `Demur: ${words}`;

/** What was tried at an earlier visit, and when. */
function triedOn(key: "bannerPressedHeadline" | "bannerNotFinishedHeadline", objection: Objection): string {
  return named(dayMessage(key, momentOnDay(objection.submittedAt, objection.precision)));
}

/** The badge for what the banner says: a sign, and a text that says the same. */
function badgeFor(state: SpeakingState): Badge {
  switch (state.kind) {
    case "already":
      return { text: "✓", colour: teal, title: message("badgeAlready") };
    case "empty":
    case "malformed":
    case "slip":
    case "not-yours":
      return { text: "!", colour: amber, title: message("badgeCheckAddress") };
    case "another-form":
      return { text: "!", colour: amber, title: message("badgeAnotherForm") };
    case "host-missing":
      return { text: "…", colour: amber, title: message("badgeHostMissing") };
    case "not-kept":
      return { text: "…", colour: amber, title: named(message("bannerHostMissingHeadline")) };
    case "code":
      return { text: "!", colour: amber, title: message("badgeCode") };
    case "still-unsure":
      return { text: "?", colour: amber, title: triedOn("bannerPressedHeadline", state.objection) };
    case "not-finished":
      return { text: "!", colour: amber, title: triedOn("bannerNotFinishedHeadline", state.objection) };
    case "field-marked":
    case "page-error":
      return { text: "!", colour: amber, title: message("badgeNotSent") };
    case "cut-off":
      return { text: "!", colour: amber, title: named(message("bannerCutOffHeadline")) };
    case "sending":
      return { text: "•", colour: teal, title: named(message("bannerSendingHeadline")) };
    case "not-sure":
      return { text: "?", colour: amber, title: named(message("wasItReceived")) };
    case "sent":
    case "received":
      return { text: "•", colour: teal, title: message("badgeSent") };
    case "probable":
      return { text: "?", colour: amber, title: message("badgeProbable") };
    case "known":
    case "no-account":
    case "gate":
      return { text: "•", colour: teal, title: message("badgeForm") };
  }
}

/** Notes in `storage.session` that a tab's own title is only a copy of the one of all tabs: a title can't be taken back. */
export const copiedTitleKey = (tabId: number | "") => `copied-title/${tabId}`;

/** Sets the title of all tabs, also of those that have a copy of it. */
export async function setCommonTitle(title: string): Promise<void> {
  await chrome.action.setTitle({ title });
  const keys = Object.keys(await chrome.storage.session.get(null)).filter((key) => key.startsWith(copiedTitleKey("")));
  const tabs = keys.map((key) => Number(key.slice(copiedTitleKey("").length)));
  await Promise.allSettled(tabs.map((tabId) => chrome.action.setTitle({ tabId, title })));
}

/** Gives a tab the button of all tabs again. Navigating does the same, but not within one document. */
async function showDefault(tabId: number): Promise<void> {
  await chrome.storage.session.set({ [copiedTitleKey(tabId)]: true });
  // Both browsers document null for "as on all tabs" (the types don't), but only for the text.
  const asOnAllTabs = { tabId, text: null } as unknown as chrome.action.BadgeTextDetails;
  const changes = [
    chrome.action.setBadgeText(asOnAllTabs),
    chrome.action.setBadgeBackgroundColor({ tabId, color: amber }),
    chrome.action.getTitle({}).then((title) => chrome.action.setTitle({ tabId, title })),
  ];
  await Promise.allSettled(changes);
}

/** Shows the state of one tab on the toolbar button. A tab that has been closed meanwhile is not an error. */
export async function showBadge(tabId: number, state: BannerState | null): Promise<void> {
  if (state === null || state.kind === "not-the-form") {
    await showDefault(tabId);
    return;
  }
  await chrome.storage.session.remove(copiedTitleKey(tabId));
  const badge = badgeFor(state);
  const changes = [
    chrome.action.setBadgeTextColor({ tabId, color: "#FFFFFF" }),
    chrome.action.setBadgeText({ tabId, text: badge.text }),
    chrome.action.setBadgeBackgroundColor({ tabId, color: badge.colour }),
    chrome.action.setTitle({ tabId, title: badge.title }),
  ];
  await Promise.allSettled(changes);
}
