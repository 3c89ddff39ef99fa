import van, { type ChildDom } from "vanjs-core";
import { toneOf, type BannerState } from "../model/banner-state.ts";
import { platformNames, type Platform, type Status } from "../model/protocol.ts";
import { oddPieces } from "../model/odd-letters.ts";
import { keepsWhole, keepsWholeStyle, message, type PlainMessageKey } from "./i18n.ts";
import { mark, type MarkName } from "./marks.ts";

const { a, b, button, code, details, div, input: inputTag, label, p, span, summary, wbr } = van.tags;

/** A button. `main`: the most important one on this surface. */
export function actionButton(words: ChildDom, onPress: () => void, kind: "main" | "other" = "other"): HTMLButtonElement {
  return button({ type: "button", class: kind === "main" ? "button main" : "button", onclick: onPress }, words);
}

/** A button that looks like a link, for places within Demur that have no URL. */
export function linkButton(words: ChildDom, onPress: () => void): HTMLButtonElement {
  return button({ type: "button", class: "link", onclick: onPress }, words);
}

/** A link that looks like a main or another button. */
export function linkAsButton<Link extends HTMLAnchorElement>(link: Link, kind: "main" | "other"): Link {
  link.className = kind === "main" ? "button main" : "button";
  // One child: a button lays out its children side by side with a gap.
  link.replaceChildren(span(...link.childNodes));
  return link;
}

function outsideLink(words: string, href: string, hint: string): HTMLAnchorElement {
  const spoken = span({ class: "hidden" }, ` (${hint})`);
  // The mark never wraps to a line by itself.
  const last = Math.max(words.lastIndexOf(" "), words.lastIndexOf("-")) + 1;
  const end = span({ class: "whole" }, words.slice(last), mark("leaves", "", 18));
  return a({ class: "link", href, target: "_blank", rel: "noopener noreferrer" }, words.slice(0, last), end, spoken);
}

/** A link to one of Meta's pages, in a new tab. */
export function metaLink(words: string, href: string): HTMLAnchorElement {
  return outsideLink(words, href, message("opensMetaPage"));
}

/** A link to a page that is neither Demur's nor Meta's, in a new tab. */
export function otherSiteLink(words: string, href: string): HTMLAnchorElement {
  return outsideLink(words, href, message("opensOtherSite"));
}

/**
 * An e-mail address or host. It moves to a new line before it wraps, and then wraps only after its @ and before its dots: a hyphen
 * would change it. Letters of another alphabet are marked.
 */
export function plainAddress(email: string): HTMLElement {
  const parts = oddPieces(email).flatMap(({ piece, isOdd }, place) =>
    isOdd
      ? [van.tags.mark(piece)]
      : piece.split(/(?<=@)|(?=\.)/u).flatMap((part, index) => (place + index === 0 ? [part] : [wbr(), part])),
  );
  return span({ class: keepsWhole, style: `${keepsWholeStyle}; hyphens: none` }, parts);
}

/** An e-mail address or host in bold, to be compared. */
export function address(email: string): HTMLElement {
  return b({ class: keepsWhole }, plainAddress(email));
}

/** A field with its label above, help below, and room for a problem between label and field. */
export function field(
  words: string,
  input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement,
  help?: string,
): HTMLElement {
  input.id ||= `field-${crypto.randomUUID()}`;
  const problem = div({ class: "problem", id: `${input.id}-problem` });
  const below = help ? [div({ class: "help", id: `${input.id}-help` }, help)] : [];
  input.setAttribute("aria-describedby", [problem, ...below].map(({ id }) => id).join(" "));
  return div({ class: "field" }, label({ for: input.id }, words), problem, input, below);
}

/** Shows or clears the problem at a field made by `field`. */
export function setProblem(input: HTMLInputElement, words: ChildDom | undefined): void {
  const problem = input.parentElement?.querySelector(".problem");
  problem?.replaceChildren(...(words ? [mark("check", "check"), div(words)] : []));
  if (words) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** A tick box with its label beside it, and help below that describes the box but isn't part of its name. */
export function tickBox(words: string, input: HTMLInputElement, help?: string): HTMLElement {
  const name = span({ id: `name-${crypto.randomUUID()}` }, words);
  input.setAttribute("aria-labelledby", name.id);
  if (!help) return label({ class: "tick" }, input, name);
  const described = span({ class: "help", id: `help-${crypto.randomUUID()}` }, help);
  input.setAttribute("aria-describedby", described.id);
  return label({ class: "tick" }, input, name, described);
}

/** A search waits until the person has paused this long in typing, in milliseconds. */
const searchPause = 150;

/** A search field. `onSearch` gets the trimmed text each time the person has paused in typing. */
export function searchInput(onSearch: (query: string) => void, value = ""): HTMLInputElement {
  const box = inputTag({ type: "search", value, autocomplete: "off", spellcheck: false, maxLength: 200 });
  let timer: ReturnType<typeof setTimeout> | undefined;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      onSearch(box.value.trim());
    }, searchPause);
  });
  return box;
}

