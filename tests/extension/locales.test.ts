import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const folder = new URL("../../extension/_locales/", import.meta.url);
const catalogue = (language: string) =>
  JSON.parse(readFileSync(new URL(`${language}/messages.json`, folder), "utf8")) as Record<string, Message>;
const english = catalogue("en");
const plain = (keys: string[]) => keys.filter((key) => !/_(zero|one|two|few|many|other)$/u.test(key)).sort();

/** Words that are the same in English and another language, and rightly so. */
const same = new Set([
  "accountName",
  "accountWithAddress",
  "bannerFolded",
  "badgeNone",
  "contactPhoto",
  "contactPhotos_other",
  "historyStatus",
  "importPeople_one",
  "menu",
  "no",
  "openProgram",
  "taggedPhotos",
  "usesSource",
  "welcomeName",
  "welcomePerson",
]);

describe("the catalogues", () => {
  const languages = readdirSync(folder);
  for (const language of languages)
    it(`${language} says everything that English says, with the same arguments`, () => {
      const messages = catalogue(language);
      assert.deepEqual(plain(Object.keys(messages)), plain(Object.keys(english)));
      for (const [key, { message, placeholders }] of Object.entries(messages)) {
        assert.deepEqual(placeholders, (english[key] ?? english[key.replace(/_\w+$/u, "_other")])?.placeholders, key);
        for (const name of message.match(/\$(\w+)\$/gu) ?? [])
          assert.ok(placeholders?.[name.slice(1, -1).toLowerCase()], `${key}: ${name}`);
        if (language !== "en" && !same.has(key)) assert.notEqual(message, english[key]?.message, `${key} is still English`);
      }
      for (const key of Object.keys(english).filter((one) => one.endsWith("_other")))
        for (const category of new Intl.PluralRules(language.replace("_", "-")).resolvedOptions().pluralCategories)
          assert.ok(messages[key.replace(/other$/u, category)], `${key}: ${category}`);
    });

  it("names the extension within the stores' limits", () => {
    for (const language of languages) {
      const messages = catalogue(language);
      assert.ok((messages["extensionName"]?.message.length ?? 999) <= 75, language);
      assert.ok((messages["extensionDescription"]?.message.length ?? 999) <= 132, language);
    }
  });
});
