import van from "vanjs-core";
import { accountRows } from "../../model/account-rows.ts";
import { tryAsk } from "../../ui/ask.ts";
import { message } from "../../ui/i18n.ts";
import { historyWarning } from "../history-warning.ts";
import { onNews, startPage } from "../page.ts";
import { programFiles } from "../program-files.ts";
import { rejectedNotes } from "../rejected-box.ts";
import { mayReadMetasForms, lookAt } from "./this-page.ts";
import { noAnswerView, popupView, slowView } from "./view.ts";

const activeTabs = chrome.tabs.query({ active: true, currentWindow: true });

/** The current state of the tab that the popup was opened on. */
async function tabBehind(): Promise<chrome.tabs.Tab | undefined> {
  const [tab] = await activeTabs;
  return tab?.id === undefined ? undefined : chrome.tabs.get(tab.id).catch(() => undefined);
}

/** How long the popup stays empty while it is not known what to show, in milliseconds. */
const patience = 1_000;
/** Whether it shows the person's state. It then keeps that until a newer one is known. */
let isFilled = false;

function draw(view: HTMLElement): void {
  document.body.replaceChildren();
  van.add(document.body, view);
}

/** Reads everything again and draws it. */
async function refresh(): Promise<void> {
  const slow = setTimeout(() => {
    if (!isFilled) draw(slowView());
  }, patience);
  const tab = await tabBehind();
  const [overview, page, files, isAllowed, rejected] = await Promise.all([
    tryAsk("overview", tab?.id === undefined ? {} : { tabId: tab.id }),
    lookAt(tab),
    programFiles(),
    mayReadMetasForms(),
    rejectedNotes(() => void refresh()),
  ]);
  clearTimeout(slow);
  if (!overview) {
    if (!isFilled) draw(noAnswerView(refresh));
    return;
  }
  // By now the host has been asked, and has said what it still has.
  const warning = await historyWarning();
  const rows = accountRows(overview.accounts, overview.standings);
  isFilled = true;
  draw(popupView({ ...overview, rows, page, files, isAllowed, rejected, warning }, refresh));
}

startPage(message("extensionName"));
onNews(() => void refresh());
void refresh();
