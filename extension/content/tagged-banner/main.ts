import { ask } from "../../ui/ask.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import { sightingFace } from "../../ui/sighting-words.ts";
import type { ShownSighting } from "../banner-scripts.ts";
import { createFrame } from "../banner/frame.ts";

/** How deep a page may nest its content in boxes before it begins. */
const deepest = 5;

/** Whether what is put at the top of an element stands above all else in it, and moves that down. */
function stacks(element: Element): boolean {
  const { display, flexDirection } = getComputedStyle(element);
  if (display === "flex" || display === "inline-flex") return flexDirection === "column";
  return display === "block" || display === "flow-root";
}

/** The first box of the page's content in which things stand one below the other. */
function column(): Element | undefined {
  let element = document.querySelector("main, [role=main]");
  for (let depth = 0; element && depth < deepest; depth += 1) {
    if (stacks(element)) return element;
    element = [...element.children].find((child) => child.getBoundingClientRect().height > 0) ?? null;
  }
  return undefined;
}

/** Puts the banner above the page's content, within its flow: it covers nothing. Where there is no such place, it isn't shown. */
function placeInMain(banner: HTMLElement): void {
  column()?.prepend(banner);
}

/** Pages that take the banner away again and again are left alone after this many times. */
const mostPlacings = 5;

function act(action: BannerAction): void {
  if (action.kind === "meta-link") return;
  if (action.id === "see-others") void ask("open-page", { page: "history", fragment: "tagged" });
  if (action.id === "set-up") void ask("open-page", { page: "welcome", fragment: "2" });
}

function showSighting(isFolded: boolean): ShownSighting {
  const frame = createFrame({ onAction: act, isFolded, onFold: (folded) => void ask("tagged-folded", { isFolded: folded }) });
  let placings = 0;
  const place = () => {
    if (frame.element.isConnected || placings >= mostPlacings) return;
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
