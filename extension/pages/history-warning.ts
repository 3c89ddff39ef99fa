import van from "vanjs-core";
import { emptyStore, type LocalStore } from "../model/storage.ts";
import { actionButton } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { div, p } = van.tags;

/** Says that the history isn't the one that this browser wrote to, until the person closes the note. */
export async function historyWarning(): Promise<HTMLElement | ""> {
  const { historyWarning: warning } = await chrome.storage.local.get<LocalStore>(emptyStore);
  if (warning === null) return "";
  const close = actionButton(message("close"), () => {
    void chrome.storage.local.set<Partial<LocalStore>>({ historyWarning: null }).then(() => {
      note.remove();
    });
  });
  const words = p(message(warning === "gone" ? "headGone" : "headOther"));
  const note = div({ class: "note check", role: "status" }, mark("check", "check"), div(words, div({ class: "actions" }, close)));
  return note;
}
