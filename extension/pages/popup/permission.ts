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
