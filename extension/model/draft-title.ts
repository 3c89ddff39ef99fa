import { firstCharacters } from "./limits.ts";

/** The title of a person's own text is its first line, cut to this many characters. */
const titleLength = 40;

/** What a person's own text is called in a list. */
export function draftTitle(text: string): string {
  const [firstLine = ""] = text.split("\n");
  const whole = firstCharacters(firstLine, titleLength);
  return whole.length < firstLine.length ? `${firstCharacters(firstLine, titleLength - 1)}…` : whole;
}
