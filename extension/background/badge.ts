import type { BannerState } from "../model/banner-state.ts";
import { message } from "../ui/i18n.ts";

/** The grounds of the badge: the light theme's accent and check-fill, on which white words can be read in any toolbar. */
const teal = "#0E6762";
const amber = "#B05E00";

interface Badge {
  text: string;
  colour: string;
  title: string;
}

/** The badge for what the banner says: a sign, and the words that say the same. */
function badgeFor(state: BannerState | null): Badge {
  switch (state?.kind) {
    case undefined:
    case "not-the-form":
      return { text: "", colour: teal, title: message("badgeNone") };
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
    case "code":
      return { text: "!", colour: amber, title: message("badgeCode") };
    case "refused":
      return { text: "!", colour: amber, title: message("badgeRefused") };
    case "sent":
    case "received":
    case "not-sure":
      return { text: "•", colour: teal, title: message("badgeSent") };
    case "probable":
      return { text: "?", colour: amber, title: message("badgeProbable") };
    case "known":
    case "no-account":
    case "gate":
      return { text: "•", colour: teal, title: message("badgeForm") };
  }
}

/** Shows the state of one tab on the toolbar button. A tab that was closed meanwhile is no fault. */
export async function showBadge(tabId: number, state: BannerState | null): Promise<void> {
  const badge = badgeFor(state);
  const whiteWords = chrome.action.setBadgeTextColor({ tabId, color: "#FFFFFF" });
  const changes = [
    whiteWords,
    chrome.action.setBadgeText({ tabId, text: badge.text }),
    chrome.action.setBadgeBackgroundColor({ tabId, color: badge.colour }),
    chrome.action.setTitle({ tabId, title: badge.title }),
  ];
  await Promise.allSettled(changes);
}
