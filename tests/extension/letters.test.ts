import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { authorityFor, countries, type Authority, type Situation } from "../../extension/model/authorities.ts";
import { complaintLetter, reminderLetter, type Letter, type LetterFacts } from "../../extension/model/letters.ts";
import { dayOnPaper, paperWords } from "../../extension/model/paper-words.ts";
import type { Event } from "../../extension/model/protocol.ts";
import { holds } from "../fixtures/holds.ts";
import { event } from "./events.ts";

const folder = new URL("../../extension/letters/", import.meta.url);
const languages = readdirSync(folder).map((file) => file.replace(/\.json$/u, ""));
const catalogue = (language: string): unknown => JSON.parse(readFileSync(new URL(`${language}.json`, folder), "utf8"));

/** Every sentence of a catalogue with its path. */
function sentences(value: unknown, way = ""): [string, string][] {
  if (typeof value === "string") return [[way, value]];
  return Object.entries(value as object).flatMap(([key, part]) => sentences(part, way === "" ? key : `${way}.${key}`));
}
const placeholders = (text: string) => (text.match(/\{\w+\}/gu) ?? []).sort();

/** The countries whose own law the letters cite. */
const ownLaws = ["CH", "GB"];

/** The country whose people get a catalogue: the one whose law it cites, or one whose authority reads the language. */
function homeOf(language: string): string {
  const [primary = "", law] = language.split("-");
  const isHome = (country: string) => !ownLaws.includes(country) && authority(country).languages.includes(primary);
  const home = law ?? countries.find(isHome);
  assert.ok(home, language);
  return home;
}

function authority(country: string): Authority {
  const found = authorityFor(country);
  assert.ok(found, country);
  return found;
}

// The end of a day in Ireland is the next day there.
process.env["TZ"] = "Europe/Berlin";

/** An objection of 7 May 2025, by the person's calendar, that had to be answered by Monday, 9 June, in Ireland. */
const facts = (language: string, country: string, ...events: Event[]): LetterFacts => ({
  language,
  country,
  name: "Anna Example",
  objection: { platform: "facebook", email: "anna@example.org", submittedAt: "2025-05-06T22:30:00.000Z", precision: "instant" },
  events,
  deadlines: {
    precision: "instant",
    confirmationExpectedBy: "2025-05-08T22:30:00.000Z",
    answerDueBy: "2025-06-09T22:59:59.999Z",
  },
  today: "2025-07-14T12:00:00.000Z",
});

const received = event("received", "2025-05-08T12:00:00.000Z");
const situations: Record<Situation, Event[]> = {
  silent: [],
  received: [received],
  declined: [received, event("declined", "2025-05-20T12:00:00.000Z")],
  "asked-for-more": [event("asked-for-more", "2025-05-21T12:00:00.000Z")],
};
/** The days that a letter about a situation names: that of the event, and the end of the month. */
const namedDays: Record<Situation, number[]> = { silent: [9], received: [8, 9], declined: [20], "asked-for-more": [21] };

const wholeOf = ({ subject, paragraphs }: Letter) => [subject, ...paragraphs].join("\n");
const wordsOf = (letter: Letter) => wholeOf(letter).split(/[\s\u00a0]+/u).length;

/** Whether a text names a day of 2025, in any language's order. */
const namesDay = (text: string, day: number) =>
  new RegExp(`(?<!\\d)${day}(?!\\d)\\D{1,20}2025|2025\\D{1,20}(?<!\\d)${day}(?!\\d)`, "u").test(text);

/** Whether a letter cites an article or section by its number. */
const cites = (text: string, number: string) => new RegExp(`(?<!\\d)${number}(?!\\d)`, "u").test(text);

/** The articles that a letter under a given law must cite. */
function articlesOf(language: string): { reminder: string[]; complaint: string[] } {
  if (language.endsWith("-GB")) return { reminder: ["12", "21", "164A", "165"], complaint: ["12", "21", "165"] };
  if (language.endsWith("-CH")) return { reminder: ["30", "31", "32", "49"], complaint: ["30", "31", "32", "49"] };
  return { reminder: ["12", "18", "21", "77"], complaint: ["12", "18", "21", "58", "77"] };
}

