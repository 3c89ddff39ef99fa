import van from "vanjs-core";
import { isBeforeSending, reopens, toneOf, type BannerState } from "../../model/banner-state.ts";
import { bannerWords, type BannerAction, type BannerWords } from "../../ui/banner-words.ts";
import { bannerMark, metaLink } from "../../ui/components.ts";
import { locale, message } from "../../ui/i18n.ts";
import { hand, mark } from "../../ui/marks.ts";
import tokens from "../../ui/tokens.css";
import sheet from "./banner.css";
import { isDarkBehind } from "./ground.ts";
import { trusted } from "./trusted.ts";

const { b, button, div, p, span } = van.tags;

/** The banner in Meta's page. */
export interface Banner {
  /** To be put into the page. It holds nothing that the page could read. */
  readonly element: HTMLElement;
  /** Shows a state. A closed banner opens only for what the person should not miss. */
  show(state: BannerState): void;
  /** Shows something more to do in the place of the actions, or takes it away. */
  showPanel(panel: HTMLElement | undefined): void;
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

/** Style sheets made by script are the one kind that Meta's content security policy leaves alone, in both browsers. */
function styleSheets(): CSSStyleSheet[] {
  return [tokens, sheet].map((css) => {
    const made = new CSSStyleSheet();
    made.replaceSync(css);
    return made;
  });
}

function actionElement(action: BannerAction, onAction: (action: BannerAction) => void): HTMLElement {
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

function openBody(state: BannerState, words: BannerWords, below: HTMLElement, close: () => void): HTMLElement {
  const closeButton = button(
    { type: "button", class: "close", "aria-label": message("close"), onclick: trusted(close) },
    mark("close", "", 16),
  );
  return div(
    { class: isBeforeSending(state) ? "body typing" : "body" },
    hand(20),
    nameLine(),
    // In the order of the page the actions come before ×, and so does the focus.
    div({ class: "sign" }, bannerMark(state)),
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

/** While the address is being typed the banner never gets lower, so that the field below it stays where it is. */
function heightKeeper(region: HTMLElement): () => void {
  let width = 0;
  let tallest = 0;
  return () => {
    if (region.clientWidth !== width) tallest = 0;
    width = region.clientWidth;
    const body = region.querySelector<HTMLElement>(".body");
    if (!body || width === 0) return;
    tallest = Math.max(tallest, body.getBoundingClientRect().height);
    body.style.minBlockSize = `${tallest}px`;
  };
}

/** Makes a banner. `onAction` hears the person's presses. */
export function createBanner(onAction: (action: BannerAction) => void, options: BannerOptions = {}): Banner {
  const element = document.createElement("demur-banner");
  element.style.cssText = "all: initial; display: block; contain: layout paint;";
  const root = element.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = styleSheets();
  const region = div({ role: "region", lang: locale() });
  const spoken = div({ class: "hidden", "aria-live": "polite" });
  root.append(region, spoken);

  let shown: BannerState | undefined;
  const keepHeight = heightKeeper(region);
  let panel: HTMLElement | undefined;
  let isFolded = options.isFolded ?? false;

  const fold = (folded: boolean) => {
    isFolded = folded;
    draw();
    region.querySelector<HTMLElement>(folded ? ".link" : ".close")?.focus();
  };

  const openParts = (state: BannerState, words: BannerWords) => {
    const actions = actionsOf(words, options).map((action) => actionElement(action, onAction));
    return openBody(state, words, panel ?? div({ class: "actions" }, actions), () => {
      fold(true);
    });
  };

  const draw = () => {
    if (!shown) return;
    const words = bannerWords(shown);
    region.className = `banner ${toneOf(shown)} ${isFolded ? "folded" : ""}`;
    region.setAttribute("aria-label", `Demur: ${words.headline}`);
    const folded = () =>
      foldedBody(words, () => {
        fold(false);
      });
    region.replaceChildren(isFolded ? folded() : openParts(shown, words));
    if (!isFolded && !panel && isBeforeSending(shown)) keepHeight();
    element.style.colorScheme = isDarkBehind(element) ? "dark" : "light";
    // Once for each change; typing changes nothing here.
    const sentence = words.sentence.map((node) => node.textContent).join("");
    spoken.textContent = `Demur: ${words.headline}. ${sentence}`;
  };

  root.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.isTrusted && event.key === "Escape" && !isFolded) fold(true);
  });

  return {
    element,
    show(state) {
      if (reopens(state)) isFolded = false;
      shown = state;
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
