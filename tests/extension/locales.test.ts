import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { storeLimit } from "../fixtures/store-limits.ts";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const folder = new URL("../../extension/_locales/", import.meta.url);
const catalogue = (language: string) =>
  JSON.parse(readFileSync(new URL(`${language}/messages.json`, folder), "utf8")) as Record<string, Message>;
const english = catalogue("en");
const plain = (keys: string[]) => keys.filter((key) => !/_(zero|one|two|few|many|other)$/u.test(key)).sort();

/** Words that are rightly the same in English and another language. */
const same = new Set([
  "accountName",
  "accountWithAddress",
  "bannerFolded",
  "badgeNone",
  "contactPhoto",
  "historyStatus",
  "importPeople_one",
  "menu",
  "no",
  "openProgram",
  "usesSource",
  "welcomeName",
  "welcomePerson",
]);

const endOfPlural = /_(zero|one|two|few|many|other)$/u;
const argumentsIn = (message: string): string[] => (message.match(/\$\w+\$/gu) ?? []).map((name) => name.toLowerCase());

/** Sentences that need no number in any language, because they say "all". */
const countless = new Set(["popupAllAccounts"]);

/** Whether a plural form stands for only one number, which its words may then spell out: "one photo". */
function isOneNumber(language: string, category: string): boolean {
  const rules = new Intl.PluralRules(language.replace("_", "-"));
  const numbers = Array.from({ length: 200 }, (_, index) => index + 1);
  return numbers.filter((number) => rules.select(number) === category).length === 1;
}

/** The arguments that a translation leaves out, although English has them. */
function leftOut(language: string, key: string, { message, placeholders }: Message): string[] {
  const [, category = ""] = endOfPlural.exec(key) ?? [];
  const model = english[key.replace(endOfPlural, "_other")] ?? english[key];
  const count = Object.entries(placeholders ?? {}).find(([, { content }]) => content === "$1")?.[0];
  const mayLackCount = category !== "" && (isOneNumber(language, category) || countless.has(key.replace(endOfPlural, "")));
  const wanted = argumentsIn(model?.message ?? "").filter((name) => !(mayLackCount && name === `$${count ?? ""}$`));
  return wanted.filter((name) => !argumentsIn(message).includes(name));
}

/** The names of messages in the extension's files, as whole words. */
function namesUsed(): Set<string> {
  const places = [new URL("../../extension/", import.meta.url), new URL("../../manifests/", import.meta.url)];
  const files = places.flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(?:ts|html|json)$/u.test(file) && !file.startsWith("_locales"))
      .map((file) => readFileSync(new URL(file, place), "utf8")),
  );
  return new Set(files.flatMap((text) => text.match(/(?<![A-Za-z0-9])[a-z][A-Za-z0-9]*/gu) ?? []));
}

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
        assert.deepEqual(leftOut(language, key, { message, ...(placeholders ? { placeholders } : {}) }), [], key);
        if (language !== "en" && !same.has(key)) assert.notEqual(message, english[key]?.message, `${key} is still English`);
      }
      for (const key of Object.keys(english).filter((one) => one.endsWith("_other")))
        for (const category of new Intl.PluralRules(language.replace("_", "-")).resolvedOptions().pluralCategories)
          assert.ok(messages[key.replace(/other$/u, category)], `${key}: ${category}`);
    });

  it("names the extension within the stores' limits", () => {
    for (const language of languages) {
      const messages = catalogue(language);
      assert.ok((messages["extensionName"]?.message.length ?? 999) <= storeLimit("name"), language);
      assert.ok((messages["extensionDescription"]?.message.length ?? 999) <= storeLimit("summary"), language);
    }
  });

  it("hold nothing that no page shows", () => {
    const used = namesUsed();
    // Some names are formed from another one and an ending (see `ui/i18n.ts` and the card of a failed import).
    const isUsed = (key: string) => [key, key.replace(/(?:Today|Yesterday|Words)$/u, "")].some((name) => used.has(name));
    const unused = Object.keys(english).filter((key) => !isUsed(key.replace(endOfPlural, "")));
    assert.deepEqual(unused, []);
  });
});
