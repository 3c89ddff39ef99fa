import van from "vanjs-core";
import { ask } from "../../ui/ask.ts";
import { message } from "../../ui/i18n.ts";
import { gatherRows } from "../host-answers.ts";
import { onNews, startPage } from "../page.ts";
import { rejectedNotes } from "../rejected-box.ts";
import { mayReadMetasForms, lookAt } from "./this-page.ts";
import { popupView } from "./view.ts";

/** The tab that the popup was opened on. */
async function activeTab(): Promise<chrome.tabs.Tab | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab;
}

/** Reads everything again and draws it. */
async function refresh(): Promise<void> {
  const tab = await activeTab();
  const [overview, page, isAllowed, rejected] = await Promise.all([
    ask("overview", tab?.id === undefined ? {} : { tabId: tab.id }),
    lookAt(tab),
    mayReadMetasForms(),
    rejectedNotes(),
  ]);
  if (!overview) return;
  const rows = await gatherRows(overview);
  document.body.replaceChildren();
  van.add(document.body, popupView({ ...overview, rows, page, isAllowed, rejected }, refresh));
}

startPage(message("extensionName"));
onNews(() => void refresh());
void refresh();
