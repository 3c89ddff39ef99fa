import van from "vanjs-core";

const { a } = van.tags;

/** The way to the page about what Meta uses, from one of Demur's pages. */
export function usesLink(words: string): HTMLElement {
  return a({ class: "link", href: "../uses/uses.html" }, words);
}