describe("the letters' texts", () => {
  const english = new Map(sentences(catalogue("en")));

  it("are in every language of the Union and in Norwegian", () => {
    const union = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split(" ");
    for (const language of [...union, "nb", "en-GB", "de-CH", "en-CH", "fr-CH", "it-CH"])
      assert.ok(languages.includes(language), language);
  });

  for (const language of languages)
    it(`${language} says the same things with the same names`, () => {
      const own = new Map(sentences(catalogue(language)));
      // The Union's common law on complaints doesn't apply in the United Kingdom and Switzerland.
      const expected = [...english.keys()].filter((key) => !language.includes("-") || key !== "complaint.harmonised");
      assert.deepEqual([...own.keys()], expected);
      for (const [key, text] of own) {
        assert.notEqual(text.trim(), "", key);
        assert.deepEqual(new Set(placeholders(text)), new Set(placeholders(english.get(key) ?? "")), key);
        const isShort = text.split(" ").length < 4;
        if (!language.startsWith("en") && !isShort) assert.notEqual(text, english.get(key), `${key} is still English`);
      }
    });
});

/** What is true of every letter. */
function check(letter: Letter | undefined, language: string, articles: string[], situation: Situation): asserts letter {
  assert.ok(letter, situation);
  const text = wholeOf(letter);
  assert.equal(letter.language, language);
  assert.doesNotMatch([text, letter.attachments, letter.addressee].flat().join("\n"), /[{}]|undefined/u);
  for (const day of [7, ...namedDays[situation]]) assert.ok(namesDay(text, day), `names day ${day}`);
  assert.match(text, /anna@example\.org/u);
  assert.match(text, /Anna Example/u);
  assert.match(text, /Facebook/u);
  for (const article of articles) assert.ok(cites(text, article), `${situation} cites ${article}`);
  holds(letter.attachments.length > 0);
  holds(letter.addressee.length > 0);
  assert.ok(namesDay(letter.date, 14), "is dated");
  assert.notEqual(letter.notLegalAdvice, "");
}

for (const language of languages)
  describe(`letters in ${language}`, () => {
    const country = homeOf(language);
    const [primary = ""] = language.split("-");
    const articles = articlesOf(language);

    for (const situation of Object.keys(situations) as Situation[])
      it(`remind and complain: ${situation}`, () => {
        const reminder = reminderLetter(facts(primary, country, ...situations[situation]));
        check(reminder, language, articles.reminder, situation);
        assert.ok(wordsOf(reminder) <= 200, `reminder of ${wordsOf(reminder)} words`);

        const reminded = [...situations[situation], event("reminded", "2025-06-12T12:00:00.000Z")];
        const complaint = complaintLetter(facts(primary, country, ...reminded), authority(country));
        check(complaint, language, articles.complaint, situation);
        assert.match(wholeOf(complaint), /Meta Platforms/u, "names the controller");
        assert.ok(namesDay(wholeOf(complaint), 12), "names the reminder");
        assert.ok(wordsOf(complaint) <= 350, `complaint of ${wordsOf(complaint)} words`);
        const attached = [7, 12, ...namedDays[situation].filter((day) => day > 9)];
        for (const day of attached)
          assert.ok(
            complaint.attachments.some((one) => namesDay(one, day)),
            `attaches what is of day ${day}`,
          );
      });
  });

