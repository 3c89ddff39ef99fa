import van from "vanjs-core";
import { message } from "../../ui/i18n.ts";
import { showFramed, type MenuPlace } from "../frame.ts";
import { mailBox } from "../mail-box.ts";
import { onNews, startPage } from "../page.ts";
import { earlierView } from "./record/earlier.ts";
import { entryView } from "./record/entry-view.ts";
import { overview } from "./record/overview-view.ts";
import { onRemoval } from "./record/removal.ts";
import { settingsView } from "./settings/settings.ts";
import { downloadView, taggedView } from "./tagged/tagged-view.ts";

const { div, h1, main, span } = van.tags;

/** Whether a fragment leads to the list of contacts or to one of them. */
function isTagged(fragment: string): boolean {
  return fragment === "tagged" || fragment.startsWith("tagged/");
}

const overviewView = overview(() => void draw(scrollY));

/** A view with only the place for Meta's e-mail. */
function mailView(): HTMLElement {
  return div(
    { class: "view" },
    h1({ tabindex: "-1" }, message("mailAdd")),
    div(
      { class: "card" },
      mailBox(span(), () => undefined),
    ),
  );
}

/** The view for a fragment. */
function viewFor(fragment: string): Promise<HTMLElement> {
  if (fragment.startsWith("entry/")) return entryView(fragment.split("/")[1] ?? "", () => void draw(scrollY));
  if (fragment === "settings") return settingsView(() => void draw());
  if (isTagged(fragment)) return taggedView(() => void draw());
  if (fragment === "download") return downloadView(() => void draw());
  if (fragment === "earlier") return Promise.resolve(earlierView());
  if (fragment === "mail") return Promise.resolve(mailView());
  return overviewView();
}

/** Where a view belongs in the menu. Views that are not in it belong to the one that leads to them. */
function placeOf(fragment: string): MenuPlace {
  const view = isTagged(fragment) || fragment === "download" ? "tagged" : fragment === "settings" ? "settings" : "";
  return { view, isShown: fragment === view };
}

/**
 * Draws the view that the URL asks for. `place`: the scroll position, if the person stays in the same view. `isAsked`: the person has done
 * something that leads here; otherwise the focus is not taken from where it is.
 */
async function draw(place = 0, { isAsked = true } = {}): Promise<void> {
  const wanted = location.hash;
  const view = await viewFor(wanted.slice(1));
  // The person may have moved on to another view meanwhile.
  if (location.hash !== wanted) return;
  showFramed(main(view), placeOf(wanted.slice(1)));
  scrollTo(0, place);
  if (isAsked) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

startPage(message("extensionName"));
window.addEventListener("hashchange", ({ oldURL, newURL }) => {
  // The list of contacts handles its own changes of the fragment.
  if (![oldURL, newURL].every((url) => isTagged(new URL(url).hash.slice(1)))) void draw();
});
onRemoval(() => {
  if (!isTagged(location.hash.slice(1))) void draw(scrollY);
});
onNews(() => {
  const shown = location.hash.slice(1);
  if (shown === "" || shown.startsWith("entry/")) void draw(scrollY, { isAsked: false });
});
void draw();
