import van from "vanjs-core";
import { currentObjectionForms, objectionFormOf, siteDomains } from "../../model/forms.ts";
import type { PackageFiles } from "../../model/packages.ts";
import { isGuide } from "../../model/requests.ts";
import type { Overview } from "../../model/messages.ts";
import type { CallError, HostErrorKind, Platform } from "../../model/protocol.ts";
import { mailServiceOf } from "../../model/mail-pages.ts";
import { tally, type Row } from "../../model/account-rows.ts";
import { ask, tryAsk } from "../../ui/ask.ts";
import { actionButton, address, errorBox, linkButton, metaLink, plainAddress, platformName } from "../../ui/components.ts";
import { message, plural, rich } from "../../ui/i18n.ts";
import { listParts } from "../../ui/lists.ts";
import { hand, mark } from "../../ui/marks.ts";
import { storeWords } from "../../ui/store-words.ts";
import { answerWords } from "../answer-words.ts";
import { formLink, openPage } from "../links.ts";
import { mailBox } from "../mail-box.ts";
import { clockNote, storeError } from "../notes.ts";
import { accountList } from "./account-list.ts";
import { answerSection, hostMissing, missingOnForm, onForm } from "./answers.ts";
import { aboutOthers } from "./others.ts";
import { showWhatWasSeen } from "./page-sample.ts";
import { askToReadMetasForms, type ThisPage } from "./this-page.ts";

const { details, div, footer, h1, h2, header, main, p, section, span, summary } = van.tags;

type Refresh = () => Promise<void>;
type Part = HTMLElement | "" | HTMLElement[];

/** Everything that the popup shows. */
export interface PopupContent extends Overview {
  rows: Row[];
  page: ThisPage;
  /** What installs the program on this system. */
  files: PackageFiles | undefined;
  /** Whether the browser lets Demur read Meta's help pages. */
  isAllowed: boolean;
  /** What the host refused to keep. */
  rejected: HTMLElement[];
  /** Says that the history isn't the one that this browser wrote to. */
  warning: HTMLElement | "";
}

function firstRun(): HTMLElement {
  const start = actionButton(message("popupStart"), () => void openPage("welcome"), "main");
  start.classList.add("leading");
  return section(
    h1(message("popupFirstHeadline")),
    p(message("popupFirstWords")),
    start,
    div(linkButton(message("popupObjectedBefore"), () => void openPage("history", "earlier"))),
  );
}

/** The accounts, below their own headline unless the form in the page has given one. */
function accountsSection({ rows, banner }: PopupContent, refresh: Refresh): Part {
  const isOnForm = banner !== undefined;
  if (rows.length === 0) return isOnForm ? "" : firstRun();
  const { headline, others, advice } = answerWords(tally(rows));
  const words = `${others} ${advice}`.trim();
  const answer = isOnForm ? "" : div({ class: "how-far" }, h1(headline), words === "" ? "" : p(words));
  return section(answer, accountList(rows, { isOnForm, refresh }));
}

/** How much is waiting in the browser, and why. */
const whyNotKept = (waiting: number, error: CallError["kind"]): string =>
  `${waiting > 0 ? plural("popupWaiting", waiting) : ""} ${message(storeWords(error))}`.trim();

function failed({ waiting }: PopupContent, error: CallError["kind"], refresh: Refresh): HTMLElement {
  const again = actionButton(message("tryAgain"), () => void refresh());
  return section(
    h1({ class: "hidden" }, message("history")),
    errorBox(message("storeFailedHeadline"), whyNotKept(waiting, error), [again], error),
  );
}

/** The host is there but can't write: what is waiting, why, and what to do. */
function notKept({ waiting, banner }: PopupContent, error: HostErrorKind, refresh: Refresh): HTMLElement | "" {
  if (banner?.kind === "not-kept") return "";
  const again = actionButton(message("tryAgain"), () => void tryAsk("drain", {}).then(refresh));
  return section(errorBox(message("bannerHostMissingHeadline"), whyNotKept(waiting, error), [again], error));
}

function formLinks(headline: "popupStraightToForm" | "popupForms" | "lookAlikeForms"): HTMLElement {
  const isBeside = headline === "popupForms";
  const links = currentObjectionForms
    .filter(({ platform }) => platform !== "whatsapp")
    .map((form) => formLink(platformName(form.platform), form.platform, form.url));
  for (const link of links) link.classList.add("strong");
  return section(
    { class: isBeside ? "small" : "" },
    h2(message(headline)),
    div({ class: "actions" }, links),
    isBeside ? "" : p({ class: "help" }, message("popupFormsHelp")),
  );
}

/** A page that pretends to be Meta's: the only red surface. */
function lookAlike(host: string): HTMLElement[] {
  const sites = listParts(siteDomains, "conjunction");
  const named = span(sites.map(({ type, value }) => (type === "element" ? plainAddress(value) : value)));
  const words = p(rich("lookAlikeWords", address(host), named));
  return [answerSection(mark("stop", "stop"), message("lookAlikeHeadline"), words, p(message("lookAlikeAdvice")))];
}