/** A button that copies a text. Its label turns to "Copied" for two seconds, which is announced. `onCopied` is called after it. */
export function copyButton(
  labelled: "copy" | "contactCopy",
  text: () => string,
  kind: "main" | "other",
  onCopied?: () => void,
): HTMLElement[] {
  const announced = span({ class: "hidden", role: "status" });
  const words = span(message(labelled));
  const press = async () => {
    await navigator.clipboard.writeText(text());
    words.textContent = announced.textContent = message("copied");
    setTimeout(() => {
      words.textContent = message(labelled);
      announced.textContent = "";
    }, 2000);
    onCopied?.();
  };
  return [actionButton([mark("copy", "", 18), words], () => void press(), kind), announced];
}

/** A command with a button to copy it. */
export function commandBox(command: string, kind: "main" | "other"): HTMLElement {
  return div(
    { class: "command" },
    code(command),
    copyButton("copy", () => command, kind),
  );
}

/** A platform's own name, the same in every language. */
export function platformName(platform: Platform): string {
  return platformNames[platform];
}

/** "Anna on Facebook", or just the platform if the account has no name. */
export function accountName({ label, platform }: { label: string; platform: Platform }): string {
  return label === "" ? platformName(platform) : message("accountName", label, platformName(platform));
}

interface StatusLook {
  words: PlainMessageKey;
  mark: MarkName;
  tone: "settled" | "check" | "";
}

const statusLooks: Record<Status, StatusLook> = {
  submitted: { words: "statusSubmitted", mark: "waiting", tone: "" },
  received: { words: "statusReceived", mark: "waiting", tone: "" },
  "confirmation-late": { words: "statusConfirmationLate", mark: "check", tone: "check" },
  confirmed: { words: "statusConfirmed", mark: "confirmed", tone: "settled" },
  declined: { words: "statusDeclined", mark: "check", tone: "check" },
  "needs-answer": { words: "statusNeedsAnswer", mark: "check", tone: "check" },
  overdue: { words: "statusOverdue", mark: "check", tone: "check" },
  answered: { words: "statusAnswered", mark: "envelope", tone: "check" },
  unsure: { words: "statusUnsure", mark: "asks", tone: "check" },
  "not-finished": { words: "statusNotFinished", mark: "check", tone: "check" },
  "not-sent": { words: "statusNotSent", mark: "check", tone: "check" },
  withdrawn: { words: "statusWithdrawn", mark: "minus", tone: "" },
};

/** Every status that an objection can have. */
export const allStatuses = Object.keys(statusLooks) as Status[];

/** The mark of a status, or of an account without an objection. */
export function statusMark(status: Status | "none"): Element {
  if (status === "none") return mark("none");
  const look = statusLooks[status];
  return mark(look.mark, look.tone);
}

/** The tone of a status: settled, something to do, or neither. */
export function statusTone(status: Status): "settled" | "check" | "" {
  return statusLooks[status].tone;
}

/** The name of a status, or that nobody has objected yet. */
export function statusName(status: Status | "none"): string {
  return message(status === "none" ? "statusNone" : statusLooks[status].words);
}

/** A status in a list: mark and words. */
export function statusChip(status: Status): HTMLElement {
  return span({ class: `chip ${statusTone(status)}` }, statusMark(status), statusName(status));
}

/** The mark of a state of the banner. */
export function bannerMark(state: BannerState): Element {
  const tone = toneOf(state);
  return mark(bannerMarkName(state), tone === "waiting" ? "" : tone);
}

function bannerMarkName(state: BannerState): MarkName {
  switch (state.kind) {
    case "known":
      return "confirmed";
    case "no-account":
    case "still-unsure":
    case "not-sure":
    case "probable":
      return "asks";
    case "not-the-form":
      return "minus";
    case "gate":
      return "waiting";
    case "already":
      return state.objection.status === "confirmed" ? "confirmed" : "waiting";
    case "sending":
    case "sent":
    case "received":
      return "waiting";
    case "code":
      return "envelope";
    case "empty":
    case "malformed":
    case "slip":
    case "not-yours":
    case "not-finished":
    case "field-marked":
    case "page-error":
    case "cut-off":
    case "another-form":
    case "host-missing":
    case "not-kept":
      return "check";
  }
}

/** A box that says what doesn't work, what that means, and what can be done; `detail` is a code for someone who helps. */
export function errorBox(headline: string, words: string, ways: readonly HTMLElement[], detail?: string): HTMLElement {
  const forHelper = detail ? [details(summary({ class: "link" }, message("detailsForHelper")), code(detail))] : [];
  const actions = div({ class: "actions" }, ways, forHelper);
  return div({ class: "note check", role: "alert" }, mark("check", "check"), div(div(b(headline), p(words)), actions));
}
