import van from "vanjs-core";
import type { Authority, Controller } from "../../model/authorities.ts";
import { waysTo, type Way } from "../../model/letter-ways.ts";
import { address } from "../../ui/components.ts";
import { message, rich } from "../../ui/i18n.ts";

const { h2, li, section, ul } = van.tags;

function words(way: Way, { email }: Authority): (string | Node)[] {
  switch (way) {
    case "form":
      return [message("letterByForm")];
    case "mail":
      return rich("letterByMail", address(email?.address ?? ""));
    case "certified-mail":
      return rich("letterByCertified", address(email?.address ?? ""));
    case "post":
      return [message("letterByPost")];
  }
}

function howSection(lines: (string | Node)[][]): HTMLElement {
  return section({ class: "demands how" }, h2(message("letterHow")), ul(lines.map((line) => li(line))));
}

/** How a complaint is sent to an authority. */
export function howToComplain(authority: Authority): HTMLElement {
  return howSection(waysTo(authority).map((way) => words(way, authority)));
}

/** How a reminder is sent to Meta. */
export function howToRemind(controller: Controller | undefined): HTMLElement {
  const where = message(controller?.address ? "letterToMeta" : "letterAddressUnknown");
  return howSection([[where], [message("letterRegistered")]]);
}
