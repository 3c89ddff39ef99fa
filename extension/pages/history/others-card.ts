import van from "vanjs-core";
import type { OthersCount } from "../../model/messages.ts";
import { message } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { othersSentence } from "../../ui/others-words.ts";

const { a, div, h2, p, section } = van.tags;

/** What no objection of the person's covers, with the number and the way to those who shared it; or how to find it. */
export function othersCard(others: OthersCount): HTMLElement {
  const isKnown = others.items > 0;
  return section(
    { class: "next" },
    mark("people"),
    div(
      { class: "words" },
      h2(message(isKnown ? "othersHeadline" : "othersFindHeadline")),
      p(isKnown ? othersSentence(others) : message("othersFind")),
    ),
    a({ class: "button", href: "#tagged" }, message(isKnown ? "othersSeeWho" : "othersFindLink")),
  );
}
