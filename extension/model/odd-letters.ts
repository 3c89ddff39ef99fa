/** Letters of the alphabets whose letters look like Latin ones. */
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** Whether a text mixes Latin letters with those of another alphabet, which may look the same. */
export function hasOddLetters(text: string): boolean {
  return alike.test(text) && /\p{Script=Latin}/u.test(text);
}

/** A text in pieces: if it is mixed, each letter of another alphabet is a separate piece. */
export function oddPieces(text: string): { piece: string; isOdd: boolean }[] {
  if (!hasOddLetters(text)) return [{ piece: text, isOdd: false }];
  return text
    .split(new RegExp(`(${alike.source})`, "u"))
    .filter((piece) => piece !== "")
    .map((piece) => ({ piece, isOdd: alike.test(piece) }));
}
