import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Deadlines, Event } from "../../extension/model/protocol.ts";
import { storyOf } from "../../extension/model/story-items.ts";
import { event } from "./events.ts";

const deadlines: Deadlines = {
  precision: "instant",
  confirmationExpectedBy: "2026-10-14T12:00:00.000Z",
  answerDueBy: "2026-11-12T23:59:59.999Z",
};
const sent = event("submitted", "2026-10-12T12:00:00.000Z");
const kinds = (events: Event[], now: string) => storyOf(events, deadlines, new Date(now)).map(({ kind }) => kind);

describe("the story of an objection", () => {
  it("tells of deadlines only once they have passed", () => {
    assert.deepEqual(kinds([sent], "2026-10-13T12:00:00.000Z"), ["submitted"]);
    assert.deepEqual(kinds([sent], "2026-10-15T12:00:00.000Z"), ["no-mail", "submitted"]);
    assert.deepEqual(kinds([sent], "2026-11-23T12:00:00.000Z"), ["limit-passed", "no-mail", "submitted"]);
    const unsent = storyOf([sent], undefined, new Date("2026-11-23T12:00:00.000Z"));
    assert.deepEqual(
      unsent.map(({ kind }) => kind),
      ["submitted"],
    );
  });
  it("tells of none that Meta kept", () => {
    const confirmed = event("confirmed", "2026-10-12T13:00:00.000Z");
    assert.deepEqual(kinds([sent, confirmed], "2026-11-23T12:00:00.000Z"), ["confirmed", "submitted"]);
  });
  it("does not take a question for a decision", () => {
    const asked = event("asked-for-more", "2026-10-13T12:00:00.000Z");
    assert.deepEqual(kinds([sent, asked], "2026-11-23T12:00:00.000Z"), ["limit-passed", "asked-for-more", "submitted"]);
  });
  it("keeps a mistake in sight and does not count it, until the correction was one", () => {
    const confirmed = event("confirmed", "2026-10-12T13:00:00.000Z");
    const correction = { ...event("corrected", "2026-10-20T12:00:00.000Z"), detail: confirmed.id };
    const story = storyOf(
      [sent, { ...confirmed, counts: "corrected" }, correction],
      deadlines,
      new Date("2026-11-23T12:00:00.000Z"),
    );
    assert.deepEqual(
      story.map(({ kind }) => kind),
      ["limit-passed", "no-mail", "confirmed", "submitted"],
    );
    assert.deepEqual(story[2]?.mistake, { id: correction.id, at: correction.at });
    const again = { ...event("corrected", "2026-10-21T12:00:00.000Z"), detail: correction.id };
    assert.deepEqual(kinds([sent, confirmed, { ...correction, counts: "corrected" }, again], "2026-11-23T12:00:00.000Z"), [
      "confirmed",
      "submitted",
    ]);
  });
  it("puts what was recorded later first where both were at one moment", () => {
    const confirmed = event("confirmed", sent.at);
    assert.deepEqual(kinds([sent, confirmed], "2026-11-23T12:00:00.000Z"), ["confirmed", "submitted"]);
  });
  it("takes a deadline for kept where the answer came at its very moment, and for passed only after it", () => {
    const { confirmationExpectedBy, answerDueBy } = deadlines;
    assert.deepEqual(kinds([sent], confirmationExpectedBy), ["submitted"]);
    const confirmed = event("confirmed", confirmationExpectedBy);
    assert.deepEqual(kinds([sent, confirmed], "2026-11-23T12:00:00.000Z"), ["confirmed", "submitted"]);
    const declined = event("declined", answerDueBy);
    assert.deepEqual(kinds([sent, declined], "2026-11-23T12:00:00.000Z"), ["declined", "no-mail", "submitted"]);
  });
  it("takes a deadline that is a day for passed only when the day is over", () => {
    const days: Deadlines = {
      precision: "day",
      confirmationExpectedBy: "2026-05-03T00:00:00.000Z",
      answerDueBy: "2026-06-02T00:00:00.000Z",
    };
    const made: Event = { ...event("submitted", "2026-05-01T00:00:00.000Z"), precision: "day" };
    const told = (events: Event[], now: string) => storyOf([made, ...events], days, new Date(now)).map(({ kind }) => kind);
    assert.deepEqual(told([], "2026-05-03T23:59:59.999Z"), ["submitted"]);
    assert.deepEqual(told([], "2026-05-04T00:00:00.000Z"), ["no-mail", "submitted"]);
    const question = event("asked-for-more", "2026-05-03T10:00:00.000Z");
    assert.deepEqual(told([question], "2026-06-02T18:00:00.000Z"), ["asked-for-more", "submitted"]);
    const declined = event("declined", "2026-06-02T15:00:00.000Z");
    assert.deepEqual(told([question, declined], "2026-06-20T12:00:00.000Z"), ["declined", "asked-for-more", "submitted"]);
    const note = event("note", "2026-05-03T10:00:00.000Z");
    assert.deepEqual(told([note], "2026-05-05T12:00:00.000Z"), ["no-mail", "note", "submitted"]);
  });
  it("tells each thing with its words and the e-mail that was kept, where there are any", () => {
    const confirmed = { ...event("confirmed", "2026-10-12T13:00:00.000Z"), detail: "We will honour it", evidenceBytes: 700 };
    const story = storyOf([sent, confirmed], deadlines, new Date("2026-10-13T12:00:00.000Z"));
    const { id, kind, at, precision, source } = sent;
    assert.deepEqual(story[0]?.detail, "We will honour it");
    assert.deepEqual(story[0]?.evidenceBytes, 700);
    assert.deepEqual(story[1], { id, kind, at, precision, source });
  });
  it("keeps the order in which things were recorded while the clock was set back, and says whose time is doubtful", () => {
    const received = event("received", "2026-10-12T12:05:00.000Z");
    const confirmed = event("confirmed", "2026-10-01T09:00:00.000Z");
    const mailBefore = { ...event("asked-for-more", "2026-10-12T12:03:00.000Z"), recordedAt: "2026-10-12T13:00:00.000Z" };
    const story = storyOf([sent, received, confirmed, mailBefore], deadlines, new Date("2026-10-13T12:00:00.000Z"));
    assert.deepEqual(
      story.map(({ kind, isDoubtful }) => (isDoubtful ? `${kind}?` : kind)),
      ["confirmed?", "received", "asked-for-more", "submitted"],
    );
  });
});
