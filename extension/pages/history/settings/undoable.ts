import van from "vanjs-core";
import type { RequestKind, Requests } from "../../../model/messages.ts";
import { tryAsk } from "../../../ui/ask.ts";
import { linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";

const { div } = van.tags;

/** Does something, and returns words if it failed. */
type Attempt = () => Promise<string | undefined>;

interface Undoable {
  /** What there is; the button is described by it. */
  shown: HTMLElement;
  /** What is said in its place once it is removed. */
  gone: HTMLElement;
  /** The words of the button that removes it. */
  label: string;
  remove: Attempt;
  restore: Attempt;
}

/** A request as an attempt. */
export async function attempt<Kind extends RequestKind>(kind: Kind, ask: Requests[Kind]["ask"]): Promise<string | undefined> {
  return (await tryAsk(kind, ask)) === undefined ? message("couldNotSave") : undefined;
}

/** Fills an item of a list with something that can be removed at once; "Undo" takes its place until the page is closed. */
export function undoable<Item extends HTMLElement>(item: Item, { shown, gone, label, remove, restore }: Undoable): Item {
  const draw = (words: HTMLElement, press: string, act: Attempt, done: () => HTMLElement): HTMLElement => {
    words.id ||= `item-${crypto.randomUUID()}`;
    const said = div({ role: "alert" });
    const tryIt = async () => {
      said.textContent = (await act()) ?? "";
      // The pressed button is gone, and the focus would be, too.
      if (said.textContent === "") done().focus();
    };
    const button = linkButton(press, () => void tryIt());
    button.setAttribute("aria-describedby", words.id);
    item.replaceChildren(div(words, said), button);
    return button;
  };
  const show = () => draw(shown, label, remove, showGone);
  const showGone = (): HTMLElement => draw(gone, message("undo"), restore, show);
  show();
  return item;
}
