// Writes a TypeScript type for every message of the English catalogue, so that a missing word or argument is a compile error.
import { readFile, writeFile } from "node:fs/promises";

const pluralCategory = /_(zero|one|two|few|many|other)$/;

/** The names of a message's placeholders in the order of their arguments. */
function argumentNames(message) {
  const placeholders = Object.entries(message.placeholders ?? {});
  const position = ([, placeholder]) => Number(placeholder.content.slice(1));
  return placeholders.sort((a, b) => position(a) - position(b)).map(([name]) => name);
}

function table(name, doc, entries) {
  const lines = entries.map(([key, names]) => `  ${key}: [${names.map((argument) => `${argument}: string`).join(", ")}];`);
  return `/** ${doc} */\nexport interface ${name} {\n${lines.join("\n")}\n}\n`;
}

/** Reads the catalogue at `source` (`_locales/en/messages.json`) and writes the types to `target`. */
export async function writeMessageTypes(source, target) {
  const catalogue = Object.entries(JSON.parse(await readFile(source, "utf8")));
  const plain = catalogue.filter(([key]) => !pluralCategory.test(key)).map(([key, message]) => [key, argumentNames(message)]);
  const plural = catalogue
    .filter(([key]) => key.endsWith("_other"))
    .map(([key, message]) => [key.replace(pluralCategory, ""), argumentNames(message)]);
  const text = [
    "// Made from extension/_locales/en/messages.json.",
    table("Messages", "Messages and their arguments.", plain),
    table("PluralMessages", "Messages that depend on a number, which is their first argument.", plural),
  ].join("\n");
  await writeFile(target, text);
}
