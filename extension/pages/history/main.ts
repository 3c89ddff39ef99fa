import van from "vanjs-core";
import { message } from "../../ui/i18n.ts";
import { hand } from "../../ui/marks.ts";
import { startPage } from "../start.ts";
import { earlierView } from "./earlier.ts";
import { entryView } from "./entry.ts";
import { overviewView } from "./overview.ts";
import { settingsView } from "./settings.ts";

const { a, div, header, main, nav } = van.tags;

/** The view that the address asks for. */
function viewFor(fragment: string): Promise<HTMLElement> {
  if (fragment.startsWith("entry/")) return entryView(fragment.slice("entry/".length));
  if (fragment === "settings") return settingsView();
  if (fragment === "earlier") return Promise.resolve(earlierView());
  return overviewView();
}

function menuLink(words: string, fragment: string): HTMLElement {
  const isHere = location.hash.slice(1) === fragment;
  return a({ href: `#${fragment}`, ...(isHere ? { "aria-current": "page" } : {}) }, words);
}

async function draw(): Promise<void> {
  const view = await viewFor(location.hash.slice(1));
  const menu = nav(menuLink(message("historyOverview"), ""), menuLink(message("settings"), "settings"));
  document.body.replaceChildren(header({ class: "bar" }, div(div({ class: "brand" }, hand(28), "Demur"), menu)), main(view));
  document.querySelector<HTMLElement>("h1")?.focus();
}

startPage(message("extensionName"));
window.addEventListener("hashchange", () => void draw());
void draw();
