import { pageKind, type PageContent, type PageKind } from "../../model/page-kind.ts";

/** The page on which the popup was opened. */
export interface ThisPage {
  kind: PageKind;
  /** As the address bar shows it. */
  host: string;
  tabId?: number;
  /** Where the page is; undefined for a page of the browser's own. */
  href?: string;
}

/** Runs in the page, so it can use nothing else in this file. */
function readPage(): PageContent {
  const texts = (selector: string) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
  const hasAddress = document.querySelector("input[type=email], input[type=text], input:not([type])") !== null;
  return {
    titles: [document.title, ...texts("h1, h2, [role=heading]")],
    labels: texts("label, legend, p").slice(0, 200),
    hasForm: hasAddress && document.querySelector("textarea") !== null,
  };
}

/** Looks at a tab once, as `activeTab` allows after a press of the toolbar button. */
export async function lookAt(tab: chrome.tabs.Tab | undefined): Promise<ThisPage> {
  if (tab?.id === undefined || !tab.url) return { kind: "unknown", host: "" };
  const results = await chrome.scripting
    .executeScript({ target: { tabId: tab.id }, func: readPage })
    .catch(() => [] as chrome.scripting.InjectionResult<PageContent>[]);
  return { kind: pageKind(tab.url, results[0]?.result), host: new URL(tab.url).host, tabId: tab.id, href: tab.url };
}

/** The pages that Demur needs to read: Meta's help pages. */
function metasHelpPages(): string[] {
  const manifest = chrome.runtime.getManifest() as chrome.runtime.ManifestV3;
  return manifest.host_permissions ?? [];
}

/** Whether the browser lets Demur read Meta's forms: in Firefox a person can revoke that for each site. */
export async function mayReadMetasForms(): Promise<boolean> {
  return chrome.permissions.contains({ origins: metasHelpPages() });
}

/** Lets the browser ask the person. Must be called straight from a click. */
export async function askToReadMetasForms(): Promise<void> {
  await chrome.permissions.request({ origins: metasHelpPages() });
}
