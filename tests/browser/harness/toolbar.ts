import type { Page } from "puppeteer-core";
import { runInWindow } from "./bidi.ts";
import type { ExtensionPage } from "./page.ts";
import type { World } from "./world.ts";

/** What Demur's toolbar button says while a tab with one of Meta's help pages is in front. */
export async function toolbarButton(from: ExtensionPage): Promise<{ text: string; title: string }> {
  return from.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: "https://*.facebook.com/help/*" });
    const tabId = tab?.id ?? -1;
    return { text: await chrome.action.getBadgeText({ tabId }), title: await chrome.action.getTitle({ tabId }) };
  });
}

/** Presses Demur's toolbar button while a page is in front: the popup opens. */
export async function pressToolbarButton(world: World, page: Page): Promise<void> {
  if (world.options.browser === "chromium") {
    const [extension] = (await world.browser.extensions()).values();
    await extension?.triggerAction(page);
  } else {
    await runInWindow(
      world.browser,
      `document.querySelector('[data-extensionid="demur@demur.org"] .unified-extensions-item-action-button').click(); ""`,
    );
  }
}

/** The words in the open popup, and its size in CSS pixels. Undefined if none is open. */
export async function openPopup(from: ExtensionPage): Promise<{ words: string; width: number; height: number } | undefined> {
  return from.evaluate(() => {
    const [popup] = chrome.extension.getViews({ type: "popup" });
    return popup && { words: popup.document.body.innerText, width: popup.innerWidth, height: popup.innerHeight };
  });
}

/** Presses the button with these words in the open popup. */
export async function pressInPopup(from: ExtensionPage, words: string): Promise<void> {
  const isPressed = await from.evaluate((name) => {
    const [popup] = chrome.extension.getViews({ type: "popup" });
    const button = [...(popup?.document.querySelectorAll("button") ?? [])].find(({ innerText }) => innerText === name);
    button?.click();
    return button !== undefined;
  }, words);
  if (!isPressed) throw new Error(`The popup has no button "${words}"`);
}

/** Closes the open popup, as a click elsewhere would. */
export async function closePopup(from: ExtensionPage): Promise<void> {
  await from.evaluate(() => {
    for (const popup of chrome.extension.getViews({ type: "popup" })) popup.close();
  });
}