/** The person was going to the form, and Meta asked them to log in first. */
function onTheWay(platform: Platform): HTMLElement | "" {
  const form = objectionFormOf(platform);
  if (!form) return "";
  return section(h2(message("popupLoginHeadline")), p(message("popupLoginWords")), div(metaLink(message("popupGoOn"), form.url)));
}

function notAllowed(refresh: Refresh): HTMLElement {
  const allow = actionButton(message("popupAllow"), () => void askToReadMetasForms().then(refresh), "main");
  return answerSection(mark("check", "check"), message("popupAllowHeadline"), p(message("popupAllowWords")), allow);
}

function aboutThisPage({ page, banner }: PopupContent): HTMLElement | "" {
  if (banner || (page.kind !== "meta" && page.kind !== "other")) return "";
  const isOnObjecting = page.href !== undefined && isGuide(page.href);
  const words = page.kind === "other" ? "popupNotMeta" : isOnObjecting ? "popupMetaGuide" : "popupMetaPage";
  return p({ class: "help this-page" }, message(words));
}

/** On a page of Meta's: a way to record what Demur sees on it. */
function pageSample({ page, banner }: PopupContent): Part {
  const { tabId } = page;
  if (page.kind !== "meta" || tabId === undefined) return "";
  return p(
    { class: "help" },
    linkButton(message("seenOffer"), () => void showWhatWasSeen(tabId, banner?.kind)),
  );
}

/** On any page but Meta's: a way to read the e-mail that it shows. It comes first if the page is a mail service's. */
function readOffer({ page: { kind, tabId, href } }: PopupContent): Part {
  if (kind !== "other" || tabId === undefined || href === undefined) return "";
  const read = () =>
    void ask("read-mail", { tabId }).then(() => {
      window.close();
    });
  const words = message("readOffer");
  return mailServiceOf(new URL(href))
    ? section(actionButton(words, read, "main"))
    : p({ class: "help" }, linkButton(words, read));
}

/** "Got an e-mail from Meta?": folded, to keep the popup short. If one is awaited, an account's row asks for it. */
function mailQuestion(refresh: Refresh): HTMLElement {
  const words = summary(message("popupMailQuestion"));
  const box = mailBox(span(), () => void refresh());
  return section({ class: "small" }, details(words, box));
}

/** Whether an account's row leads to the form. */
const leadsToForm = ({ status, next }: Row) => ["none", "declined", "not-finished", "not-sent"].includes(next?.status ?? status);

/** What is between header and footer. */
function content(shown: PopupContent, refresh: Refresh): Part[] {
  if (shown.page.kind === "look-alike") return [lookAlike(shown.page.host), formLinks("lookAlikeForms")];
  const isFirst = shown.rows.length === 0;
  const isMissing = shown.host.kind === "missing" && !isFirst;
  const missing = () => (shown.banner ? missingOnForm(shown.banner) : hostMissing(shown, shown.files, refresh));
  const body = isMissing ? missing() : accountsSection(shown, refresh);
  const isElsewhere = !isMissing && !shown.banner;
  const isMail = shown.page.href !== undefined && mailServiceOf(new URL(shown.page.href)) !== undefined;
  return [
    isMail ? readOffer(shown) : "",
    shown.isAllowed ? "" : notAllowed(refresh),
    shown.banner ? onForm(shown.banner, () => void refresh()) : "",
    shown.awaited && !shown.banner ? onTheWay(shown.awaited) : "",
    clockNote(shown.objections),
    shown.warning === "" ? "" : section(shown.warning),
    shown.rejected.length > 0 ? section(shown.rejected) : "",
    shown.blockedBy && shown.host.kind === "connected" ? notKept(shown, shown.blockedBy, refresh) : "",
    shown.host.kind === "failed" ? failed(shown, shown.host.error, refresh) : body,
    aboutOthers(shown, refresh),
    isElsewhere && !shown.rows.some(leadsToForm) ? formLinks(isFirst ? "popupStraightToForm" : "popupForms") : "",
    isElsewhere && isFirst ? mailQuestion(refresh) : "",
    aboutThisPage(shown),
    isMail ? "" : readOffer(shown),
    pageSample(shown),
  ];
}

/** Parts of the popup between its header and its footer. */
function framed(parts: Part[]): HTMLElement {
  return div(
    header(
      div({ class: "brand" }, hand(24), "Demur"),
      linkButton(message("history"), () => void openPage("history")),
    ),
    main(parts),
    footer(
      span(mark("lock"), message("sendsNothing")),
      linkButton(message("settings"), () => void openPage("history", "settings")),
    ),
  );
}

/** The popup. */
export function popupView(shown: PopupContent, refresh: Refresh): HTMLElement {
  return framed(content(shown, refresh));
}

/** The popup while the background page, which asks the host, has not answered yet. */
export function slowView(): HTMLElement {
  return framed([section({ role: "status" }, h1({ class: "hidden" }, message("history")), p(message("popupSlow")))]);
}

/** The popup where the background page has no answer: nothing is known, not even what waits. */
export function noAnswerView(refresh: Refresh): HTMLElement {
  const again = actionButton(message("tryAgain"), () => void refresh());
  return framed([section(h1({ class: "hidden" }, message("history")), storeError("internal-error", again))]);
}
