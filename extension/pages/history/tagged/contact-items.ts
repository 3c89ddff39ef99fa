import van from "vanjs-core";
import type { Contact, TaggedItem } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, metaLink } from "../../../ui/components.ts";
import { formatDay, message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";

const { details, div, li, p, span, summary, ul } = van.tags;

const pageLength = 20;

const kinds = { photo: "contactPhoto", tag: "contactTag", mention: "contactMention" } as const;

/** What Meta's notice says, if nothing else says who it was. */
function noticeOf({ notice, contact }: TaggedItem): HTMLElement | "" {
  return notice === undefined || contact.name !== "" ? "" : div({ class: "help notice" }, message("contactNotice", notice));
}

function itemLink(item: TaggedItem): HTMLElement {
  const { kind, url, at } = item;
  const day = at === undefined ? "" : span({ class: "help" }, formatDay(at));
  return li(metaLink(message(kinds[kind]), url), day, noticeOf(item));
}

/** "See them": links to what a contact shared, newest first, loaded when it is opened. */
export function itemsOf({ id }: Contact): HTMLElement {
  const list = ul({ class: "items" });
  const foot = div();
  const readOn = async (cursor?: string) => {
    const answer = await call("tagged.list", { contactId: id, limit: pageLength, ...(cursor ? { cursor } : {}) });
    if (!answer.ok) {
      foot.replaceChildren(p({ role: "alert" }, message(storeWords(answer.error.kind))));
      return;
    }
    const { items, nextCursor } = answer.result;
    const added = items.map(itemLink);
    list.append(...added);
    foot.replaceChildren(nextCursor === undefined ? "" : actionButton(message("showMore"), () => void readOn(nextCursor)));
    // The focus moves to the first new link.
    if (cursor !== undefined) added[0]?.querySelector("a")?.focus();
  };
  const box = details(summary(message("contactSeeThem")), list, foot);
  box.addEventListener("toggle", () => void readOn(), { once: true });
  return box;
}
