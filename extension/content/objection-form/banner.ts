import { isBeforeSending, type BannerState, reopens, toneOf } from "../../model/banner-state.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import type { OthersCount } from "../../model/messages.ts";
import { emptyStore, type LocalStore } from "../../model/storage.ts";
import { tryAsk } from "../../ui/ask.ts";
import type { BannerAction, BannerAside, BannerFace, BannerWords } from "../../ui/banner-face.ts";
import { bannerWords } from "../../ui/banner-words.ts";
import { bannerMark } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { afterwardsAside, othersAside } from "../../ui/others-words.ts";
import type { FormBanner } from "../banner-scripts.ts";
import { createFrame, type Frame } from "../banner/frame.ts";
import { isAfter } from "../found-form.ts";
import panelSheet from "./panel.css";

/** A form's column is at most this wide; anything wider belongs to the layout of the page. In CSS pixels. */
const maxColumnWidth = 760;
const headings = "h1, h2, h3, [role=heading]";

/** The form's column: the nearest element around it that also contains Meta's title, if that is narrow enough to be a column. */
function columnOf(form: Element): Element | undefined {
  for (let element = form.parentElement; element && element !== document.body; element = element.parentElement) {
    if (element.clientWidth > maxColumnWidth) return undefined;
    const title = element.querySelector(headings);
    if (title && isAfter(form, title)) return element;
  }
  return undefined;
}

/**
 * Puts the banner at the top of the form's column, above Meta's title, or else right before the form.
 * The page is scrolled by the height that this adds, so that what the person is looking at or typing into doesn't move.
 */
export function placeBanner(banner: HTMLElement, form: Element): void {
  const before = form.getBoundingClientRect().top;
  const column = columnOf(form);
  if (column) column.prepend(banner);
  else form.before(banner);
  const isBelowStart = window.scrollY > 0;
  if (isBelowStart) window.scrollBy({ top: form.getBoundingClientRect().top - before, behavior: "instant" });
}

/** What the banner adds about other people's posts. It shows with every state of the address, so that the height doesn't change. */
export function asideFor(state: BannerState, others: OthersCount, wasTold: boolean): BannerAside | undefined {
  const isAddress = isBeforeSending(state) && state.kind !== "probable";
  if (others.items > 0) return isAddress || state.kind === "received" ? othersAside(others) : undefined;
  return state.kind === "received" && !wasTold ? afterwardsAside() : undefined;
}

/** Whether the person has been told before that an objection doesn't cover other people's posts. */
export async function wasToldOfOthers(): Promise<boolean> {
  const { toldOfOthers } = await chrome.storage.local.get<LocalStore>({ toldOfOthers: emptyStore.toldOfOthers });
  return toldOfOthers;
}

/** Remembers that the person has been told: once is enough. */
export async function noteToldOfOthers(): Promise<void> {
  await chrome.storage.local.set<Partial<LocalStore>>({ toldOfOthers: true });
}

/** What depends on the current state of the form. */
interface Beside {
  aside?: BannerAside | undefined;
  /** Meta's form has a field for a message. */
  hasMessage?: boolean;
  /** The states that may follow while the address is typed. */
  mayFollow?: readonly BannerState[];
}

/** The banner on a form. */
export interface Banner extends Pick<Frame, "element" | "showPanel"> {
  /** Shows a state. A folded banner opens only for what the person must not miss. */
  show(state: BannerState, beside?: Beside): void;
}

/** What differs from form to form. */
interface BannerOptions {
  /** Starts folded to one line. */
  isFolded?: boolean;
  /** The person has said that this is the objection form, and can change that. */
  isOwnForm?: boolean;
}

/** The banner has room for two actions. */
const maxActions = 2;

function actionsOf(words: BannerWords, hasMessage: boolean, mayTakeBack: boolean): BannerAction[] {
  const fitting = words.actions.filter((action) => action.kind === "meta-link" || action.id !== "add-message" || hasMessage);
  const takeBack: BannerAction = { kind: "link", id: "not-the-form", label: message("notTheForm") };
  return mayTakeBack && fitting.length < maxActions ? [...fitting, takeBack] : fitting;
}

/** Makes a banner. `onAction` is called when the person presses one of its actions. */
export function createBanner(onAction: (action: BannerAction) => void, options: BannerOptions = {}): Banner {
  const frame = createFrame({ onAction, isFolded: options.isFolded ?? false, sheets: [panelSheet] });
  return {
    element: frame.element,
    show(state, { aside, hasMessage = false, mayFollow = [] } = {}) {
      const faceOf = (one: BannerState): BannerFace => {
        const words = bannerWords(one);
        const mayTakeBack = options.isOwnForm === true && isBeforeSending(one);
        const shown = { ...words, actions: actionsOf(words, hasMessage, mayTakeBack) };
        return { words: shown, tone: toneOf(one), sign: bannerMark(one), keepsHeight: isBeforeSending(one), aside };
      };
      frame.show({ ...faceOf(state), mayFollow: mayFollow.map(faceOf) }, reopens(state));
    },
    showPanel(panel) {
      frame.showPanel(panel);
    },
  };
}

/** Shows a banner that only informs, above `place`. `form`: the form that the person has answered about; they can change the answer. */
export function showNotice(state: BannerState, place: Element, form?: CatalogueForm): FormBanner {
  const banner = createBanner(
    (action) => {
      if (form && action.kind !== "meta-link" && action.id === "forget-answer")
        void tryAsk("answer-form", { form, isObjection: null });
    },
    { isFolded: state.kind === "not-the-form" },
  );
  banner.show(state);
  placeBanner(banner.element, place);
  void tryAsk("banner-shown", { state });
  return {
    keepPlace() {
      if (banner.element.isConnected || !place.isConnected) return false;
      placeBanner(banner.element, place);
      return true;
    },
    isSent: false,
    end() {
      banner.element.remove();
      void tryAsk("banner-shown", { state: null });
    },
  };
}
