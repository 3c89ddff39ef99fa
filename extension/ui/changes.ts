import type { ChangeNotice } from "../model/messages.ts";

function isNotice(heard: unknown): heard is ChangeNotice {
  return typeof heard === "object" && heard !== null && (heard as ChangeNotice).kind === "changed";
}

/** Whether this page made the change itself. A content script can't ask for its tab, and needs to hear about all its changes. */
async function isOwn({ by }: ChangeNotice): Promise<boolean> {
  if (by === undefined || !("tabs" in chrome)) return false;
  return by === ((await chrome.tabs.getCurrent())?.id ?? "popup");
}

/**
 * Calls `hear` when another page, another browser or the background page may have changed what this page shows: the background page says
 * so, or the page comes to the front again. Returns a function that stops this.
 */
export function onChange(hear: () => void): () => void {
  const listen = (heard: unknown) => {
    if (isNotice(heard))
      void isOwn(heard).then((own) => {
        if (!own) hear();
      });
  };
  const look = () => {
    if (document.visibilityState === "visible") hear();
  };
  chrome.runtime.onMessage.addListener(listen);
  document.addEventListener("visibilitychange", look);
  return () => {
    chrome.runtime.onMessage.removeListener(listen);
    document.removeEventListener("visibilitychange", look);
  };
}
