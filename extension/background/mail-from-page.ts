import { mailFromPageKey, mailServiceOf, maxShownText, sourceElement, type MailFromPage } from "../model/mail-pages.ts";
import { emptyStore, type LocalStore } from "../model/storage.ts";

const menuId = "read";

/** Shows or removes the entry in the context menu of selected text and of links, as the person wants. */
export async function applyReadMenu(): Promise<void> {
  const { readMenu } = await chrome.storage.local.get<LocalStore>(emptyStore);
  await chrome.contextMenus.removeAll();
  if (!readMenu) return;
  chrome.contextMenus.create({ id: menuId, title: chrome.i18n.getMessage("readMenu"), contexts: ["selection", "link"] });
}

async function keep(text: string, isSource: boolean, url: URL | undefined): Promise<void> {
  const service = url && mailServiceOf(url)?.name;
  const mail: MailFromPage = {
    text: isSource ? text : text.slice(0, maxShownText),
    isSource,
    ...(service === undefined ? {} : { service }),
  };
  await chrome.storage.session.set({ [mailFromPageKey]: mail });
}

/** The selection with its line breaks, which Chromium omits from `selectionText` (https://crbug.com/116429). */
async function selectionIn(tabId: number | undefined, frameId: number | undefined): Promise<string> {
  if (tabId === undefined) return "";
  const [answer] = await chrome.scripting
    .executeScript({ target: { tabId, frameIds: [frameId ?? 0] }, func: () => String(getSelection()) })
    // A frame of another host is out of reach.
    .catch(() => []);
  return answer?.result ?? "";
}

/** When the person chooses the entry, keeps what they pointed at and opens the page that reads it. */
export function readOnChoice(openPage: () => Promise<unknown>): void {
  chrome.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== menuId) return;
    const selected = info.selectionText ?? "";
    const text = selected === "" ? Promise.resolve(info.linkUrl ?? "") : selectionIn(tab?.id, info.frameId);
    void text
      .then((whole) => keep(whole || selected, false, tab?.url === undefined ? undefined : new URL(tab.url)))
      .then(openPage);
  });
}

/** Runs in the page, so it can use nothing else in this file. What the person selected, or else what the page shows. */
function shownText(): string {
  const selected = String(getSelection());
  return selected.trim() === ""
    ? (document.querySelector<HTMLElement>("main, [role=main]") ?? document.body).innerText
    : selected;
}

/** Runs in the page, too: a message in a page that shows it as it arrived. */
function wholeMessage(selector: string): string {
  return document.querySelector(selector)?.textContent ?? "";
}

/** Keeps the e-mail that a tab shows, as `activeTab` allows after a press of the toolbar button. Its text is often in a separate frame. */
export async function readMailOf(tabId: number): Promise<void> {
  const { url: href } = await chrome.tabs.get(tabId);
  if (href === undefined) return;
  const url = new URL(href);
  const source = sourceElement(url);
  const answers = await chrome.scripting.executeScript(
    source === undefined
      ? { target: { tabId, allFrames: true }, func: shownText }
      : { target: { tabId }, func: wholeMessage, args: [source] },
  );
  await keep(answers.flatMap(({ result }) => result ?? []).join("\n\n"), source !== undefined, url);
}
