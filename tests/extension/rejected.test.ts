import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { outboxKey, recordEntry, removeEntry } from "../../extension/model/outbox.ts";
import { eventEntry } from "./events.ts";
import type { ObjectionDraft } from "../../extension/model/protocol.ts";
import { rejectedKey, rejectionsIn, retriedKey } from "../../extension/model/rejected.ts";
import "../web-crypto.ts";

const objection: ObjectionDraft = {
  id: "a",
  formId: "1",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/",
  submittedAt: "2026-11-22T12:00:00.000Z",
};

describe("what the program refused", () => {
  it("is one thing for an objection and what happened to it, with the first reason", () => {
    const keys = [1, 2, 3].map((time) => rejectedKey(outboxKey(time, "x")));
    const [first = "", second = "", third = ""] = keys;
    const stored = {
      accounts: [],
      [second]: { entry: eventEntry("a", "received", new Date()), error: { kind: "not-found" } },
      [first]: { entry: recordEntry(objection, 0), error: { kind: "invalid-params" } },
      [third]: { entry: removeEntry("b", 0), error: { kind: "not-found" } },
    };
    assert.deepEqual(rejectionsIn(stored), [
      { keys: [first, second], objection, error: { kind: "invalid-params" }, canRetry: true },
      { keys: [third], error: { kind: "not-found" }, canRetry: true },
    ]);
  });

  it("can't be tried again where no page of Demur's wrote it", () => {
    const key = rejectedKey(outboxKey(1, "x"));
    const [rejection] = rejectionsIn({ [key]: { entry: { method: "downloads.import" }, error: { kind: "method-not-found" } } });
    assert.equal(rejection?.canRetry, false);
  });

  it("waits again in its old place when it is tried again", () => {
    assert.equal(retriedKey(rejectedKey(outboxKey(1, "x"))), outboxKey(1, "x"));
  });
});
