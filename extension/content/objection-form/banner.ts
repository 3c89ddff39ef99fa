import { isBeforeSending, reopens, toneOf, type BannerState } from "../../model/banner-state.ts";
import type { BannerAction, BannerAside, BannerWords } from "../../ui/banner-face.ts";
import { bannerWords } from "../../ui/banner-words.ts";
import { bannerMark } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { createFrame, type Frame } from "../banner/frame.ts";
import panelSheet from "./panel.css";

/** The banner on a form. */
export interface Banner extends Pick<Frame, "element" | "showPanel"> {
  /** Shows a state. A closed banner opens only for what the person should not miss. */
  show(state: BannerState, aside?: BannerAside): void;
}

/** How a banner differs from the plain one. */
export interface BannerOptions {
  /** Begins as one line. */
  isFolded?: boolean;
  /** The person has said that this is the objection form, and may take that back. */
  isOwnForm?: boolean;
  /** Meta's form has a field for a message. */
  hasMessage?: boolean;
}

/** The banner leaves room for two actions. */
const mostActions = 2;

function actionsOf(words: BannerWords, options: BannerOptions): BannerAction[] {
  const fitting = words.actions.filter(
    (action) => action.kind === "meta-link" || action.id !== "add-message" || options.hasMessage,
  );
  const takeBack: BannerAction = { kind: "link", id: "not-the-form", label: message("notTheForm") };
  return options.isOwnForm === true && fitting.length < mostActions ? [...fitting, takeBack] : fitting;
}

/** Makes a banner. `onAction` hears the person's presses. */
export function createBanner(onAction: (action: BannerAction) => void, options: BannerOptions = {}): Banner {
  const frame = createFrame({ onAction, isFolded: options.isFolded ?? false, sheets: [panelSheet] });
  return {
    element: frame.element,
    show(state, aside) {
      const words = bannerWords(state);
      const shown = { ...words, actions: actionsOf(words, options) };
      const face = { words: shown, tone: toneOf(state), sign: bannerMark(state), keepsHeight: isBeforeSending(state), aside };
      frame.show(face, reopens(state));
    },
    showPanel(panel) {
      frame.showPanel(panel);
    },
  };
}
