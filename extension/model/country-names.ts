import manifest from "../../manifests/country-names.json";

const names: Partial<Record<string, Partial<Record<string, string>>>> = manifest.names;

/** A country's name in a language, to be used on its own. `country`: ISO 3166-1. */
export function countryName(country: string, language: string): string {
  const own = names[language]?.[country];
  return own ?? new Intl.DisplayNames([language], { type: "region" }).of(country) ?? country;
}
