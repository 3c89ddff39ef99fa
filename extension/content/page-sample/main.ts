// Injected into one of Meta's pages when the person presses "Save what Demur saw". It leaves a function on the global object of the
// extension's own isolated world, and changes nothing in the page.
import { formNumber, formUrl, isPathWord, type FormUrl } from "../../model/forms.ts";
import { findForm, gateOf, looksLikeObjection } from "../spotter/find.ts";
import { Outline } from "./outline.ts";
import { makeCleaner } from "./words.ts";

declare global {
  /** Describes the page. `own`: the person's own words, which must not be in it. Set by the script page-sample. */
  var demurSample: ((own: readonly string[]) => string) | undefined;
}

/** What Demur makes of the page, and why. */
function reasons(url: FormUrl | undefined): string[] {
  const found = url && findForm(document, url);
  return [
    `form number: ${url ? (url.form ? `known, ${url.form.purpose}` : "not known") : "none"}`,
    `form: ${found ? (found.form ? "a <form>" : "fields without <form>") : "not found"}`,
    `message field: ${found?.message ? "yes" : "no"}`,
    `words of an objection to AI: ${found && looksLikeObjection(document, found) ? "yes" : "no"}`,
    `question before it: ${url && gateOf(document, url) ? "yes" : "no"}`,
  ];
}

/** The page's URL without what may identify a person: of its path, only the form's number and the words of the catalogue's paths. */
function urlOf(formId: string | undefined): string {
  const parts = location.pathname.split("/").map((part) => (part === formId || isPathWord(part) ? part : "0"));
  const isInQuery = formId !== undefined && !parts.includes(formId);
  return location.origin + parts.join("/") + (isInQuery ? `?id=${formId}` : "");
}

globalThis.demurSample = (own) => {
  const url = formUrl(location.href);
  const number = formNumber(location.href);
  const clean = makeCleaner(number, own);
  const outline = new Outline(clean, number);
  const place = document.querySelector("main, [role=main]") ?? document.body;
  const language = /^[a-z]{2,3}(?:[-_][a-z]{2,4})?$/iu.exec(document.documentElement.lang)?.[0] ?? "";
  return [
    `url: ${urlOf(number)}`,
    ...reasons(url),
    "",
    `<!doctype html><html lang="${language}">`,
    `<title>${clean(document.title).replaceAll("<", "&lt;")}</title>`,
    ...outline.lines(place),
    "",
  ].join("\n");
};
