import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import {
  eventOnPaper,
  knownOnPaper,
  limitOnPaper,
  paperWords,
  timeOnPaper,
  type PaperWords,
} from "../../extension/model/paper-words.ts";
import type { Source } from "../../extension/model/protocol.ts";

const manifests = new URL("../../manifests/", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, manifests), "utf8"));
const files = readdirSync(new URL("paper-words", manifests));

/** Dates without the spaces that hold them together. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, " ");

/** All words of a language by their path. */
function wordsIn(value: unknown, way = ""): [string, string][] {
  if (typeof value === "string") return [[way, value]];
  return Object.entries(value as object).flatMap(([key, part]) => wordsIn(part, `${way}.${key}`));
}

describe("the words on paper", () => {
  it("are there in every language, as their schema says, with the same arguments", () => {
    const validate = new Ajv({ allErrors: true }).compile(read("paper-words.schema.json") as object);
    assert.equal(files.length, 25);
    const argumentsOf = (words: unknown) =>
      wordsIn(words).flatMap(([way, text]) => (text.match(/\{\w+\}/gu) ?? []).map((name) => `${way} ${name}`).sort());
    const english = argumentsOf(read("paper-words/en.json"));
    for (const file of files) {
      const words = read(`paper-words/${file}`);
      assert.ok(validate(words), `${file}: ${JSON.stringify(validate.errors)}`);
      assert.deepEqual(argumentsOf(words).sort(), english.sort(), file);
    }
  });

  for (const file of files) {
    const language = file.replace(".json", "");
    it(`${language}: dates are written as everywhere in that language`, () => {
      const tag = language === "en" ? "en-GB" : language === "pt" ? "pt-PT" : language;
      const format = new Intl.DateTimeFormat(tag, { dateStyle: "long" });
      const words = paperWords(language);
      for (let day = 0; day < 366; day += 1) {
        const date = new Date(2024, 0, 1 + day, 12);
        const label = new Date(Date.UTC(2024, 0, 1 + day)).toISOString();
        assert.equal(plain(timeOnPaper(words, label, "day")), plain(format.format(date)));
      }
    });

    it(`${language}: nothing is left in English`, () => {
      if (language === "en") return;
      const english = new Map(wordsIn(paperWords("en")));
      const same = wordsIn(paperWords(language)).filter(([way, text]) => english.get(way) === text && text.length > 8);
      assert.deepEqual(
        same.filter(([way]) => way.startsWith(".event") || way.startsWith(".known") || way.startsWith(".status")),
        [],
      );
    });
  }

  it("tell a moment in local time with its zone, a day without a time, and nothing of what is not known", () => {
    const words = paperWords("en-GB");
    const moment = "2025-05-03T12:05:00.000Z";
    const local = new Date(moment);
    const ahead = -local.getTimezoneOffset() / 60;
    const zone = ahead === 0 ? "UTC" : `UTC${ahead > 0 ? "+" : "\u2212"}${String(Math.abs(ahead))}`;
    const clock = `${String(local.getHours()).padStart(2, "0")}:05`;
    assert.equal(plain(timeOnPaper(words, moment, "instant")), `${String(local.getDate())} May 2025, ${clock} (${zone})`);
    assert.equal(plain(timeOnPaper(words, "2025-05-03T00:00:00.000Z", "day")), "3 May 2025");
    assert.equal(timeOnPaper(words, moment, "unknown"), "Day not known");
    assert.equal(plain(limitOnPaper(words, "2025-06-09T22:59:59.999Z", "instant")), "9 June 2025");
  });
});

describe("how something is known, on paper", () => {
  const words: PaperWords = paperWords("en");
  const entered = { by: "person", enteredAt: "2025-05-05T12:00:00.000Z" } as const;

  it("says of a kept e-mail how it was judged, also where the person said what it means", () => {
    assert.deepEqual(knownOnPaper(words, { ...entered, authentication: "provider" }, true).slice(1), [words.known.provider]);
    assert.deepEqual(knownOnPaper(words, entered, true).slice(1), [words.known.unjudged]);
    assert.equal(knownOnPaper(words, entered, false).length, 1);
    assert.match(plain(knownOnPaper(words, entered, false)[0] ?? ""), /Entered by hand \(5 May 2025\)/u);
    const added = { by: "mail", authentication: "signed", isKeyAdded: true } as const;
    assert.deepEqual(knownOnPaper(words, added, true), [words.known.addedKey]);
    const fromElsewhere = { by: "file", cameAt: "2025-05-06T12:00:00.000Z", was: added } as const;
    assert.deepEqual(knownOnPaper(words, fromElsewhere, true).slice(1), [words.known.addedKey]);
  });

  it("decides as the host does what an event is called and how it is known: nothing is said that was not seen", () => {
    const { rows } = JSON.parse(readFileSync(new URL("../fixtures/paper-events.json", import.meta.url), "utf8")) as {
      rows: { kind: "received"; source: Source | null; cameAt?: string; hasMail?: boolean; event: string; known: string[] }[];
    };
    const places = new Map(wordsIn(words).map(([way, text]) => [way.slice(1), text]));
    for (const row of rows) {
      const inner: Source = row.source ?? { by: "unrecorded" };
      const cameAt = row.cameAt === "" ? {} : { cameAt: row.cameAt };
      const source: Source = row.cameAt === undefined ? inner : ({ by: "file", ...cameAt, was: inner } as Source);
      assert.equal(eventOnPaper(words, row.kind, source), places.get(row.event), JSON.stringify(row));
      const known = knownOnPaper(words, source, row.hasMail === true);
      assert.equal(known.length, row.known.length);
      for (const [index, place] of row.known.entries())
        assert.ok(
          known[index]?.startsWith(places.get(place)?.split("{")[0] ?? "?"),
          `${JSON.stringify(row)}: ${String(known[index])}`,
        );
    }
    assert.equal(eventOnPaper(words, "no-mail"), words.event["no-mail"]);
  });
});
