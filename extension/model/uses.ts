import manifest from "../../manifests/uses.json";

/** Where something was published. */
export interface Publication {
  publisher: string;
  /** What it is written in (ISO 639-1). */
  language: string;
  url: string;
  /** A day, a month or a year, as exactly as it is known: "2025-05-27", "2025-05", "2025". */
  at: string;
}

/** One thing that is said about Meta's AI, by the name of its words, and who says so. */
export interface Line<Words extends string = string> {
  words: Words;
  from: Publication[];
}

/** Things that belong together. `plus`: Meta uses it, or an objection covers it; `minus`: not. */
export interface LineList {
  headline: string;
  mark: "plus" | "minus";
  lines: Line[];
}

const publications = manifest.publications as Partial<Record<string, Publication>>;

function lineOf({ words, from }: { words: string; from: string[] }): Line {
  return { words, from: from.flatMap((name) => publications[name] ?? []) };
}

/** Whether Meta itself says so, and not only others. */
export function isMetas({ from }: Line): boolean {
  return from.some(({ publisher }) => publisher === "Meta");
}

/** What Meta uses and what it doesn't, and what an objection covers and what it doesn't. */
export const usesLists = manifest.lists.map(({ headline, mark, lines }) => ({
  headline,
  mark: mark as LineList["mark"],
  lines: lines.map(lineOf),
})) satisfies LineList[];

/** What happened when, oldest first. */
export const usesDates = manifest.dates.map((date) => ({ at: date.at, ...lineOf(date) }));

/** That a post against Meta has no effect. */
export const usesChainPosts = lineOf(manifest.chainPosts);

/** The day on which the publications were last read. */
export const usesReadOn = manifest.readOn;
