import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  askLanguageFor,
  askLanguages,
  askText,
  contactGroups,
  isReminderDue,
  stillIncluding,
  sumOf,
} from "../../extension/model/contact-groups.ts";
import type { Contact, ContactState } from "../../extension/model/protocol.ts";

const tom: Contact = {
  id: "7b0202c1-7974-88e6-a314-640e0092e84e",
  platform: "facebook",
  name: "Tom Klein",
  items: 5,
  state: "asked",
  stateAt: "2026-11-01T12:00:00.000Z",
};
const states: readonly ContactState[] = ["new", "asked", "objected", "declined", "removed-tag", "ignored"];

describe("those who share photos of the person", () => {
  it("are in one part of the list each, whatever came of them", () => {
    assert.deepEqual(Object.values(contactGroups).flat().sort(), [...states].sort());
  });

  it("are counted together where several states are meant, apart from those who aren't known", () => {
    const counts = states.map((state, index) => ({
      state,
      items: 10 ** index,
      people: index,
      ownerless: state === "new" ? 1 : 0,
    }));
    assert.deepEqual(sumOf(counts, stillIncluding), { items: 1011, people: 4, ownerless: 1 });
    assert.deepEqual(sumOf(counts, ["objected"]), { items: 100, people: 2, ownerless: 0 });
    assert.deepEqual(sumOf(counts, []), { items: 0, people: 0, ownerless: 0 });
    assert.deepEqual(sumOf([], stillIncluding), { items: 0, people: 0, ownerless: 0 });
  });

  it("may be reminded once, when two weeks have passed without an answer", () => {
    const at = (time: string) => new Date(time);
    assert.equal(isReminderDue(tom, [], at("2026-11-15T12:00:00.000Z")), false);
    assert.equal(isReminderDue(tom, [], at("2026-11-15T12:00:00.001Z")), true);
    assert.equal(isReminderDue(tom, [tom.id], at("2027-11-15T12:00:00Z")), false);
    assert.equal(isReminderDue(tom, ["another"], at("2027-11-15T12:00:00Z")), true);
    for (const state of states.filter((one) => one !== "asked"))
      assert.equal(isReminderDue({ ...tom, state }, [], at("2027-11-15T12:00:00Z")), false, state);
    const { id, platform, name, items, state } = tom;
    assert.equal(isReminderDue({ id, platform, name, items, state }, [], at("2027-11-15T12:00:00Z")), false);
  });
});

describe("the text that asks a friend", () => {
  const form = { facebook: "/help/contact/712876720715583", instagram: "/contact/767264225370182" };

  for (const language of askLanguages)
    it(`names friend, site and form, and leaves no gap, in ${language}`, () => {
      for (const kind of ["ask", "askAgain"] as const)
        for (const platform of ["facebook", "instagram"] as const) {
          const text = askText({ ...tom, platform }, language, kind);
          assert.match(text, language === "hu" ? /Tom Klein/u : /Tom(?! Klein)/u);
          assert.ok(text.includes(platform === "facebook" ? "Facebook" : "Instagram"), text);
          assert.ok(text.includes(form[platform]), text);
          assert.doesNotMatch(text, /[{}]|undefined/u);
        }
      assert.notEqual(askText(tom, language, "ask"), askText(tom, language, "askAgain"));
    });

  it("is in 25 languages, each of its own", () => {
    assert.equal(askLanguages.length, 25);
    assert.equal(new Set(askLanguages.map((language) => askText(tom, language, "ask"))).size, 25);
  });

  it("calls a friend of one name by that name, and does not take a name for a gap", () => {
    assert.match(askText({ ...tom, name: "Jonas" }, "en", "ask"), /^Hi Jonas, /u);
    assert.match(askText({ ...tom, name: "{form}" }, "en", "ask"), /^Hi \{form\}, /u);
  });

  it("is in the language that the person reads, or else in English", () => {
    assert.equal(askLanguageFor("de-AT"), "de");
    assert.equal(askLanguageFor("PT-pt"), "pt");
    assert.equal(askLanguageFor("tlh"), "en");
    assert.equal(askText(tom, "tlh", "ask"), askText(tom, "en", "ask"));
  });
});
