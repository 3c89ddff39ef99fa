import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./world.ts";

interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** All that the extension says in a language. */
export function catalogueOf(language: string): Record<string, Entry> {
  const file = path.join(root, "extension/_locales", language, "messages.json");
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, Entry>;
}

/** What a catalogue of the extension says, without the values of its arguments. */
export function wordsIn(language: string, key: string): string {
  const words = catalogueOf(language)[key]?.message;
  if (words === undefined) throw new Error(`${language} has no ${key}`);
  return words;
}