describe("a reminder", () => {
  it("says that the month is over only when it is", () => {
    const early = { ...facts("en", "NL"), today: "2025-05-20T12:00:00.000Z" };
    const before = wholeOf(reminderLetter(early) as Letter).replaceAll("\u00a0", " ");
    assert.match(before, /ends on 9 June 2025/u);
    assert.match(before, /by 9 June 2025/u);
    const after = wholeOf(reminderLetter(facts("en", "NL")) as Letter).replaceAll("\u00a0", " ");
    assert.match(after, /expired on 9 June 2025/u);
    assert.match(after, /by 28 July 2025/u);
  });

  it("has the person's days, as its annex has, and Meta's only for what Meta has to keep to", () => {
    const words = paperWords("en-GB");
    const { objection } = facts("en", "NL");
    const night = { ...facts("en", "NL", event("declined", "2025-05-19T22:15:00.000Z")), today: "2025-07-13T22:15:00.000Z" };
    const letter = reminderLetter(night) as Letter;
    for (const time of [objection.submittedAt, "2025-05-19T22:15:00.000Z"])
      assert.ok(wholeOf(letter).includes(dayOnPaper(words, time)), time);
    assert.equal(letter.date, dayOnPaper(words, night.today));
    assert.match(letter.date, /^14\sJuly/u);
    const reminded = event("reminded", "2025-06-11T22:15:00.000Z");
    const complaint = complaintLetter(facts("en", "SE", reminded), authority("SE")) as Letter;
    assert.match(wholeOf(complaint), /12\sJune\s2025/u);
    assert.match(wholeOf(complaint), /9\sJune\s2025/u);
  });

  it("names days that are known as days wherever the person is", () => {
    const { deadlines, objection, ...rest } = facts("en", "NL");
    const ofDay = {
      ...rest,
      objection: { ...objection, submittedAt: "2025-05-07T00:00:00.000Z", precision: "day" as const },
      events: [{ ...event("declined", "2025-05-20T00:00:00.000Z"), precision: "day" as const }],
      deadlines: { ...deadlines, precision: "day" as const, answerDueBy: "2025-06-09T00:00:00.000Z" },
    };
    for (const zone of ["America/Martinique", "Europe/Berlin", "Pacific/Auckland"]) {
      process.env["TZ"] = zone;
      const text = wholeOf(reminderLetter(ofDay) as Letter);
      for (const day of [7, 20]) assert.ok(namesDay(text, day), `${zone} ${String(day)}`);
      assert.ok(namesDay(wholeOf(reminderLetter({ ...ofDay, events: [] }) as Letter), 9), zone);
    }
    process.env["TZ"] = "Europe/Berlin";
  });

  it("lets Meta have the whole last day, also where limits are known as days", () => {
    const deadlines = {
      precision: "day",
      confirmationExpectedBy: "2025-05-09T00:00:00.000Z",
      answerDueBy: "2025-06-09T00:00:00.000Z",
    } as const;
    const on = (today: string) => ({ ...facts("en", "NL"), deadlines, today });
    assert.match(wholeOf(reminderLetter(on("2025-06-09T12:00:00.000Z")) as Letter), /ends on 9\sJune\s2025/u);
    assert.match(wholeOf(reminderLetter(on("2025-06-10T12:00:00.000Z")) as Letter), /expired on 9\sJune\s2025/u);
    assert.equal(reminderLetter(on("2025-05-09T12:00:00.000Z")), undefined);
    holds(reminderLetter(on("2025-05-10T12:00:00.000Z")));
    assert.equal(complaintLetter(on("2025-06-09T12:00:00.000Z"), authority("NL")), undefined);
    holds(complaintLetter(on("2025-06-10T12:00:00.000Z"), authority("NL")));
  });

  it("is not written in the first 48 hours, unless Meta has answered", () => {
    const today = "2025-05-08T12:00:00.000Z";
    assert.equal(reminderLetter({ ...facts("en", "NL"), today }), undefined);
    const declined = event("declined", "2025-05-08T11:00:00.000Z");
    holds(reminderLetter({ ...facts("en", "NL", declined), today }));
  });

  it("goes to the company that answers for the country", () => {
    assert.equal(reminderLetter(facts("en", "GB"))?.addressee[0], "Meta Platforms, Inc.");
    assert.equal(reminderLetter(facts("en", "NO"))?.addressee[0], "Meta Platforms Ireland Limited");
  });

  it("cites the country's law, in English where it isn't written in the person's language", () => {
    assert.equal(reminderLetter(facts("pl", "GB"))?.language, "en-GB");
    assert.equal(reminderLetter(facts("pl-PL", "CH"))?.language, "en-CH");
    assert.equal(reminderLetter(facts("is", "IS"))?.language, "en");
    assert.equal(reminderLetter(facts("pt-BR", "FR"))?.language, "pt");
    assert.equal(reminderLetter(facts("no", "NO"))?.language, "nb");
  });

  it("has no English date in another language, where the browser doesn't know that language", ({ mock }) => {
    const maltese = () => reminderLetter(facts("mt", "MT"));
    assert.match(maltese()?.subject ?? "", /7\sta’\sMejju\s2025/u);
    mock.method(Intl.DateTimeFormat, "supportedLocalesOf", () => []);
    assert.match(maltese()?.subject ?? "", /07\/05\/2025/u);
    assert.equal(maltese()?.date, "14/07/2025");
  });
});

