import van from "vanjs-core";
import type { DemurPage } from "../model/messages.ts";
import type { Platform } from "../model/protocol.ts";
import { ask, tryAsk } from "../ui/ask.ts";
import { metaLink } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";

const { a } = van.tags;

/** A link to an objection form. Meta may ask the person to log in first, so the popup remembers where they were going. */
export function formLink(words: string, platform: Platform, url: string): HTMLAnchorElement {
  const link = metaLink(words, url);
  link.addEventListener("click", () => void tryAsk("await-form", { platform }));
  return link;
}

/** A link to the page about what Meta uses, from one of Demur's pages. */
export function usesLink(words: string): HTMLElement {
  return a({ class: "link", href: "../uses/uses.html" }, words);
}

/** The link to the page that says how to install Demur's program. */
export const installLink = () => a({ class: "link", href: "../welcome/welcome.html#2" }, message("popupHowToInstall"));

/** Opens one of Demur's pages in a tab and closes the popup. */
export async function openPage(page: DemurPage, fragment?: string): Promise<void> {
  await ask("open-page", fragment === undefined ? { page } : { page, fragment });
  window.close();
}
