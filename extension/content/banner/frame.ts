import van from "vanjs-core";
import type { BannerAction, BannerAside, BannerFace, BannerWords } from "../../ui/banner-face.ts";
import basics from "../../ui/basics.css";
import { metaLink } from "../../ui/components.ts";
import { locale, message, rich } from "../../ui/i18n.ts";
import { hand, mark } from "../../ui/marks.ts";
import tokens from "../../ui/tokens.css";
import sheet from "./banner.css";
import { isSeen } from "./seen.ts";

const { b, button, div, p, span } = van.tags;

/**
 * Ignores events made by a page's script, which are never trusted, and those on a banner that the page has hidden: only the person can
 * press Demur's buttons, and only knowingly.
 */
export const trusted = (act: () => void) => (event: Event) => {
  const pressed = event.currentTarget;
  const root = pressed instanceof Element ? pressed.getRootNode() : undefined;
  if (event.isTrusted && root instanceof ShadowRoot && isSeen(root.host, pressed as Element)) act();
};

/** The channels of a computed colour: "rgb(24, 33, 31)" or "rgba(0, 0, 0, 0)". */
function channels(colour: string): number[] {
  return (colour.match(/[\d.]+/gu) ?? []).map(Number);
}

/** Whether a colour is nearer to black than to white (Rec. 709 luma: the eye weighs red, green and blue differently). */
function isDark([red = 255, green = 255, blue = 255]: number[]): boolean {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/** Whether the background of an element is dark. Meta's page may be light while the system is dark, and vice versa. */
function isDarkBehind(element: Element): boolean {
  for (let behind = element.parentElement; behind; behind = behind.parentElement) {
    const colour = channels(getComputedStyle(behind).backgroundColor);
    if ((colour[3] ?? 1) > 0.5) return isDark(colour);
  }
  return false;
}

/** What all banners on Meta's pages have in common. */
export interface Frame {
  /** To be put into the page, which can't read what is inside: the shadow root is closed. */
  readonly element: HTMLElement;
  /** Shows something else. `reopens`: even if the person had folded the banner. */
  show(face: BannerFace, reopens?: boolean): void;
  /** Shows a panel in place of the actions, or removes it. */
  showPanel(panel: HTMLElement | undefined): void;
}

/** How a banner behaves. */
interface FrameOptions {
  /** Called when the person presses an action. */
  onAction: (action: BannerAction) => void;
  /** Starts folded to one line. */
  isFolded?: boolean;
  /** Called when the person folds or opens the banner. */
  onFold?: (isFolded: boolean) => void;
  /** Style sheets for the panel. */
  sheets?: readonly string[];
}

/** Constructed style sheets are the only kind that Meta's content security policy doesn't block, in both browsers. */
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
    span({ class: "long" }, rich("notPartOfMeta", name)),
    span({ class: "short" }, rich("notFromMeta", name)),
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
    // The actions come before × in document order, so that the Tab key reaches them first.
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

/** The height of the tallest of several things that the region may show. They are in the page only while being measured. */
function tallestOf(region: HTMLElement, contents: readonly HTMLElement[][]): number {
  const trial = div({
    class: "banner trial",
    lang: region.lang,
    style: `inline-size: ${region.getBoundingClientRect().width}px`,
  });
  region.after(trial);
  const heights = contents.map((parts) => {
    trial.replaceChildren(...parts);
    return trial.getBoundingClientRect().height;
  });
  trial.remove();
  return Math.max(0, ...heights);
}

/**
 * Never lets the region shrink at the same width, and at once gives it the height of the tallest thing that may follow, so that the
 * field below the banner stays where it is.
 */
function heightKeeper(region: HTMLElement): (mayFollow: () => HTMLElement[][]) => void {
  let width = 0;
  let tallest = 0;
  return (mayFollow) => {
    if (region.clientWidth !== width) tallest = 0;
    width = region.clientWidth;
    if (width === 0) return;
    tallest = Math.max(tallest, region.getBoundingClientRect().height, tallestOf(region, mayFollow()));
    region.style.minBlockSize = `${tallest}px`;
  };
}

/** Makes an empty banner. */
export function createFrame({ onAction, onFold, isFolded = false, sheets = [] }: FrameOptions): Frame {
  const element = document.createElement("demur-banner");
  element.style.cssText = "all: initial !important; display: block !important; contain: layout paint !important;";
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

  const keepRoom = () => {
    if (shown?.keepsHeight && !folded && !panel) keepHeight(() => (shown?.mayFollow ?? []).map(openParts));
  };

  /** Puts the focus back where something else has taken the place of what had it: on the same, on the same words, or on the first. */
  const keepFocus = (from: Element | null) => {
    if (!from || root.activeElement === from) return;
    const others = [...region.querySelectorAll<HTMLElement>("button, input, textarea, a[href]")];
    const same = others.find((other) => other === from || (other.textContent !== "" && other.textContent === from.textContent));
    (same ?? others[0])?.focus();
  };

  const draw = () => {
    if (!shown) return;
    const focused = root.activeElement;
    const { words, tone, aside, keepsHeight } = shown;
    region.className = `banner ${tone} ${folded ? "folded" : ""}`;
    region.setAttribute("aria-label", `Demur: ${words.headline}`);
    region.style.minBlockSize = "";
    region.replaceChildren(...(folded ? [foldedParts(shown)] : openParts(shown)));
    keepFocus(focused);
    if (keepsHeight) keepRoom();
    region.style.colorScheme = isDarkBehind(element) ? "dark" : "light";
    // Assigning the same text again announces nothing, so typing stays silent.
    const sentence = words.sentence.map((node) => node.textContent).join("");
    const rest = aside ? ` ${aside.headline}. ${aside.sentence}` : "";
    spoken.textContent = `Demur: ${words.headline}. ${sentence}${rest}`;
  };

  // How much room is needed is known only once the banner is in the page, and changes with its width.
  new ResizeObserver(keepRoom).observe(element);

  root.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.isTrusted && event.key === "Escape" && !folded) fold(true);
  });

  return {
    element,
    show(face, reopens = false) {
      if (reopens) folded = false;
      shown = face;
      draw();
      // The background is known only once the banner is in the page.
      requestAnimationFrame(() => {
        region.style.colorScheme = isDarkBehind(element) ? "dark" : "light";
      });
    },
    showPanel(shownPanel) {
      panel = shownPanel;
      draw();
    },
  };
}
