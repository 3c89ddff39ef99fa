import van from "vanjs-core";
import type { Overview } from "../../model/messages.ts";
import type { Sighting } from "../../model/sighting.ts";
import { linkButton, platformName } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { othersSentence } from "../../ui/others-words.ts";
import { sightingWords } from "../../ui/sighting-words.ts";
import { stopWatching } from "../watch-site.ts";
import { openPage } from "../links.ts";

const { div, h2, p, section } = van.tags;

/** What the page in the tab shows, as its banner says it, with a way to switch that off. */
function onThisPage(sighting: Sighting, refresh: () => Promise<void>): HTMLElement {
  const { headline, sentence } = sightingWords(sighting, false);
  const { platform } = sighting;
  const off = linkButton(message("watchOff"), () => void stopWatching(platform).then(refresh));
  const looking = p({ class: "help" }, message("watchOnHere", platformName(platform)), " ", off);
  return section({ class: "others" }, mark("people"), div(h2(headline), p(sentence), looking));
}

function notCovered({ others }: Overview): HTMLElement {
  const seeWho = linkButton(message("othersSeeWho"), () => void openPage("history", "tagged"));
  return section({ class: "others" }, mark("people"), div(h2(message("othersHeadline")), p(othersSentence(others), " ", seeWho)));
}

/** What others share about the person: on the page in the tab, and in total. */
export function aboutOthers(overview: Overview, refresh: () => Promise<void>): HTMLElement[] {
  return [
    ...(overview.sighting ? [onThisPage(overview.sighting, refresh)] : []),
    ...(overview.others.items > 0 ? [notCovered(overview)] : []),
  ];
}
