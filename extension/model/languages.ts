import manifest from "../../manifests/languages.json";

const names: Partial<Record<string, string>> = manifest.names;

/** The primary language of a BCP 47 tag, or of a name of Meta's such as "nl_NL". Both kinds of Norwegian become Bokmål. */
export function primaryOf(tag: string): string {
  const primary = tag.toLowerCase().split(/[-_]/u)[0] ?? "";
  return primary === "no" || primary === "nn" ? "nb" : primary;
}

/** A language's name in that language, so that it can be recognised in a list. */
export function ownName(language: string): string {
  return names[language] ?? language;
}
