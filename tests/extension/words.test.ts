import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, root), "utf8"));

/** The rules for the texts of a language. A stem in capitals is compared as written, others ignoring case. */
interface Glossary {
  /** The opening and the closing quotation mark. */
  quotes: string;
  /** The letters that its words have in addition to a to z. */
  letters: string;
  /** For each term, the stems of which a text must contain one wherever the English has the term. */
  terms: Record<string, string[]>;
  /** Words of the other form of address, which the interface never uses. */
  otherAddress: string[];
  /** Words for addressing a friend, which no text to Meta or to an authority uses. */
  familiar: string[];
  /** Words that would change with the day or require another case, so that no date may follow them. */
  notBeforeDate: string[];
  /** Articles that one of Meta's products takes and another doesn't. */
  notBeforeProduct: string[];
  /** Words to avoid, and what to say instead. */
  instead: Record<string, string>;
}

/** If the English has one of these, a translation has the corresponding term of its language. “Meta AI” is a name. */
const englishTerms: Record<string, RegExp> = {
  objection: /\bobject(?:s|ed|ing|ions?)?\b/iu,
  complaint: /\bcomplain(?:ts?|ed|ing)?\b/iu,
  history: /\bhistory\b/iu,
  record: /(?<!\b(?:DNS|TXT) )\brecords?\b/iu,
  entry: /\bentr(?:y|ies)\b/iu,
  received: /\b(?:Meta|it|objection) (?:ha[sd] |was |been )*receive[sd]?\b|^Received\b/u,
  declined: /\bdeclin/iu,
  account: /\baccounts?\b/u,
  browser: /\bbrowsers?\b/iu,
  ai: /(?<!Meta )\bAI\b/u,
  gdpr: /\bGDPR\b/u,
  controller: /\bcontroller\b/u,
  supervisoryAuthority: /supervisory authority/u,
  compellingGrounds: /compelling legitimate grounds/u,
  accountsCentre: /Accounts Centre/u,
  link: /\blinks?\b/iu,
};

/** Terms only for the interface: an authority is given proof where the interface speaks of a record. */
const interfaceTerms = new Set(["record"]);

/** Texts in which some languages rightly use a pronoun or name the act instead of the thing. */
const unnamed = new Set(["earlierWords", "mailSaysNo", "letters.reminder.declined"]);

const languages = readdirSync(new URL("extension/_locales/", root));
const letterOf = (language: string) => (language === "pt_PT" ? "pt" : language);

/** All strings in a JSON value, by their path. */
function strings(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => strings(inner, `${path}.${key}`));
}

/** The sentences of the interface in a language, by their key, with arguments as `{name}`. */
function interfaceOf(language: string): Map<string, string> {
  const messages = read(`extension/_locales/${language}/messages.json`) as Record<string, { message: string }>;
  const named = (message: string) => message.replace(/\$(\w+)\$/gu, (_, name: string) => `{${name.toLowerCase()}}`);
  return new Map(Object.entries(messages).map(([key, { message }]) => [key, named(message)]));
}

/** The words of the documents to hand over, without the date formats. */
function papersOf(own: string): [string, string][] {
  const all = strings(read(`manifests/paper-words/${own}.json`), "papers");
  return all.filter(([key]) => !key.startsWith("papers.$schema") && !key.startsWith("papers.dates"));
}

/** Everything in a language: interface, ready-made texts, letters and documents, including those for single countries. */
function everythingIn(language: string): Map<string, string> {
  const own = letterOf(language);
  const files = readdirSync(new URL("extension/letters/", root)).filter((file) => new RegExp(`^${own}-`, "u").test(file));
  return new Map([
    ...interfaceOf(language),
    ...strings(read(`extension/texts/${own}.json`), "texts"),
    ...strings(read(`extension/letters/${own}.json`), "letters"),
    ...papersOf(own),
    ...files.flatMap((file) => strings(read(`extension/letters/${file}`), file.replace(".json", ""))),
  ]);
}

const endOfPlural = /_(?:zero|one|two|few|many|other)$/u;
const english = everythingIn("en");
const englishOf = (key: string) => english.get(key) ?? english.get(key.replace(endOfPlural, "_other"));
const glossary = (language: string) => read(`tests/fixtures/glossary/${language}.json`) as Glossary;
const offending = (texts: Map<string, string>, isWrong: (text: string, key: string) => boolean) =>
  [...texts].filter(([key, text]) => isWrong(text, key)).map(([key, text]) => `${key}: ${text}`);
