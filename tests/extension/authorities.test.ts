import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import {
  asksOf,
  attachmentsFor,
  authorityFor,
  controllerFor,
  countries,
  leadingAuthorityIn,
  mayComplainFrom,
  membersPage,
  procedureOf,
  regionsOf,
  situationOf,
  type Authority,
} from "../../extension/model/authorities.ts";
import { demandsOf } from "../../extension/model/authority-demands.ts";
import type { Deadlines, Event } from "../../extension/model/protocol.ts";
import { event } from "./events.ts";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../manifests/${file}`, import.meta.url), "utf8"));
const manifest = read("authorities.json") as { authorities: Authority[] };

const union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");
const others = "CH GB IS LI NO".split(" ");
const lands = "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH".split(" ").map((land) => `DE-${land}`);

const deadlines: Deadlines = {
  precision: "instant",
  confirmationExpectedBy: "2026-09-16T12:00:00.000Z",
  answerDueBy: "2026-10-14T22:59:59.999Z",
};
const today = "2026-11-24T12:00:00.000Z";

function authority(country: string, region?: string): Authority {
  const found = authorityFor(country, region);
  assert.ok(found, country);
  return found;
}

describe("the list of authorities", () => {
  it("keeps to its schema", () => {
    const ajv = new Ajv({ strict: false });
    assert.ok(ajv.validate(read("authorities.schema.json") as object, manifest), ajv.errorsText());
  });

  it("has every country of the EEA, the United Kingdom and Switzerland, and no other", () => {
    assert.deepEqual(countries, [...union, ...others].sort());
    for (const country of countries) assert.equal(authority(country).country, country);
  });

  it("has every German Land, and regions nowhere else", () => {
    assert.deepEqual(
      regionsOf("DE")
        .map(({ code }) => code)
        .sort(),
      lands,
    );
    for (const land of lands) assert.equal(authority("DE", land).region?.code, land);
    for (const country of countries.filter((one) => one !== "DE")) assert.deepEqual(regionsOf(country), [], country);
  });

  it("names each once", () => {
    const ids = manifest.authorities.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("leads nowhere but to https", () => {
    const pages = manifest.authorities.flatMap(({ website, complaintPages }) => [
      website,
      ...(complaintPages ?? []).map(({ url }) => url),
    ]);
    for (const page of [...pages, membersPage]) assert.equal(new URL(page).protocol, "https:", page);
  });

  it("names each in a language in which it can be written to", () => {
    for (const { id, name, languages } of manifest.authorities)
      for (const language of Object.keys(name)) assert.ok(languages.includes(language), `${id}: ${language}`);
  });

  it("calls only what is there doubtful", () => {
    for (const one of manifest.authorities)
      for (const member of one.doubtful ?? []) {
        const value = member.split(".").reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], one);
        assert.notEqual(value, undefined, `${one.id}: ${member}`);
      }
  });
});

describe("the authority of a place", () => {
  it("is Hamburg's in Germany until the Land is known, because it leads on Meta", () => {
    assert.equal(authority("DE").region?.code, "DE-HH");
    assert.equal(authority("DE", "DE-BY").region?.code, "DE-BY");
    assert.equal(leadingAuthorityIn("DE")?.region?.code, "DE-HH");
    assert.equal(leadingAuthorityIn("NL"), undefined);
  });

  it("does not mind the region of another country", () => {
    assert.equal(authority("AT", "DE-BY").country, "AT");
  });

  it("is not known elsewhere", () => {
    assert.equal(authorityFor("US"), undefined);
  });

  it("has one that leads in the EEA: Ireland's", () => {
    const leading = manifest.authorities.filter(({ leadsOnMeta }) => leadsOnMeta === "eea");
    assert.deepEqual(
      leading.map(({ country }) => country),
      ["IE"],
    );
  });
});

describe("Meta's company", () => {
  it("is the Irish one but for the United Kingdom", () => {
    for (const country of countries)
      assert.equal(controllerFor(country)?.name, country === "GB" ? "Meta Platforms, Inc." : "Meta Platforms Ireland Limited");
  });
});

describe("what a complaint must hold", () => {
  it("is the authority's own affair until 1 April 2027, and one for the whole Union from the day after", () => {
    for (const country of union) {
      assert.equal(procedureOf(authority(country), "2027-04-01T23:00:00.000Z"), undefined, country);
      assert.equal(procedureOf(authority(country), "2027-04-02T00:00:00.000Z")?.id, "harmonised", country);
    }
    assert.equal(asksOf(authority("PL"), today).signature?.on, "electronic");
    assert.deepEqual(asksOf(authority("PL"), "2027-04-02T00:00:00.000Z"), {
      priorContact: "required",
      contactDetails: "name-and-contact",
    });
  });

  it("stays the authority's own affair outside the Union", () => {
    for (const country of others) assert.equal(procedureOf(authority(country), "2028-01-01T00:00:00.000Z"), undefined, country);
  });
});

describe("what a person is told of an authority", () => {
  const kinds = (country: string, day = today) =>
    demandsOf(authority(country), day).map(({ kind, isDoubtful }) => (isDoubtful ? `${kind}?` : kind));

  it("is what it asks for: prior contact, signature, language, files, and what becomes of the complaint", () => {
    assert.deepEqual(kinds("PL"), ["first", "address", "language", "signed-electronic"]);
    assert.deepEqual(kinds("DK"), ["first", "address", "language", "files", "login", "copy"]);
    assert.deepEqual(kinds("ES"), ["first", "language", "own-form", "login"]);
    assert.deepEqual(kinds("IT"), ["language", "signed?", "certified-mail"]);
    assert.deepEqual(kinds("AT"), ["language", "time-limit?"]);
    assert.deepEqual(kinds("SE"), ["language", "public"]);
    assert.deepEqual(kinds("CH"), ["language?"]);
    assert.deepEqual(kinds("GB"), ["first", "language"]);
  });

  it("leaves out nothing that is known to be asked", () => {
    const asked = manifest.authorities.flatMap(({ asks }) => Object.keys(asks ?? {}));
    // The letter itself mentions the copy of the identity document; the days for acknowledgement determine when it is written.
    const said = ["priorContact", "contactDetails", "signature", "ownForm", "refusedFiles", "timeLimit"];
    assert.deepEqual(new Set(asked), new Set([...said, "identityCopy", "acknowledgementDays"]));
  });

  it("is the common law's own list in the Union from 2 April 2027", () => {
    assert.deepEqual(kinds("PL", "2027-04-01T12:00:00Z"), ["first", "address", "language", "signed-electronic"]);
    assert.deepEqual(kinds("PL", "2027-04-02T12:00:00Z"), ["harmonised", "language"]);
    assert.deepEqual(kinds("NO", "2027-04-02T12:00:00Z"), ["first", "language", "login"]);
  });
});

describe("when a complaint is timely", () => {
  const from = (events: Event[], country: string) => mayComplainFrom({ events, deadlines }, authority(country), today);

  it("is after the one month where Meta hasn't decided", () => {
    for (const events of [[], [event("received", "2026-09-14T12:00:00Z")], [event("asked-for-more", "2026-09-20T12:00:00Z")]])
      assert.deepEqual(from(events, "NL"), { kind: "from", at: deadlines.answerDueBy, because: "no-answer" });
  });

  it("is at once after a refusal", () => {
    const events = [event("declined", "2026-09-20T12:00:00Z"), event("received", "2026-09-21T12:00:00Z")];
    assert.deepEqual(from(events, "NL"), { kind: "from", at: "2026-09-20T12:00:00Z", because: "declined" });
  });

  it("is never of what was confirmed, withdrawn, or waits for Meta's code", () => {
    for (const kind of ["confirmed", "withdrawn", "code-requested"] as const)
      assert.deepEqual(from([event(kind, "2026-09-20T12:00:00Z")], "NL"), { kind: "no-ground" });
  });

  it("is 30 days after a complaint to Meta itself in the United Kingdom", () => {
    assert.deepEqual(from([], "GB"), { kind: "after-reminder" });
    assert.deepEqual(from([event("reminded", "2026-10-20T12:00:00.000Z")], "GB"), {
      kind: "from",
      at: "2026-11-19T12:00:00.000Z",
      because: "no-answer",
    });
    const early = [event("reminded", "2026-09-13T12:00:00.000Z")];
    assert.deepEqual(from(early, "GB"), { kind: "from", at: deadlines.answerDueBy, because: "no-answer" });
  });
});

describe("where an objection stands", () => {
  it("is what Meta answered last", () => {
    const declined = event("declined", "2026-09-20T12:00:00Z");
    assert.equal(situationOf([]), "silent");
    assert.equal(situationOf([event("note", "2026-09-30T12:00:00Z"), event("reminded", "2026-09-30T12:00:00Z")]), "silent");
    assert.equal(situationOf([event("asked-for-more", "2026-09-22T12:00:00Z"), declined]), "asked-for-more");
    assert.equal(situationOf([declined, event("confirmed", "2026-09-22T12:00:00Z")]), undefined);
  });
});

describe("what to attach", () => {
  it("is the objection, Meta's answer and the letter to Meta, as far as there are any", () => {
    const attached = (events: Event[], country = "NL") => attachmentsFor({ events, deadlines }, authority(country), today);
    assert.deepEqual(attached([]), ["objection"]);
    assert.deepEqual(attached([event("received", "2026-09-14T12:00:00Z")]), ["objection"]);
    assert.deepEqual(attached([event("declined", "2026-09-20T12:00:00Z"), event("reminded", "2026-09-21T12:00:00Z")]), [
      "objection",
      "answer",
      "reminder",
    ]);
    assert.deepEqual(attached([], "IT"), ["objection", "identity"]);
    assert.deepEqual(attachmentsFor({ events: [], deadlines }, authority("IT"), "2027-04-02T12:00:00Z"), ["objection"]);
  });
});
