import { locale, message } from "./i18n.ts";

type ListType = "conjunction" | "disjunction";
interface ListPart {
  type: "element" | "literal";
  value: string;
}

/** Whether a browser can write lists in a language. Chromium knows neither Irish nor Maltese, Firefox no Maltese "or": both use English. */
function isKnown(language: string, type: ListType): boolean {
  if (Intl.ListFormat.supportedLocalesOf([language]).length === 0) return false;
  const [own, english] = [language, "en"].map((one) => new Intl.ListFormat(one, { type }).format(["1", "2"]));
  return language.startsWith("en") || own !== english;
}

/** A list in a sentence, as its elements and what separates them: "A, B and C", or with "or". */
export function listParts(elements: readonly string[], type: ListType): ListPart[] {
  if (isKnown(locale(), type)) return new Intl.ListFormat(locale(), { type }).formatToParts(elements);
  const [, last = ""] = message(type === "conjunction" ? "listAnd" : "listOr", "|", "|").split("|");
  return elements.flatMap((value, index): ListPart[] => {
    const element: ListPart = { type: "element", value };
    return index === 0 ? [element] : [{ type: "literal", value: index === elements.length - 1 ? last : ", " }, element];
  });
}

/** The same as text. */
export function listOf(elements: readonly string[], type: ListType): string {
  return listParts(elements, type)
    .map(({ value }) => value)
    .join("");
}
