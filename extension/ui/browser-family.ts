/** Whose relative this browser is, as the protocol names it: only Firefox's have URLs of this scheme. */
export function browserFamily(): "chromium" | "firefox" {
  return chrome.runtime.getURL("").startsWith("moz-extension:") ? "firefox" : "chromium";
}
