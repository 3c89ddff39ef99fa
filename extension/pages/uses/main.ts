import van from "vanjs-core";
import { currentObjectionForms } from "../../model/forms.ts";
import {
  isMetas,
  usesChainPosts,
  usesDates,
  usesLists,
  usesReadOn,
  type Line,
  type LineList,
  type Publication,
} from "../../model/uses.ts";
import { otherSiteLink, platformName } from "../../ui/components.ts";
import { formatDate, formatMonth, languageName, message, type PlainMessageKey } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { showFramed } from "../frame.ts";
import { formLink } from "../links.ts";
import { startPage } from "../page.ts";

const { a, div, h1, h2, h3, li, main, ol, p, section, time, ul } = van.tags;

/** The message that the manifest names. A test checks that the catalogues have them all. */
const words = (name: string): string => message(name as PlainMessageKey);

/** A date in full, or only the part that is known. */
function published(at: string): string {
  if (at.length === 10) return formatDate(`${at}T12:00`);
  if (at.length === 4) return at;
  return formatMonth(`${at}-15T12:00`);
}

function source({ publisher, language, url, at }: Publication): HTMLElement {
  return li(otherSiteLink(message("usesSource", publisher, published(at), languageName(language)), url));
}

function lineWords({ words: name, from }: Line): HTMLElement {
  return div(p(words(name)), ul({ class: "sources" }, from.map(source)));
}

/** What Meta says comes first; what only others say has its own headline. */
function list({ headline, mark: sign, lines }: LineList): HTMLElement {
  const group = (said: Line[]) =>
    ul(
      { class: "lines" },
      said.map((line) => li(mark(sign), lineWords(line))),
    );
  const metas = lines.filter(isMetas);
  const others = lines.filter((line) => !isMetas(line));
  return section(
    { class: "card" },
    h2(words(headline)),
    metas.length > 0 ? group(metas) : [],
    others.length > 0 ? [h3(message("usesReported")), group(others)] : [],
  );
}

function dates(): HTMLElement {
  const items = usesDates.map((date) => li(time({ datetime: date.at }, formatDate(`${date.at}T12:00`)), lineWords(date)));
  return section({ class: "card" }, h2(message("usesDates")), ol({ class: "dates" }, items));
}

function next(): HTMLElement {
  const forms = currentObjectionForms
    .filter(({ platform }) => platform === "facebook" || platform === "instagram")
    .map((form) => formLink(platformName(form.platform), form.platform, form.url));
  const seeWho = a({ class: "link", href: "../history/history.html#tagged" }, message("othersSeeWho"));
  return section(
    { class: "card" },
    h2(message("usesNext")),
    div(p(message("usesNextObject")), div({ class: "actions" }, forms)),
    div(p(message("usesNextOthers")), div(seeWho)),
    lineWords(usesChainPosts),
  );
}

startPage(message("usesHeadline"));
showFramed(
  main(
    h1(message("usesHeadline")),
    p({ class: "lead" }, message("usesLead", formatDate(`${usesReadOn}T12:00`))),
    div({ class: "lists" }, usesLists.map(list)),
    dates(),
    next(),
  ),
);
