import type { Sighting } from "../model/sighting.ts";
import type { BannerAction, BannerFace, BannerWords } from "./banner-face.ts";
import { message, plural } from "./i18n.ts";
import { listOf } from "./lists.ts";
import { mark } from "./marks.ts";
import { seeOthers } from "./others-words.ts";

type Found = Extract<Sighting, { kind: "found" }>;

/** At most this many names are given; the others are counted. */
const maxNames = 3;

function sharers(names: readonly string[]): string {
  const others = names.length - maxNames;
  if (others <= 0) return message("watchBy", listOf(names, "conjunction"));
  return plural("watchByMore", others, names.slice(0, maxNames).join(", "));
}

/** Who shared what the page shows, as far as the page says. */
function foundSentence({ names, ownerless }: Found): string {
  if (names.length === 0) return message("watchNoOwners");
  return ownerless === 0 ? sharers(names) : `${sharers(names)} ${plural("watchSomeOwners", ownerless)}`;
}

function foundWords(found: Found, isWaiting: boolean): BannerWords {
  const headline = plural(found.arePhotos ? "watchPhotosHere" : "watchPostsHere", found.count);
  const sentence = isWaiting ? `${foundSentence(found)} ${message("watchWaiting")}` : foundSentence(found);
  const list: BannerAction = found.names.length > 0 ? seeOthers() : { ...seeOthers(), label: message("watchSeeList") };
  const setUp: BannerAction = { kind: "link", id: "set-up", label: message("setItUp") };
  return { headline, sentence: [document.createTextNode(sentence)], closed: headline, actions: [isWaiting ? setUp : list] };
}

function words(headline: string, sentence: string, ...actions: BannerAction[]): BannerWords {
  return { headline, sentence: [document.createTextNode(sentence)], closed: headline, actions };
}

/** What a page shows of other people's posts, in words. `isWaiting`: the items wait in this browser for Demur's program. */
export function sightingWords(sighting: Sighting, isWaiting: boolean): BannerWords {
  switch (sighting.kind) {
    case "found":
      return foundWords(sighting, isWaiting);
    case "nothing-seen":
      return sighting.platform === "facebook"
        ? words(message("watchNoneHeadline"), message("watchNoneFacebook"), {
            ...seeOthers(),
            label: message("watchUseDownload"),
          })
        : words(message("watchNoneHeadline"), message("watchNoneInstagram"));
    case "person-unknown":
      return words(message("watchUnknownHeadline"), message("watchUnknown"));
  }
}

/** The same as a banner shows it. */
export function sightingFace(sighting: Sighting, isWaiting: boolean): BannerFace {
  const sign = mark(sighting.kind === "found" ? "people" : "asks");
  return { words: sightingWords(sighting, isWaiting), tone: "waiting", sign, keepsHeight: false };
}
