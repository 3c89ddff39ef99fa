/**
 * The first characters of a text, whole ones: a cut between the two halves of an emoji leaves half of it, which no program but a browser
 * takes for text. A half that was there before becomes U+FFFD.
 */
export function firstCharacters(text: string, max: number): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  return Array.from(wellFormed).slice(0, max).join("");
}
