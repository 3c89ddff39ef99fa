/** The kinds of letters: to Meta, and to an authority. */
export const letterKinds = ["reminder", "complaint"] as const;

export type LetterKind = (typeof letterKinds)[number];

/** A letter that the person has changed. It is kept in `storage.local` under its own key, and erased with its record. */
export interface KeptLetter {
  /** Where the person lived then: it decided what was drafted. */
  country: string;
  region: string;
  /** BCP 47. */
  language: string;
  /** The paragraphs as they were drafted. */
  draft: string[];
  /** The paragraphs as the person left them. */
  words: string[];
}

const prefix = "letter/";

/** Where a letter is kept. */
export function letterKey(objectionId: string, kind: LetterKind): string {
  return `${prefix}${objectionId}/${kind}`;
}

/** Where all letters about an objection are kept. */
export function letterKeysOf(objectionId: string): string[] {
  return letterKinds.map((kind) => letterKey(objectionId, kind));
}

/** The objections about which letters are kept, from everything that is stored. */
export function objectionsWithLetters(stored: Record<string, unknown>): string[] {
  const ids = Object.keys(stored).flatMap((key) => (key.startsWith(prefix) ? [key.split("/")[1] ?? ""] : []));
  return [...new Set(ids)];
}