const asWord = (word: string) => new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}-])`, "u");

/** Arguments that are dates. */
const dateNames = "date|today|latest|due|until|eventDate|remindedDate";
const dates = new RegExp(`\\{(?:${dateNames})\\}`, "gu");

/** A text with dates in it, as the pages format them. */
function dated(text: string, language: string): string {
  const format = new Intl.DateTimeFormat(language.replace("_", "-"), { dateStyle: "long", timeZone: "UTC" });
  return text.replace(dates, format.format(new Date("2025-05-27T12:00:00Z")));
}

const isFrench = (language: string) => language === "fr";
const frenchSpaces = / [:;!?»]|« |«[^\s]|[^\s]»|[\p{L})][;!?]/u;

for (const language of languages) {
  const { quotes, letters, terms, otherAddress, familiar, notBeforeDate, notBeforeProduct, instead } = glossary(language);
  const everything = everythingIn(language);
  const shown = interfaceOf(language);

  describe(`the words in ${language}`, () => {
    it("end no sentence twice, not even after a date", () => {
      assert.deepEqual(
        offending(everything, (text) => /[.?!]\.(?!\.)/u.test(dated(text, language))),
        [],
      );
    });

    it("are quoted with the language's own marks", () => {
      const own = new Map([...everything].filter(([key]) => !key.startsWith("de-CH")));
      const foreign = Array.from('“”„‘‚«»‹›"').filter((mark) => !quotes.includes(mark));
      assert.deepEqual(
        offending(own, (text) => foreign.some((mark) => text.includes(mark))),
        [],
      );
      // In Dutch, an apostrophe is also the closing quotation mark.
      const [open = "", close = ""] = Array.from(quotes);
      const count = (text: string, mark: string) => text.split(mark).length;
      if (open !== close && close !== "’")
        assert.deepEqual(
          offending(own, (text) => count(text, open) !== count(text, close)),
          [],
        );
    });

    it("have a straight apostrophe nowhere", () => {
      assert.deepEqual(
        offending(everything, (text) => text.includes("'")),
        [],
      );
    });

    it("keep the number of an article on the line of its abbreviation", () => {
      const torn = /(?<!\p{L})(?:artt?|abs|buchst|ust|lit|lett|čl|odst|ods|písm|parr?|cpv|nr|alin|al|stk|st|παρ)\. [\d(]/iu;
      assert.deepEqual(
        offending(everything, (text) => torn.test(text)),
        [],
      );
    });

    it("are written in the letters of the language", () => {
      const known = new RegExp(`^[a-z${letters}]$`, "u");
      const mixed = /[a-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][a-z]/iu;
      const isForeign = (text: string) => (text.toLowerCase().match(/\p{L}/gu) ?? []).some((one) => !known.test(one));
      assert.deepEqual(
        offending(everything, (text) => isForeign(text) || mixed.test(text.replace(/\{\w+\}/gu, " "))),
        [],
      );
    });

    it("leave no English in", { skip: language === "en" }, () => {
      const left = /(?<![\p{L}’])(?:the|your|with|this|from|which|you|where|when|what|history|settings)(?![\p{L}])/iu;
      assert.deepEqual(
        offending(everything, (text) => left.test(text.replace(/\{\w+\}/gu, ""))),
        [],
      );
    });

    it("have the spaces of French", { skip: !isFrench(language) }, () => {
      assert.deepEqual(
        offending(everything, (text) => frenchSpaces.test(text)),
        [],
      );
    });

    it("address the person in one way", () => {
      // Capitalized at the start of a sentence it may be another word: German “Sie” for “she”.
      const inside = (word: string) => new RegExp(`(?<=[\\p{L},] )${word}(?![\\p{L}])`, "u");
      assert.deepEqual(
        offending(shown, (text) => otherAddress.some((word) => inside(word).test(text))),
        [],
      );
    });

    it("begin in one way after the name on the button", () => {
      // Names, and the Polish capital for courtesy.
      const always = /^(?:Met|Demur|Tw[oó]j)/u;
      const first = [...shown]
        .filter(([key]) => key.startsWith("badge"))
        .map(([, text]) => /: \P{L}*(\p{L}+)/u.exec(text)?.[1] ?? "");
      const isCapital = first.filter((word) => word !== "" && !always.test(word)).map((word) => /^\p{Lu}/u.test(word));
      assert.equal(new Set(isCapital).size, 1, first.join(", "));
    });

    it("address Meta and authorities formally", () => {
      const isTheirs = (key: string) =>
        /^(?:letters|\w\w-CH|en-GB)\.(?:reminder|complaint)|^texts\.(?:plain|work|law)/u.test(key);
      const theirs = new Map([...everything].filter(([key]) => isTheirs(key)));
      assert.deepEqual(
        offending(theirs, (text) => familiar.some((word) => asWord(word).test(text))),
        [],
      );
    });

    it("have no word before a date or a product that would have to change with it", () => {
      const before = (words: string[], name: string) =>
        new RegExp(`(?<![\\p{L}’])(?:${words.join("|")})[ -]?\\{(?:${name})\\}`, "u");
      if (notBeforeDate.length > 0)
        assert.deepEqual(
          offending(everything, (text) => before(notBeforeDate, dateNames).test(text)),
          [],
        );
      const anyProduct = new Map(
        [...shown].filter(([key]) => /^(?:accountName|taggedFrom\w*|importReading|importDone)$/u.test(key)),
      );
      if (notBeforeProduct.length > 0)
        assert.deepEqual(
          offending(anyProduct, (text) => before(notBeforeProduct, "platform").test(text)),
          [],
        );
    });

    it("call each thing by its name", () => {
      const has = (text: string, stem: string) =>
        /^\p{Lu}{2}/u.test(stem) ? text.includes(stem) : text.toLowerCase().includes(stem.toLowerCase());
      for (const [term, pattern] of Object.entries(englishTerms))
        assert.deepEqual(
          offending(interfaceTerms.has(term) ? shown : everything, (text, key) => {
            if ((unnamed.has(key) && term === "objection") || !pattern.test((englishOf(key) ?? "").replace(/\{\w+\}/gu, "")))
              return false;
            return !(terms[term] ?? []).some((stem) => has(text, stem));
          }),
          [],
          term,
        );
    });

    it("say no word that another has replaced", () => {
      for (const [word, better] of Object.entries(instead))
        assert.deepEqual(
          offending(everything, (text) => asWord(word).test(text)),
          [],
          `${better}, not ${word}`,
        );
    });
  });
}

describe("a number in a sentence", () => {
  /** Places where the number is always the same, or where no word follows it. */
  const fixed = new Set(["welcomeStep", "searchFoundMore", "importSkippedMany"]);

  it("has its plural forms, or stands after a colon", () => {
    const alone = [...english].filter(([key]) => !endOfPlural.test(key) && !fixed.has(key) && !key.includes("."));
    assert.deepEqual(
      offending(new Map(alone), (text) => /\{(?:count|months|seconds)\}/u.test(text) && !/: \{\w+\}(?:\.|$)/u.test(text)),
      [],
    );
  });
});

describe("short words", () => {
  /** Headings, which are on their own line. */
  const headings = new Set(["importNone", "lookAlikeForms", "usesYes", "welcomeUses"]);
  const short = [...english].filter(
    ([key, text]) => text.length <= 24 && !/[{.]/u.test(text) && !/[._]/u.test(key) && !headings.has(key),
  );

  for (const language of languages)
    it(`stay short in ${language}: at most twice as long, or 30 characters`, () => {
      const shown = interfaceOf(language);
      const own = new Map(short.map(([key]) => [key, shown.get(key) ?? ""]));
      assert.deepEqual(
        offending(own, (text, key) => text.length > Math.max(30, 2 * (englishOf(key) ?? "").length)),
        [],
      );
    });

  it("are nowhere in one language half as long again as in any other", () => {
    const shown = languages.map((language) => ({ language, words: interfaceOf(language) }));
    const alone = [...english.keys()].flatMap((key) => {
      const lengths = shown.flatMap(({ language, words }) => ({ language, length: words.get(key)?.length ?? 0 }));
      const [longest, next] = lengths.sort((one, other) => other.length - one.length);
      // A few letters more fit anywhere.
      return longest && next && longest.length > 1.5 * next.length && longest.length > 20 ? [`${longest.language}: ${key}`] : [];
    });
    assert.deepEqual(alone, []);
  });
});
