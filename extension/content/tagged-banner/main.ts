import { ask } from "../../ui/ask.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import { sightingFace } from "../../ui/sighting-words.ts";
import { createFrame } from "../banner/frame.ts";
import type { ShownSighting } from "../tagged-content/shown-sighting.ts";
import { placeInMain } from "./place.ts";

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
