import { pageKind, type PageContent, type PageKind } from "../../model/page-kind.ts";

/** The page on which the popup was opened. */
export interface ThisPage {
  kind: PageKind;
  /** As the address bar has it. */
  host: string;
}

/** Runs in the page: nothing of this file is there. */
function readPage(): PageContent {
  const texts = (selector: string) => [...document.querySelectorAll(selector)].map((element) => element.textContent);
  const hasAddress = document.querySelector("input[type=email], input[type=text], input:not([type])") !== null;
  return {
    titles: [document.title, ...texts("h1, h2, [role=heading]")],
    labels: texts("label, legend, p").slice(0, 200),
    hasForm: hasAddress && document.querySelector("textarea") !== null,
  };
}

/** Looks at a tab, as `activeTab` allows from the press of the toolbar button on: once, and never by itself. */
export async function lookAt(tab: chrome.tabs.Tab | undefined): Promise<ThisPage> {
  if (tab?.id === undefined || !tab.url) return { kind: "unknown", host: "" };
  const results = await chrome.scripting
    .executeScript({ target: { tabId: tab.id }, func: readPage })
    .catch(() => [] as chrome.scripting.InjectionResult<PageContent>[]);
  return { kind: pageKind(tab.url, results[0]?.result), host: new URL(tab.url).host };
}

/** The addresses that Demur reads: Meta's help pages. */
function metasHelpPages(): string[] {
  const manifest = chrome.runtime.getManifest() as chrome.runtime.ManifestV3;
  return manifest.host_permissions ?? [];
}

/** Whether the browser lets Demur read Meta's forms: Firefox lets a person take that back, site by site. */
export async function mayReadMetasForms(): Promise<boolean> {
  return chrome.permissions.contains({ origins: metasHelpPages() });
}

/** Lets the browser ask the person. To be called from a press. */
export async function askToReadMetasForms(): Promise<void> {
  await chrome.permissions.request({ origins: metasHelpPages() });
}
