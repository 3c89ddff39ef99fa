import van from "vanjs-core";
import { letterKey, type KeptLetter, type LetterKind } from "../../model/kept-letters.ts";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { showFramed } from "../frame.ts";
import { wholeEntry } from "../host-answers.ts";
import { storeError } from "../notes.ts";
import { startPage } from "../page.ts";
import { Draft } from "./draft.ts";
import { homeFields, keepHome, readHome } from "./home.ts";

const { a, div, h1, main } = van.tags;

/** The letter as the person left it, if they have changed it. */
async function readKept(objectionId: string, kind: LetterKind): Promise<KeptLetter | undefined> {
  const key = letterKey(objectionId, kind);
  const stored = await chrome.storage.local.get<Record<string, KeptLetter>>(key);
  return stored[key];
}

/** The page's fragment is "reminder/ID" or "complaint/ID". */
async function show(): Promise<void> {
  const [kind, id = ""] = location.hash.slice(1).split("/") as [LetterKind, string?];
  const head = div(a({ class: "link", href: `../history/history.html#entry/${id}` }, message("seeRecord")));
  const place = main(head);
  showFramed(place, { view: "", isShown: false });
  const answer = await wholeEntry(id);
  if (!answer.ok && answer.error.kind === "not-found") {
    place.replaceChildren(h1({ tabindex: "-1" }, message("historyGone")));
    return;
  }
  if (!answer.ok) {
    const again = actionButton(message("tryAgain"), () => void show());
    place.append(storeError(answer.error.kind, again));
    return;
  }
  const words = message(kind === "reminder" ? "letterRemind" : "letterComplain");
  const [home, kept] = await Promise.all([readHome(), readKept(id, kind)]);
  const draft = new Draft(kind, answer.result, kept);
  const fields = homeFields(home, (changed) => {
    void keepHome(changed);
    draft.write(changed);
  });
  document.title = words;
  head.append(h1({ tabindex: "-1" }, words));
  place.append(fields, draft.element);
  draft.write(home);
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void show());
void show();
