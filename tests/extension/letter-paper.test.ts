import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Letter } from "../../extension/model/letters.ts";
import { holds } from "../fixtures/holds.ts";
import { inPageWorld } from "./page-world.ts";

const letter = (name: string): Letter => ({
  language: "en",
  sender: [name, "anna@example.org"],
  date: "28 November 2026",
  addressee: ["Meta Platforms Ireland Limited", "Dublin"],
  subject: "Reminder",
  paragraphs: ["Dear Sir or Madam", "I objected.", "Yours faithfully", name],
  attachments: [],
  gaps: ["[your name]"].filter((gap) => gap === name),
  notLegalAdvice: "",
});

describe("a letter that the person is writing", () => {
  inPageWorld();
  const paperModule = () => import("../../extension/pages/letter/paper.ts");

  it("keeps what was changed in it while the name under it is typed", async () => {
    const { isRewritten, letterPaper, partsOf, redraft, subjectOn, wordsOn } = await paperModule();
    const parts = (name: string) => partsOf(letter(name));
    const paper = letterPaper("en", parts("[your name]"));
    assert.equal(isRewritten(paper, parts("[your name]")), false);
    assert.equal(subjectOn(paper), "Reminder");
    const changed = paper.children[5];
    holds(changed);
    changed.textContent = "I objected twice.";
    assert.equal(isRewritten(paper, parts("[your name]")), true);
    redraft(paper, parts("[your name]"), parts("A"));
    redraft(paper, parts("A"), parts("Anna"));
    assert.match(wordsOn(paper), /^Anna\nanna@example[^]*I objected twice\.\n\nYours faithfully\n\nAnna$/u);
  });

  it("is left alone where the person has put its parts together", async () => {
    const { isRewritten, letterPaper, partsOf, redraft, wordsOn } = await paperModule();
    const parts = partsOf(letter("[your name]"));
    const paper = letterPaper("en", parts);
    paper.children[0]?.remove();
    const before = wordsOn(paper);
    assert.equal(isRewritten(paper, parts), true);
    redraft(paper, parts, partsOf(letter("Anna")));
    assert.equal(wordsOn(paper), before);
  });

  it("is read whole, also where nothing of its paragraphs is left", async () => {
    const { letterPaper, paragraphsOn, partsOf, wordsOn } = await paperModule();
    const paper = letterPaper("en", partsOf(letter("Anna")));
    paper.replaceChildren("My own words.");
    assert.deepEqual(paragraphsOn(paper), ["My own words."]);
    assert.equal(wordsOn(paper), "My own words.");
  });

  it("says what is left to be filled in, and nothing that the person has written over", async () => {
    const { letterPaper, partsOf } = await paperModule();
    const { gapsOn } = await import("../../extension/pages/letter/gaps.ts");
    const { gaps } = letter("[your name]");
    const paper = letterPaper("en", partsOf(letter("[your name]")));
    assert.deepEqual(gapsOn(paper, gaps), ["[your name]"]);
    for (const part of paper.children) part.textContent = part.textContent.replace("[your name]", "A. Berg");
    assert.deepEqual(gapsOn(paper, gaps), []);
    assert.equal(paper.getAttribute("aria-label"), "letterSheet");
  });
});
