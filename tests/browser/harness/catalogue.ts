import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./world.ts";

/** What a catalogue of the extension says, without the values of its arguments. */
export function wordsIn(language: string, key: string): string {
  const file = path.join(root, "extension/_locales", language, "messages.json");
  const catalogue = JSON.parse(readFileSync(file, "utf8")) as Record<string, { message: string }>;
  const words = catalogue[key]?.message;
  if (words === undefined) throw new Error(`${language} has no ${key}`);
  return words;
}
