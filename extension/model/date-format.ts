/**
 * How dates are written in the first of some languages that the browser knows, with the options `words`; if it knows none of them, with
 * the options `digits`: Chromium knows neither Irish nor Maltese, and would write the month in English.
 */
export function dateFormat(
  locales: readonly string[],
  words: Intl.DateTimeFormatOptions,
  digits: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const [known] = knownLocales(locales);
  return known === undefined ? new Intl.DateTimeFormat("en-GB", digits) : new Intl.DateTimeFormat(known, words);
}

/** The languages among these in which the browser can write dates. */
export function knownLocales(locales: readonly string[]): string[] {
  return Intl.DateTimeFormat.supportedLocalesOf([...locales]);
}
