import type { Platform } from "../model/protocol.ts";
import { ask } from "../ui/ask.ts";
import { metaLink } from "../ui/components.ts";

/** A link to an objection form. Meta may ask the person to log in first: the popup then still knows where they were going. */
export function formLink(words: string, platform: Platform, url: string): HTMLAnchorElement {
  const link = metaLink(words, url);
  link.addEventListener("click", () => void ask("await-form", { platform }));
  return link;
}