describe("a complaint", () => {
  it("is in the person's language where the authority reads it, else in the authority's", () => {
    const complaint = (language: string, country: string) =>
      complaintLetter(facts(language, country), authority(country))?.language;
    assert.equal(complaint("fr", "BE"), "fr");
    assert.equal(complaint("pl", "BE"), "nl");
    assert.equal(complaint("sv", "FI"), "sv");
    assert.equal(complaint("en", "FR"), "fr");
    const french = complaintLetter(facts("en", "FR"), authority("FR"));
    assert.match(french?.notLegalAdvice ?? "", /not legal advice/u, "what stands beside it is for the person");
    assert.equal(complaint("is", "IS"), "en");
  });

  it("names the common law of the Union from 2 April 2027 on, and there alone", () => {
    const text = (country: string, today: string) =>
      wholeOf(complaintLetter({ ...facts("en", country), today }, authority(country)) as Letter);
    assert.doesNotMatch(text("SE", "2027-04-01T12:00:00.000Z"), /2025\/2518/u);
    assert.match(text("SE", "2027-04-02T12:00:00.000Z"), /2025\/2518/u);
    assert.doesNotMatch(text("IS", "2027-04-02T12:00:00.000Z"), /2025\/2518/u);
  });

  it("says that Ireland may lead to all but Ireland", () => {
    assert.match(wholeOf(complaintLetter(facts("en", "SE"), authority("SE")) as Letter), /Irish authority/u);
    assert.doesNotMatch(wholeOf(complaintLetter(facts("en", "IE"), authority("IE")) as Letter), /Irish authority/u);
  });

  it("is not written before its time", () => {
    const today = "2025-06-09T12:00:00.000Z";
    assert.equal(complaintLetter({ ...facts("nl", "NL"), today }, authority("NL")), undefined);
    holds(complaintLetter({ ...facts("nl", "NL"), today: "2025-06-10T12:00:00.000Z" }, authority("NL")));
    holds(complaintLetter({ ...facts("nl", "NL", ...situations.declined), today }, authority("NL")));
    assert.equal(complaintLetter(facts("en", "GB"), authority("GB")), undefined);
  });

  it("quotes what the person wrote to Meta, and takes it for nothing else", () => {
    const base = facts("en", "SE");
    const letter = complaintLetter(
      { ...base, objection: { ...base.objection, message: " My {date} pictures. " } },
      authority("SE"),
    );
    holds(letter?.paragraphs.some((paragraph) => paragraph.includes("“My {date} pictures.”")));
    const without = complaintLetter({ ...base, objection: { ...base.objection, message: "  " } }, authority("SE"));
    holds(without?.paragraphs.every((paragraph) => !paragraph.includes("“")));
  });

  it("leaves clear gaps for what Demur doesn't know", () => {
    const letter = complaintLetter({ ...facts("en", "SE"), name: " " }, authority("SE")) as Letter;
    assert.match(wholeOf(letter), /\[your name\], \[your postal address\]/u);
    assert.deepEqual(letter.paragraphs.slice(-2), ["Yours faithfully,", "[your name]"]);
    assert.deepEqual(letter.gaps, ["[your name]", "[your postal address]"]);
    assert.deepEqual(letter.sender, ["[your name]", "[your postal address]", "anna@example.org"]);
  });
});

