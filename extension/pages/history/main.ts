import van from "vanjs-core";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { hand, mark } from "../../ui/marks.ts";
import { startPage } from "../start.ts";
import { earlierView } from "./earlier.ts";
import { entryView } from "./entry.ts";
import { overviewView } from "./overview.ts";
import { settingsView } from "./settings.ts";

const { a, div, footer, header, main, nav, span } = van.tags;

/** The view that the address asks for. */
function viewFor(fragment: string): Promise<HTMLElement> {
  if (fragment.startsWith("entry/")) return entryView(fragment.slice("entry/".length), () => void draw(scrollY));
  if (fragment === "settings") return settingsView();
  if (fragment === "earlier") return Promise.resolve(earlierView());
  return overviewView(() => void draw());
}

/** A link to one of the history's pages; what has no link of its own belongs to the overview. */
function menuLink(words: string, fragment: string, others: readonly string[]): HTMLElement {
  const shown = location.hash.slice(1);
  const isWithin = fragment === "" && !others.includes(shown);
  const current = shown === fragment ? "page" : isWithin ? "true" : undefined;
  return a({ href: `#${fragment}`, ...(current ? { "aria-current": current } : {}) }, words);
}

/** The list of pages; where there is little room it is behind a button. */
function pageHeader(): HTMLElement {
  const list = nav(
    { id: "menu" },
    menuLink(message("historyOverview"), "", ["settings"]),
    menuLink(message("settings"), "settings", []),
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

/** Draws the view that the address asks for. `place`: where the person was in it, if they stay. */
async function draw(place = 0): Promise<void> {
  const wanted = location.hash;
  const view = await viewFor(wanted.slice(1));
  // Meanwhile the person may have gone on to another one.
  if (location.hash !== wanted) return;
  document.body.replaceChildren(pageHeader(), main(view), footer(nothingSent()));
  scrollTo(0, place);
  document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void draw());
void draw();
