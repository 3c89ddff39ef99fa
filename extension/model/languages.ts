import manifest from "../../manifests/languages.json";

const names: Partial<Record<string, string>> = manifest.names;

/** A language's name in that language, so that it can be recognised in a list. */
export function ownName(language: string): string {
  return names[language] ?? language;
}
