import van from "vanjs-core";
import { ask } from "../../ui/ask.ts";
import { message } from "../../ui/i18n.ts";
import { gatherRows } from "../host-answers.ts";
import { onPassingTime, startPage } from "../page.ts";
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
  const [overview, page, isAllowed] = await Promise.all([
    ask("overview", tab?.id === undefined ? {} : { tabId: tab.id }),
    lookAt(tab),
    mayReadMetasForms(),
  ]);
  if (!overview) return;
  const rows = await gatherRows(overview);
  document.body.replaceChildren();
  van.add(document.body, popupView({ ...overview, rows, page, isAllowed }, refresh));
}

startPage(message("extensionName"));
onPassingTime(() => void refresh());
void refresh();
