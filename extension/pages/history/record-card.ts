import van from "vanjs-core";
import { call } from "../../ui/ask.ts";
import { actionButton, linkButton } from "../../ui/components.ts";
import { message, plural } from "../../ui/i18n.ts";
import { storeWords } from "../store-words.ts";

const { dialog, div, h2, p, section } = van.tags;

/**
 * The dialog that stands before what can't be undone: the safe answer first, and Esc is the safe answer. Nothing is put off to
 * allow an "Undo": once Demur says that an address is erased, it is.
 */
function removeDialog(id: string): HTMLDialogElement {
  const said = p({ role: "alert" });
  const keep = actionButton(message("keepIt"), () => {
    box.close();
  });
  const remove = actionButton(message("removeIt"), () => {
    void call("objections.remove", { id }).then((removed) => {
      if (removed.ok) location.hash = "";
      else said.textContent = message(storeWords(removed.error.kind));
    });
  });
  const box = dialog(
    { "aria-labelledby": "remove-question" },
    h2({ id: "remove-question" }, message("removeQuestion")),
    p(message("removeWords")),
    said,
    div({ class: "actions" }, keep, remove),
  );
  return box;
}

/** What the chain says of the stored entries of one objection. */
function verdict(entries: number): HTMLElement {
  const said = p();
  void call("history.verify", {}).then((verified) => {
    if (!verified.ok) said.textContent = message(storeWords(verified.error.kind));
    else if (verified.result.intact) said.textContent = plural("entryIntact", entries);
    else said.textContent = message("historyBroken", String(verified.result.firstBroken?.position ?? 0));
  });
  return said;
}

/** What is stored of an objection, and the way to erase it. */
export function recordCard(id: string, entries: number): HTMLElement {
  const removal = removeDialog(id);
  const remove = linkButton(message("remove"), () => {
    removal.showModal();
  });
  remove.classList.add("strong");
  return section(
    { class: "card" },
    h2(message("entryRecord")),
    verdict(entries),
    remove,
    removal,
    p({ class: "help" }, message("historyId", id)),
  );
}
