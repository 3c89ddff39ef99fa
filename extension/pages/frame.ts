import van from "vanjs-core";
import { actionButton } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { hand, mark } from "../ui/marks.ts";

const { a, div, footer, header, nav, span } = van.tags;

/** The views of the history that the menu leads to, by their fragment. */
export type MenuView = "" | "tagged" | "settings";

/** The menu item that is shown, or to which what is shown belongs. */
export interface MenuPlace {
  view: MenuView;
  isShown: boolean;
}

function menuLink(words: string, view: MenuView, place: MenuPlace | undefined): HTMLElement {
  const current = place?.view !== view ? {} : { "aria-current": place.isShown ? "page" : "true" };
  return a({ href: `../history/history.html#${view}`, ...current }, words);
}

/** The menu, which is behind a button on a narrow page. */
function pageHeader(place: MenuPlace | undefined): HTMLElement {
  const list = nav(
    { id: "menu" },
    menuLink(message("historyOverview"), "", place),
    menuLink(message("tagged"), "tagged", place),
    menuLink(message("settings"), "settings", place),
  );
  const button = actionButton(message("menu"), () => {
    button.setAttribute("aria-expanded", String(list.classList.toggle("open")));
  });
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "menu");
  return header({ class: "bar" }, div(div({ class: "brand" }, hand(28), "Demur"), button, list, nothingSent()));
}

function nothingSent(): HTMLElement {
  return div({ class: "nothing-sent" }, mark("lock"), span(message("sendsNothing")));
}

/** Shows a page's content below the header common to all pages. `place`: where it belongs in the menu, if anywhere. */
export function showFramed(content: HTMLElement, place?: MenuPlace): void {
  document.body.replaceChildren(pageHeader(place), content, footer(nothingSent()));
}
