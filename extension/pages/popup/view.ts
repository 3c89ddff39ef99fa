import van from "vanjs-core";
import { currentObjectionForms, objectionFormOf, siteDomains } from "../../model/forms.ts";
import type { CallError, Overview } from "../../model/messages.ts";
import { accountRows, answerOf, type Answer, type Row } from "../../model/overview.ts";
import type { Objection, Platform } from "../../model/protocol.ts";
import { ask, call } from "../../ui/ask.ts";
import { bannerWords } from "../../ui/banner-words.ts";
import {
  accountName,
  actionButton,
  address,
  bannerMark,
  commandBox,
  errorBox,
  linkButton,
  metaLink,
  platformName,
  statusMark,
} from "../../ui/components.ts";
import { formatDate, locale, message, plural, rich } from "../../ui/i18n.ts";
import { hand, mark } from "../../ui/marks.ts";
import { storeWords } from "../store-words.ts";
import { askToReadMetasForms } from "./permission.ts";
import type { ThisPage } from "./this-page.ts";

const { b, div, footer, h1, h2, header, li, main, ol, p, section, span, ul } = van.tags;

/** More accounts than this are one click away, so that the popup stays a glance. */
const mostRows = 4;

type Refresh = () => Promise<void>;

/** Everything that the popup shows. */
export interface PopupContent extends Overview {
  page: ThisPage;
  /** Whether the browser lets Demur read Meta's help pages. */
  isAllowed: boolean;
}

async function openPage(page: "welcome" | "history", fragment?: string): Promise<void> {
  await ask("open-page", fragment === undefined ? { page } : { page, fragment });
  window.close();
}

/** A link to an objection form. Meta may ask the person to log in first: the popup then still knows where they were going. */
function formLink(words: string, platform: Platform, url: string): HTMLAnchorElement {
  const link = metaLink(words, url);
  link.addEventListener("click", () => void ask("await-form", { platform }));
  return link;
}

