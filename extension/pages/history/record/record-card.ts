import van from "vanjs-core";
import type { HistoryVerifyResult } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { linkButton } from "../../../ui/components.ts";
import { formatNumber, message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { beginRemoval } from "./removal.ts";

const { a, details, h2, p, section, span, summary } = van.tags;

/** Which entry was changed, with a link to its record, unless that is the `shown` one or is gone. */
function brokenWords({ position, objectionId, reason }: NonNullable<HistoryVerifyResult["firstBroken"]>, shown: string): Node[] {
  if (reason === "seal-differs") return [span(message("sealBroken"))];
  const words = span(message(reason === "shown-differs" ? "shownDiffers" : "historyBroken", String(position)));
  return objectionId && objectionId !== shown
    ? [words, new Text(" "), a({ class: "link", href: `#entry/${objectionId}` }, message("brokenShow"))]
    : [words];
}

/** Says in `said` whether the entries of one or all objections are as they were written, and what is shown follows from them. */
function verify(said: HTMLElement, shown = ""): void {
  void call("history.verify", shown === "" ? {} : { objectionId: shown }).then((verified) => {
    if (!verified.ok) said.replaceChildren(mark("check", "check"), span(message(storeWords(verified.error.kind))));
    else if (!verified.result.firstBroken)
      said.replaceChildren(mark("tick", "settled"), span(message("recordUnchanged", formatNumber(verified.result.events))));
    else said.replaceChildren(mark("check", "check"), span(brokenWords(verified.result.firstBroken, shown)));
  });
}

/** Whether the entries of one objection are as they were written. */
function verdict(id: string): HTMLElement {
  const said = p({ class: "verdict" });
  verify(said, id);
  return said;
}

/** A button that checks the whole history, and the element for the result. With many entries it takes a while, so it isn't done unasked. */
export function wholeCheck(): { check: HTMLElement; said: HTMLElement } {
  const said = p({ class: "verdict", role: "status" });
  const check = linkButton(message("recordCheck"), () => {
    verify(said);
  });
  return { check, said };
}

/** What is stored about an objection, with a button to erase it. */
export function recordCard(id: string): HTMLElement {
  const remove = linkButton(message("remove"), () => {
    void beginRemoval(id).then(() => {
      location.hash = "";
    });
  });
  return section(
    { class: "card" },
    h2(message("entryRecord")),
    verdict(id),
    remove,
    details(summary(message("detailsForHelper")), p({ class: "help" }, message("historyId", id))),
  );
}
