import van from "vanjs-core";
import type { BannerAction, BannerAside, BannerFace, BannerWords } from "../../ui/banner-face.ts";
import basics from "../../ui/basics.css";
import { metaLink } from "../../ui/components.ts";
import { locale, message } from "../../ui/i18n.ts";
import { hand, mark } from "../../ui/marks.ts";
import tokens from "../../ui/tokens.css";
import sheet from "./banner.css";

const { b, button, div, p, span } = van.tags;

/** A page's script can make clicks too, but no trusted ones: only the person acts. */
export const trusted = (act: () => void) => (event: Event) => {
  if (event.isTrusted) act();
};

/** The parts of a computed colour: "rgb(24, 33, 31)" or "rgba(0, 0, 0, 0)". */
function channels(colour: string): number[] {
  return (colour.match(/[\d.]+/gu) ?? []).map(Number);
}

/** Whether a colour is nearer to black than to white (Rec. 709 luma, as the eye weighs red, green and blue). */
function isDark([red = 255, green = 255, blue = 255]: number[]): boolean {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/** Whether the ground behind an element is dark. Meta's page may be light while the system is dark, and the other way round. */
function isDarkBehind(element: Element): boolean {
  for (let behind = element.parentElement; behind; behind = behind.parentElement) {
    const colour = channels(getComputedStyle(behind).backgroundColor);
    if ((colour[3] ?? 1) > 0.5) return isDark(colour);
  }
  return false;
}

/** A banner in one of Meta's pages: what all of them have in common. */
export interface Frame {
  /** To be put into the page. It holds nothing that the page could read. */
  readonly element: HTMLElement;
  /** Shows something else. `reopens`: also where the person had closed the banner. */
  show(face: BannerFace, reopens?: boolean): void;
  /** Shows something more to do in the place of the actions, or takes it away. */
  showPanel(panel: HTMLElement | undefined): void;
}

/** How a banner behaves. */
export interface FrameOptions {
  /** Hears the person's presses. */
  onAction: (action: BannerAction) => void;
  /** Begins as one line. */
  isFolded?: boolean;
  /** Hears that the person has closed or opened it. */
  onFold?: (isFolded: boolean) => void;
  /** Style sheets for what stands in the panel. */
  sheets?: readonly string[];
}

/** Style sheets made by script are the one kind that Meta's content security policy leaves alone, in both browsers. */
function styleSheets(sheets: readonly string[]): CSSStyleSheet[] {
  return [tokens, basics, sheet, ...sheets].map((css) => {
    const made = new CSSStyleSheet();
    made.replaceSync(css);
    return made;
  });
}

function actionElement(action: BannerAction, onAction: FrameOptions["onAction"]): HTMLElement {
  if (action.kind === "meta-link") return metaLink(action.label, action.href);
  const press = trusted(() => {
    onAction(action);
  });
  return button({ type: "button", class: action.kind, onclick: press }, action.label);
}

function nameLine(): HTMLElement {
  const name = b("Demur");
  return div(
    { class: "name" },
    span(name, span({ class: "long" }, message("notPartOfMeta")), span({ class: "short" }, message("notFromMeta"))),
  );
}

function openBody({ words, sign, keepsHeight }: BannerFace, below: HTMLElement, close: () => void): HTMLElement {
  const closeButton = button(
    { type: "button", class: "close", "aria-label": message("close"), onclick: trusted(close) },
    mark("close", "", 16),
  );
  return div(
    { class: keepsHeight ? "body typing" : "body" },
    hand(20),
    nameLine(),
    // In the order of the page the actions come before ×, and so does the focus.
    div({ class: "sign" }, sign),
    div(
      { class: "text" },
      div({ class: "headline", role: "heading", "aria-level": "2" }, words.headline),
      p({ class: "sentence" }, words.sentence),
      below,
    ),
    div({ class: "corner" }, closeButton),
  );
}

function foldedBody(words: BannerWords, open: () => void): HTMLElement {
  const show = button({ type: "button", class: "link", onclick: trusted(open) }, message("show"));
  return div({ class: "body" }, hand(20), span(message("bannerFolded", words.closed)), show);
}

function asidePart({ headline, sentence, action }: BannerAside, onAction: FrameOptions["onAction"]): HTMLElement {
  return div({ class: "aside" }, mark("people"), p(b(headline), " ", sentence, " ", actionElement(action, onAction)));
}

function heightKeeper(region: HTMLElement): () => void {
  let width = 0;
  let tallest = 0;
  return () => {
    if (region.clientWidth !== width) tallest = 0;
    width = region.clientWidth;
    if (width === 0) return;
    tallest = Math.max(tallest, region.getBoundingClientRect().height);
    region.style.minBlockSize = `${tallest}px`;
  };
}

/** Makes a banner that shows nothing yet. */
export function createFrame({ onAction, onFold, isFolded = false, sheets = [] }: FrameOptions): Frame {
  const element = document.createElement("demur-banner");
  element.style.cssText = "all: initial; display: block; contain: layout paint;";
  const root = element.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = styleSheets(sheets);
  const region = div({ role: "region", lang: locale() });
  const spoken = div({ class: "hidden", "aria-live": "polite" });
  root.append(region, spoken);

  let shown: BannerFace | undefined;
  const keepHeight = heightKeeper(region);
  let panel: HTMLElement | undefined;
  let folded = isFolded;

  const fold = (to: boolean) => {
    folded = to;
    draw();
    region.querySelector<HTMLElement>(folded ? ".link" : ".close")?.focus();
    onFold?.(folded);
  };

  const foldedParts = ({ words }: BannerFace) =>
    foldedBody(words, () => {
      fold(false);
    });

  const openParts = (face: BannerFace) => {
    const actions = face.words.actions.map((action) => actionElement(action, onAction));
    const body = openBody(face, panel ?? div({ class: "actions" }, actions), () => {
      fold(true);
    });
    return face.aside ? [body, asidePart(face.aside, onAction)] : [body];
  };

  const draw = () => {
    if (!shown) return;
    const { words, tone, aside, keepsHeight } = shown;
    region.className = `banner ${tone} ${folded ? "folded" : ""}`;
    region.setAttribute("aria-label", `Demur: ${words.headline}`);
    region.style.minBlockSize = "";
    region.replaceChildren(...(folded ? [foldedParts(shown)] : openParts(shown)));
    if (!folded && !panel && keepsHeight) keepHeight();
    element.style.colorScheme = isDarkBehind(element) ? "dark" : "light";
    // Once for each change; typing changes nothing here.
    const sentence = words.sentence.map((node) => node.textContent).join("");
    const rest = aside ? ` ${aside.headline}. ${aside.sentence}` : "";
    spoken.textContent = `Demur: ${words.headline}. ${sentence}${rest}`;
  };

  root.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.isTrusted && event.key === "Escape" && !folded) fold(true);
  });

  return {
    element,
    show(face, reopens = false) {
      if (reopens) folded = false;
      shown = face;
      draw();
      // The ground can only be seen once the banner is in its place.
      requestAnimationFrame(() => {
        element.style.colorScheme = isDarkBehind(element) ? "dark" : "light";
      });
    },
    showPanel(shownPanel) {
      panel = shownPanel;
      draw();
    },
  };
}