describe("the sender of a letter", () => {
  it("stands at its top as on an envelope, and leaves no gap where it is known", () => {
    const letter = complaintLetter({ ...facts("en", "SE"), postalAddress: " Storgatan 1\n\n111 22 Stockholm " }, authority("SE"));
    assert.deepEqual(letter?.sender, ["Anna Example", "Storgatan 1", "111 22 Stockholm", "anna@example.org"]);
    assert.deepEqual(letter?.gaps, []);
    assert.match(letter?.paragraphs.join("\n") ?? "", /Anna Example, Storgatan 1, 111 22 Stockholm, anna@example\.org/u);
    assert.deepEqual(reminderLetter(facts("de", "DE"))?.gaps, ["[deine Postanschrift]"]);
  });
});

describe("what was taken back", () => {
  it("stands in no letter", () => {
    const declined = event("declined", "2025-05-20T12:00:00.000Z");
    const correction = { ...event("corrected", "2025-05-21T12:00:00.000Z"), detail: declined.id };
    const events: Event[] = [received, { ...declined, counts: "corrected" }, correction];
    for (const letter of [
      reminderLetter(facts("en", "NL", ...events)),
      complaintLetter(facts("en", "IE", ...events), authority("IE")),
    ]) {
      holds(letter);
      assert.doesNotMatch([wholeOf(letter), ...letter.attachments].join(), /declined|answer of/u);
      assert.ok(namesDay(wholeOf(letter), 8), "says what the page said");
    }
    const confirmed = event("confirmed", "2025-05-22T12:00:00.000Z");
    const mistake = { ...event("corrected", "2025-05-23T12:00:00.000Z"), detail: confirmed.id };
    holds(reminderLetter(facts("en", "NL", { ...confirmed, counts: "corrected" }, mistake)));
    assert.equal(reminderLetter(facts("en", "NL", confirmed)), undefined);
  });
});

describe("a law that changes", () => {
  it("changes the complaint on its day: Regulation (EU) 2025/2518 from 2 April 2027, in the Union only", () => {
    const on = (today: string, country: string) =>
      wholeOf(complaintLetter({ ...facts("en", country), today }, authority(country)) as Letter);
    for (const country of countries.filter((one) => !ownLaws.includes(one))) {
      assert.ok(!on("2027-04-01T12:00:00.000Z", country).includes("2025/2518"), country);
      const isInUnion = !["IS", "LI", "NO"].includes(country);
      assert.equal(on("2027-04-02T12:00:00.000Z", country).includes("2025/2518"), isInUnion, country);
    }
  });
});

describe("an objection that needs no letter", () => {
  for (const kind of ["withdrawn", "confirmed", "code-requested"] as const)
    it(`was ${kind}`, () => {
      const events = [received, event(kind, "2025-05-20T12:00:00.000Z")];
      for (const country of countries) {
        assert.equal(reminderLetter(facts("en", country, ...events)), undefined);
        assert.equal(complaintLetter(facts("en", country, ...events), authority(country)), undefined);
      }
    });

  it("leaves a gap for the day of an answer that nobody has noted, and claims no page for what a mail or the person said", () => {
    const undated: Event = { ...event("declined", "2025-05-20T12:00:00.000Z"), precision: "unknown", source: { by: "person" } };
    for (const language of languages) {
      const home = homeOf(language);
      const [primary = ""] = language.split("-");
      const reminder = reminderLetter(facts(primary, home, undated));
      assert.ok(reminder, language);
      // A complaint may have to wait.
      const complaint = complaintLetter(facts(primary, home, undated), authority(home));
      for (const letter of complaint ? [reminder, complaint] : [reminder]) {
        assert.ok(wholeOf(letter).includes("[…]"), language);
        assert.ok(letter.gaps.includes("[…]"), language);
      }
    }
    const byMail: Event = { ...received, source: { by: "mail", authentication: "provider" } };
    for (const told of [received, byMail]) {
      const letter = reminderLetter(facts("en", "IE", told));
      holds(letter);
      assert.match(letter.paragraphs.join("\n"), /^You told me on 8\sMay\s2025/mu);
      holds(!letter.gaps.includes("[…]"));
    }
  });
});
