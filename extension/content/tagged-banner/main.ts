// The second of two content scripts, injected into a page of a watched site only when there is something to show there.
// It puts `demurShowSighting` on the global object, where the first one, tagged-content, calls it: both run in the
// extension's own isolated world of the page, which the page's scripts can't reach (see ../banner-scripts.ts).
import { tryAsk } from "../../ui/ask.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import { sightingFace } from "../../ui/sighting-words.ts";
import type { SightingBanner } from "../banner-scripts.ts";
import { createFrame } from "../banner/frame.ts";

/** How deep boxes may be nested around a page's content. */
const maxDepth = 5;

/** Whether an element lays out its children one below another, so that a new first child moves the rest down. */
function stacks(element: Element): boolean {
  const { display, flexDirection } = getComputedStyle(element);
  if (display === "flex" || display === "inline-flex") return flexDirection === "column";
  return display === "block" || display === "flow-root";
}

/** The outermost box of the page's content whose children are one below another. */
function column(): Element | undefined {
  let element = document.querySelector("main, [role=main]");
  for (let depth = 0; element && depth < maxDepth; depth += 1) {
    if (stacks(element)) return element;
    element = [...element.children].find((child) => child.getBoundingClientRect().height > 0) ?? null;
  }
  return undefined;
}

/** Puts the banner above the page's content, in its normal flow, so that it covers nothing. Without such a box it isn't shown. */
function placeInMain(banner: HTMLElement): void {
  column()?.prepend(banner);
}

/** A page that keeps removing the banner wins after this many times. */
const maxPlacings = 5;

function act(action: BannerAction): void {
  if (action.kind === "meta-link") return;
  if (action.id === "see-others") void tryAsk("open-page", { page: "history", fragment: "tagged" });
  if (action.id === "set-up") void tryAsk("open-page", { page: "welcome", fragment: "2" });
}

function showSighting(isFolded: boolean): SightingBanner {
  const frame = createFrame({ onAction: act, isFolded, onFold: (folded) => void tryAsk("tagged-folded", { isFolded: folded }) });
  let placings = 0;
  const place = () => {
    if (frame.element.isConnected || placings >= maxPlacings) return;
    placings += 1;
    placeInMain(frame.element);
  };
  return {
    show(sighting, isWaiting) {
      frame.show(sightingFace(sighting, isWaiting));
      place();
    },
    keepPlace: place,
    end() {
      frame.element.remove();
    },
  };
}

globalThis.demurShowSighting = showSighting;