function answerSection(sign: Element | "", headline: string, ...rest: (Node | string)[]): HTMLElement {
  return section(div({ class: "answer" }, sign, div(h1(headline), rest)));
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

function hostMissing(overview: Overview, refresh: Refresh): HTMLElement[] {
  const headline = message("bannerHostMissingHeadline");
  const waiting = overview.waiting > 0 ? plural("popupWaiting", overview.waiting) : message("popupNothingWaiting");
  const steps = ol(
    { class: "steps" },
    li(message("popupOpenTerminal")),
    li(message("popupPasteLine"), commandBox("demur-host register", "main")),
    li(
      message("popupComeBack"),
      " ",
      actionButton(message("tryAgain"), () => void ask("drain", {}).then(refresh)),
    ),
  );
  const install = linkButton(message("popupHowToInstall"), () => void openPage("welcome", "2"));
  const everSeen = overview.host.kind === "missing" && overview.host.everSeen;
  return [
    answerSection(mark("check", "check"), headline, p(`${waiting} ${message("popupProgramMissing")}`)),
    section(everSeen ? [steps, div(install)] : [div(install), steps]),
    section(
      h2(message("popupMeanwhile")),
      ul(
        { class: "meanwhile" },
        li(mark("tick", "settled"), span(message("popupMeanwhileWorks"))),
        li(mark("minus"), span(message("popupMeanwhileWaits"))),
      ),
    ),
  ];
}

function answerWords(answer: Exclude<Answer, { kind: "start" }>): [headline: string, sentence: string] {
  switch (answer.kind) {
    case "act":
      return [plural("popupAct", answer.count), message("popupActWords")];
    case "object":
      return [plural("popupObject", answer.count), message("popupObjectWords")];
    case "wait":
      return [plural("popupWait", answer.count), message("popupWaitWords", formatDate(answer.until))];
    case "done":
      return [plural("popupDone", answer.count), message("popupDoneWords")];
  }
}

function rowName(row: Row, rows: readonly Row[]): string {
  const name = accountName(row);
  const isTwin = rows.some((other) => other !== row && other.label === row.label && other.platform === row.platform);
  return (isTwin || row.label === "") && row.email ? message("accountWithAddress", name, row.email) : name;
}

function statusLine(objection: Objection | undefined): HTMLElement {
  if (!objection) return div({ class: "status muted" }, message("statusNone"));
  const date = formatDate(objection.statusSince);
  switch (objection.status) {
    case "submitted":
      return div({ class: "status muted" }, message("lineSubmitted", date));
    case "received":
      return div({ class: "status muted" }, message("lineReceived", date));
    case "confirmed":
      return div({ class: "status settled" }, message("lineConfirmed", date));
    case "confirmation-late":
      return div({ class: "status check" }, message("lineConfirmationLate", date));
    case "declined":
      return div({ class: "status check" }, message("lineDeclined", date));
    case "needs-answer":
      return div({ class: "status check" }, message("lineNeedsAnswer", date));
    case "overdue":
      return div({ class: "status check" }, message("lineOverdue", date));
    case "withdrawn":
      return div({ class: "status muted" }, message("lineWithdrawn", date));
  }
}

/** The one thing to do for an account: go to the form, or say that the e-mail has come. */
function rowAction(row: Row, refresh: Refresh): HTMLElement | "" {
  const { objection } = row;
  if (!objection) {
    const form = objectionFormOf(row.platform);
    return form ? formLink(message("openForm"), row.platform, form.url) : "";
  }
  if (!["submitted", "received", "confirmation-late", "overdue"].includes(objection.status)) return "";
  const box = div();
  const cancel = () => {
    box.replaceChildren(askButton);
  };
  const confirm = async () => {
    const event = { id: crypto.randomUUID(), kind: "confirmed" as const, at: new Date().toISOString() };
    const answer = await call("objections.addEvent", { objectionId: objection.id, event });
    if (answer.ok) await refresh();
    else box.replaceChildren(span({ role: "alert" }, message("couldNotSave")));
  };
  const askButton = actionButton([mark("envelope"), message("haveMail")], () => {
    const yes = actionButton(message("haveMailYes"), () => void confirm());
    box.replaceChildren(span(message("haveMailQuestion")), div({ class: "actions" }, yes, linkButton(message("cancel"), cancel)));
    yes.focus();
  });
  box.append(askButton);
  return box;
}

function accountList(rows: readonly Row[], refresh: Refresh): HTMLElement {
  const shown = rows
    .slice(0, mostRows)
    .map((row) =>
      li(statusMark(row.objection?.status), div(b(rowName(row, rows)), statusLine(row.objection), rowAction(row, refresh))),
    );
  const all =
    rows.length > mostRows ? div(linkButton(plural("popupAllAccounts", rows.length), () => void openPage("history"))) : "";
  return div(ul({ class: "rows" }, shown), all);
}

function accountsSection(overview: Overview, refresh: Refresh): HTMLElement {
  const rows = accountRows(overview.accounts, overview.objections);
  const answer = answerOf(rows);
  if (answer.kind === "start") return firstRun();
  const [headline, sentence] = answerWords(answer);
  const words = overview.banner ? [] : [h1(headline), p(sentence)];
  return section(words, accountList(rows, refresh));
}

function failed(refresh: Refresh, error: CallError["kind"]): HTMLElement {
  const again = actionButton(message("tryAgain"), () => void refresh());
  return section(errorBox(message("storeFailedHeadline"), message(storeWords(error)), again, error));
}

function formLinks(headline: "popupStraightToForm" | "popupForms" | "lookAlikeForms"): HTMLElement {
  return section(
    h2(message(headline)),
    div(
      { class: "actions" },
      currentObjectionForms
        .filter(({ platform }) => platform !== "whatsapp")
        .map((form) => formLink(platformName(form.platform), form.platform, form.url)),
    ),
    p({ class: "help" }, message("popupFormsHelp")),
  );
}

function bannerSection(overview: Overview): HTMLElement | "" {
  if (!overview.banner) return "";
  const words = bannerWords(overview.banner);
  return answerSection(bannerMark(overview.banner), words.headline, p(words.sentence));
}

/** A page that wants to be taken for Meta's: the one surface that is red. */
function lookAlike(host: string): HTMLElement[] {
  const sites = new Intl.ListFormat(locale(), { type: "conjunction" }).format(siteDomains);
  const words = p(rich("lookAlikeWords", address(host), sites));
  return [answerSection(mark("stop", "stop"), message("lookAlikeHeadline"), words, p(message("lookAlikeAdvice")))];
}

/** The person set out for the form, and Meta asked them to log in first. */
function onTheWay(platform: Platform): HTMLElement | "" {
  const form = objectionFormOf(platform);
  if (!form) return "";
  return section(h2(message("popupLoginHeadline")), p(message("popupLoginWords")), div(metaLink(message("popupGoOn"), form.url)));
}

function notAllowed(refresh: Refresh): HTMLElement {
  const allow = actionButton(message("popupAllow"), () => void askToReadMetasForms().then(refresh), "main");
  return section(
    div(
      { class: "answer" },
      mark("check", "check"),
      div(h1(message("popupAllowHeadline")), p(message("popupAllowWords")), allow),
    ),
  );
}

function aboutThisPage({ page, banner }: PopupContent): HTMLElement | "" {
  if (banner || (page.kind !== "meta" && page.kind !== "other")) return "";
  return p({ class: "help this-page" }, message(page.kind === "meta" ? "popupMetaPage" : "popupNotMeta"));
}

/** What stands between header and footer. */
function content(shown: PopupContent, refresh: Refresh): (HTMLElement | "" | HTMLElement[])[] {
  if (shown.page.kind === "look-alike") return [lookAlike(shown.page.host), formLinks("lookAlikeForms")];
  const isFirst = shown.accounts.length === 0 && shown.objections.length === 0;
  const isMissing = shown.host.kind === "missing" && !isFirst;
  const body = isMissing ? hostMissing(shown, refresh) : accountsSection(shown, refresh);
  return [
    shown.isAllowed ? "" : notAllowed(refresh),
    bannerSection(shown),
    shown.awaited && !shown.banner ? onTheWay(shown.awaited) : "",
    shown.host.kind === "failed" ? failed(refresh, shown.host.error) : body,
    isMissing ? "" : formLinks(isFirst ? "popupStraightToForm" : "popupForms"),
    aboutThisPage(shown),
  ];
}

/** The popup. */
export function popupView(shown: PopupContent, refresh: Refresh): HTMLElement {
  return div(
    header(
      div({ class: "brand" }, hand(24), "Demur"),
      linkButton(message("history"), () => void openPage("history")),
    ),
    main(content(shown, refresh)),
    footer(
      span(mark("lock"), message("sendsNothing")),
      linkButton(message("settings"), () => void openPage("history", "settings")),
    ),
  );
}
