/** Letters that Unicode does not take apart into a plain letter and its accent. */
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

/** The longest stem that stands for a whole word, in letters: "ai" must not be found in "aid". */
const wholeWord = 3;

/**
 * The words of a text in small letters and without accents, so that they can be compared with stems:
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

/** The abbreviations of a text, folded like its words: what is written in capitals and no longer than a short stem. */
export function foldedAbbreviations(text: string): string[] {
  const written = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return written.filter((word) => word.length <= wholeWord && /^\p{Lu}+$/u.test(word)).flatMap(foldedWords);
}

/** Whether a stem stands for a whole word, as abbreviations do. */
export function isShortStem(stem: string): boolean {
  return stem.length <= wholeWord;
}

function isWordOf(stem: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return isShortStem(stem) ? word === stem : word.startsWith(stem);
}

/** Whether the words hold one of the stems. A stem of several words stands for words in a row. */
export function holdsStem(words: readonly string[], stems: readonly string[]): boolean {
  return stems.some((stem) => {
    const parts = stem.split(" ");
    return words.some((_, index) => parts.every((part, offset) => isWordOf(part, words[index + offset])));
  });
}
