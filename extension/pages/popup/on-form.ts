import van from "vanjs-core";
import type { BannerState } from "../../model/banner-state.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import { bannerWords } from "../../ui/banner-words.ts";
import { bannerMark, linkButton, metaLink } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { answerSection } from "./answer-section.ts";
import { openPage } from "./open-page.ts";

const { div, p } = van.tags;

function objectionIdOf(state: BannerState): string {
  if (state.kind === "already") return state.objection.id;
  return "objectionId" in state ? state.objectionId : "";
}

/** An action of the banner that leads somewhere, and so can be had from here as well. */
function wayOf(action: BannerAction, state: BannerState): HTMLElement | undefined {
  if (action.kind === "meta-link") return metaLink(action.label, action.href);
  const to = (page: "welcome" | "history", fragment: string) => linkButton(action.label, () => void openPage(page, fragment));
  switch (action.id) {
    case "record":
    case "have-mail":
      return to("history", `entry/${objectionIdOf(state)}`);
    case "see-others":
      return to("history", "tagged");
    case "set-up":
      return to("welcome", "2");
    case "other":
      return to("welcome", "3");
    default:
      return undefined;
  }
}

/** What the banner in the page says, so that a closed banner loses nothing: its words, its ways, and where its buttons are. */
export function onForm(state: BannerState): HTMLElement {
  const words = bannerWords(state);
  const ways = words.actions.map((action) => wayOf(action, state));
  const found = ways.filter((way) => way !== undefined);
  return answerSection(
    bannerMark(state),
    words.headline,
    p(words.sentence),
    found.length > 0 ? div({ class: "actions" }, found) : "",
    found.length < ways.length ? p({ class: "help" }, message("popupInBanner", message("show"))) : "",
  );
}
