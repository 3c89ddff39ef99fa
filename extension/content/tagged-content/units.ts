import { readLink } from "../../model/tagged-links.ts";
import { isOwn } from "../../model/viewer.ts";
import { linksIn, type WatchedPage } from "./watched-page.ts";
import { loneUnit } from "./post.ts";

/** Finds the elements of posts in a page, using neither class names nor words. Also yields undefined, so that it can be interrupted. */
export type UnitFinder = (watched: WatchedPage) => Iterable<Element | undefined>;

/** Ancestors at which to stop on the way up from inside a post. */
const landmarks = "body, main, [role=main], [role=feed], [role=banner], [role=navigation], [role=dialog]";
const menuButton = "[aria-haspopup=menu]";

function* ancestorsOf(element: Element): Generator<Element> {
  let ancestor = element.parentElement;
  for (; ancestor && !ancestor.matches(landmarks); ancestor = ancestor.parentElement) yield ancestor;
}

/** The highest element around a post's menu that contains no other post's menu. */
function aroundMenu(button: Element): Element | undefined {
  let unit: Element | undefined;
  for (const ancestor of ancestorsOf(button)) {
    if (ancestor.querySelectorAll(menuButton).length > 1) break;
    unit = ancestor;
  }
  return unit;
}

/** The nearest element around a link to the person that also contains the time of a post: photos alone may be a list of photos. */
function aroundLink(anchor: Element): Element | undefined {
  for (const ancestor of ancestorsOf(anchor))
    if ([...linksIn(ancestor)].some((one) => one.link?.kind === "post" || one.leadsNowhere)) return ancestor;
  return undefined;
}

/** The dialog or the parts of a page that show a single post or photo. */
function shownAlone({ page, url }: WatchedPage): Iterable<Element> {
  const kind = readLink(url)?.kind;
  if (kind !== "post" && kind !== "photo") return [];
  const dialog = page.querySelector("[role=dialog]");
  return dialog ? [dialog] : page.querySelectorAll(loneUnit);
}

/** The elements around every link to the person, however the page is built. */
function* ofSelf({ page, site, viewer }: WatchedPage): Generator<Element | undefined> {
  for (const { anchor, link } of linksIn(page))
    yield link?.kind === "profile" && isOwn(site, viewer, link) ? aroundLink(anchor) : undefined;
}

function* ofMenus({ page }: WatchedPage): Generator<Element | undefined> {
  for (const button of page.querySelectorAll(menuButton)) yield aroundMenu(button);
}

/** Several ways of finding posts, because none survives every change to Facebook's pages. */
export const unitFinders: Readonly<Record<string, UnitFinder>> = {
  feed: ({ page }) => page.querySelectorAll("[role=feed] > *"),
  article: ({ page }) =>
    [...page.querySelectorAll("[role=article]")].filter((article) => !article.parentElement?.closest("[role=article]")),
  menu: ofMenus,
  alone: shownAlone,
  links: ofSelf,
};
