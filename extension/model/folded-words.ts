/** Letters that Unicode does not decompose into a plain letter and an accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: "o",
  æ: "ae",
  œ: "oe",
  ß: "ss",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ı: "i",
};

/** The longest abbreviation, in letters. */
const maxAbbreviation = 3;

/**
 * The words of a text in lower case and without accents, so that they can be compared with stems:
 * "Opposition à l’IA" becomes "opposition", "a", "l", "ia".
 */
export function foldedWords(text: string): string[] {
  const plain = text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[øæœßđðłħı]/gu, (letter) => plainLetters[letter] ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The abbreviations in a text, folded like its words: whatever is short and in capitals. */
export function foldedAbbreviations(text: string): string[] {
  const written = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return written.filter((word) => word.length <= maxAbbreviation && /^\p{Lu}+$/u.test(word)).flatMap(foldedWords);
}

/** Whether a stem is an abbreviation. */
export function isAbbreviation(stem: string): boolean {
  return stem.length <= maxAbbreviation && !stem.endsWith(beginning);
}

/** Marks a stem that stands for every word beginning with it. */
const beginning = "*";

function isWordOf(stem: string, word: string | undefined): boolean {
  return stem.endsWith(beginning) ? word?.startsWith(stem.slice(0, -1)) === true : word === stem;
}

/** Whether a stem is at this place among the words. A stem may be several words in a row. */
function standsAt(words: readonly string[], stem: string, index: number): boolean {
  return stem.split(" ").every((part, offset) => isWordOf(part, words[index + offset]));
}

/** Whether the words contain one of the stems: a word or, with `*`, the beginning of one. */
export function holdsStem(words: readonly string[], stems: readonly string[]): boolean {
  return stems.some((stem) => words.some((_, index) => standsAt(words, stem, index)));
}

/** Where among the words one of the stems is. */
export function stemPlaces(words: readonly string[], stems: readonly string[]): number[] {
  return words.flatMap((_, index) => (stems.some((stem) => standsAt(words, stem, index)) ? [index] : []));
}
