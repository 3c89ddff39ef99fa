import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Letter } from "../../extension/model/letters.ts";
import { openPageWorld } from "./page-world.ts";

const letter = (name: string): Letter => ({
  language: "en",
  date: "28 November 2026",
  addressee: ["Meta Platforms Ireland Limited", "Dublin"],
  subject: "Reminder",
  paragraphs: ["Dear Sir or Madam", "I objected.", `Yours faithfully\n${name}`],
  attachments: [],
  notLegalAdvice: "",
});

describe("a letter that the person is writing", () => {
  let world: ReturnType<typeof openPageWorld>;
  before(() => {
    world = openPageWorld(() => undefined);
  });
  after(() => {
    world.close();
  });

  it("keeps what was changed in it while the name under it is typed", async () => {
    const { isRewritten, letterPaper, redraft, wordsOn } = await import("../../extension/pages/letter/paper.ts");
    const paper = letterPaper(letter("[your name]"));
    assert.equal(isRewritten(paper, letter("[your name]")), false);
    assert.equal(paper.querySelector(".subject")?.textContent, "Reminder");
    const changed = paper.children[4];
    assert.ok(changed);
    changed.textContent = "I objected twice.";
    assert.equal(isRewritten(paper, letter("[your name]")), true);
    redraft(paper, letter("[your name]"), letter("A"));
    redraft(paper, letter("A"), letter("Anna"));
    assert.match(wordsOn(paper), /I objected twice\.\n\nYours faithfully\nAnna$/u);
  });

  it("is left alone where the person has put its parts together", async () => {
    const { isRewritten, letterPaper, redraft, wordsOn } = await import("../../extension/pages/letter/paper.ts");
    const paper = letterPaper(letter("[your name]"));
    paper.children[0]?.remove();
    const before = wordsOn(paper);
    assert.equal(isRewritten(paper, letter("[your name]")), true);
    redraft(paper, letter("[your name]"), letter("Anna"));
    assert.equal(wordsOn(paper), before);
  });
});
