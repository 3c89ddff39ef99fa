import van from "vanjs-core";
import { linkButton } from "../../ui/components.ts";
import { message, plural } from "../../ui/i18n.ts";
import { beginRemoval } from "./removal.ts";
import { verdict } from "./verdict.ts";

const { h2, p, section } = van.tags;

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
