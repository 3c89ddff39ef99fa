import van from "vanjs-core";
import type { HistoryVerifyResult } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { linkButton } from "../../../ui/components.ts";
import { message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { beginRemoval } from "./removal.ts";

const { a, h2, p, section, span } = van.tags;

/** Which entry is not as it was written, with the way to its record where that is there and not the one that is `shown`. */
function brokenWords({ position, objectionId }: NonNullable<HistoryVerifyResult["firstBroken"]>, shown: string): Node[] {
  const words = span(message("historyBroken", String(position)));
  return objectionId && objectionId !== shown
    ? [words, new Text(" "), a({ class: "link", href: `#entry/${objectionId}` }, message("brokenShow"))]
    : [words];
}

/** What the chain says of the record: it is computed anew, which may take a while. `intact`: the words where nothing was changed. `shown`: the objection beside whose record it stands. */
export function verdict(intact: (entries: number) => string, shown = ""): HTMLElement {
  const said = p({ class: "verdict" });
  void call("history.verify", {}).then((verified) => {
    if (!verified.ok) said.replaceChildren(mark("check", "check"), span(message(storeWords(verified.error.kind))));
    else if (!verified.result.firstBroken) said.replaceChildren(mark("tick", "settled"), span(intact(verified.result.events)));
    else said.replaceChildren(mark("check", "check"), span(brokenWords(verified.result.firstBroken, shown)));
  });
  return said;
}

/** What is stored of an objection, and the way to erase it. */
export function recordCard(id: string, entries: number): HTMLElement {
  const remove = linkButton(message("remove"), () => {
    void beginRemoval(id).then(() => {
      location.hash = "";
    });
  });
  remove.classList.add("strong");
  return section(
    { class: "card" },
    h2(message("entryRecord")),
    verdict(() => plural("entryIntact", entries), id),
    remove,
    p({ class: "help" }, message("historyId", id)),
  );
}
