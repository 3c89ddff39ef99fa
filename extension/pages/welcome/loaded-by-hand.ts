import van from "vanjs-core";
import { storeUrlFor } from "../../model/stores.ts";
import { browserFamily } from "../../ui/browser-family.ts";
import { otherSiteLink } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";

const { p } = van.tags;

/** What Chromium and its relatives say of themselves; Firefox and its relatives have no such thing. */
interface WithBrands {
  userAgentData?: { brands: readonly { brand: string }[] };
}

/** How long a browser keeps an extension that was loaded by hand, and where it gets one that stays, if anywhere. */
export function loadedWords(family: "chromium" | "firefox", storeUrl: string | undefined): HTMLElement {
  const words = message(family === "firefox" ? "loadedUntilClosed" : "loadedFromFolder");
  const store = storeUrl === undefined ? [] : [" ", otherSiteLink(message("getFromStore"), storeUrl)];
  return p({ class: "help" }, words, store);
}

/** The same for this browser; empty where it has the extension from a store or a package. */
export async function loadedByHand(): Promise<HTMLElement | ""> {
  const { installType } = await chrome.management.getSelf();
  if (installType !== "development") return "";
  const brands = (navigator as WithBrands).userAgentData?.brands.map(({ brand }) => brand) ?? [];
  const family = browserFamily();
  return loadedWords(family, storeUrlFor(family, brands));
}
