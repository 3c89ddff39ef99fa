import type { OthersCount } from "../model/messages.ts";
import type { BannerAction, BannerAside } from "./banner-face.ts";
import { message, plural } from "./i18n.ts";

/**
 * How many photos and posts by others include the person and, if that is known for all of them, how many people shared them:
 * "…. Shared by 5 people."
 */
export function othersSentence({ items, people, ownerless }: OthersCount): string {
  const counted = plural("othersItems", items);
  if (items === 1 || (people > 0 && ownerless > 0)) return counted;
  return `${counted} ${people === 0 ? message("othersNobodyKnown") : plural("othersPeople", people)}`;
}

/** The action that leads to the list of those who shared them. */
export const seeOthers = (): BannerAction => ({ kind: "link", id: "see-others", label: message("othersSeeWho") });

/** What an objection doesn't cover, with the number. */
export function othersAside(others: OthersCount): BannerAside {
  return { headline: message("othersHeadline"), sentence: othersSentence(others), action: seeOthers() };
}

/** The same when no number is known. */
export function afterwardsAside(): BannerAside {
  const action: BannerAction = { kind: "link", id: "what-meta-uses", label: message("othersWhatCovers") };
  return { headline: message("othersHeadline"), sentence: message("othersAfterwards"), action };
}
