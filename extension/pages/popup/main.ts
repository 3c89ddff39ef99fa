import van from "vanjs-core";
import { message } from "../../ui/i18n.ts";
import { ask } from "../../ui/ask.ts";
import { startPage } from "../start.ts";
import { popupView } from "./view.ts";

/** The tab that the popup was opened on. */
async function activeTab(): Promise<number | undefined> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Gathers everything anew and draws it. */
async function refresh(): Promise<void> {
  const tabId = await activeTab();
  const overview = await ask("overview", tabId === undefined ? {} : { tabId });
  if (!overview) return;
  document.body.replaceChildren();
  van.add(document.body, popupView(overview, refresh));
}

startPage(message("extensionName"));
void refresh();
