import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { discardRejected, retryObjection, retryRejected } from "../../extension/background/rejected-entries.ts";
import { outboxKey, recordEntry, removeEntry } from "../../extension/model/outbox.ts";
import { eventEntry } from "./events.ts";
import type { ObjectionDraft } from "../../extension/model/protocol.ts";
import { rejectedAbout, rejectedKey, rejectionsIn, retriedKey } from "../../extension/model/rejected.ts";
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

  it("is shown whatever else a page has written beside it", () => {
    const keys = [1, 2, 3, 4, 5].map((time) => rejectedKey(outboxKey(time, "x")));
    const [real = "", ...others] = keys;
    const error = { kind: "invalid-params" } as const;
    const odd = [null, "x", { entry: removeEntry("a", 0) }, { entry: removeEntry("a", 0), error: null }];
    const stored = {
      ...Object.fromEntries(others.map((key, index) => [key, odd[index]])),
      [real]: { entry: removeEntry("a", 0), error },
    };
    assert.deepEqual(rejectionsIn(stored), [{ keys: [real], error, canRetry: true }]);
    assert.deepEqual(rejectedAbout(stored, "a"), [real]);
  });

  it("is sent again as a whole where its objection is named", async () => {
    const keys = [1, 2, 3].map((time) => rejectedKey(outboxKey(time, "x")));
    const [first = "", second = "", third = ""] = keys;
    const error = { kind: "invalid-params" };
    const stored: Record<string, unknown> = {
      [first]: { entry: recordEntry(objection, 7), error },
      [second]: { entry: eventEntry("a", "received", new Date()), error },
      [third]: { entry: recordEntry({ ...objection, id: "b" }, 7), error },
    };
    const local = {
      get: (wanted: string[] | null) =>
        Promise.resolve(Object.fromEntries(Object.entries(stored).filter(([key]) => wanted?.includes(key) ?? true))),
      set: (values: object) => Promise.resolve(Object.assign(stored, values)),
      remove: (key: string) => Promise.resolve(Reflect.deleteProperty(stored, key)),
    };
    Object.assign(globalThis, { chrome: { storage: { local } } });
    await retryObjection("a");
    assert.deepEqual(Object.keys(stored).sort(), [outboxKey(1, "x"), outboxKey(2, "x"), third].sort());
  });

  it("is sent again or discarded on request, and nothing beside it", async () => {
    const [first = "", second = "", foreign = ""] = [1, 2, 3].map((time) => rejectedKey(outboxKey(time, "x")));
    const refused = { entry: recordEntry(objection, 7), error: { kind: "invalid-params" } };
    const stored: Record<string, unknown> = {
      ...{ accounts: [], [first]: refused, [second]: refused },
      [foreign]: { entry: { method: "downloads.import" }, error: { kind: "method-not-found" } },
    };
    const local = {
      get: (keys: string[]) =>
        Promise.resolve(Object.fromEntries(keys.flatMap((key) => (key in stored ? [[key, stored[key]]] : [])))),
      set: (values: object) => Promise.resolve(Object.assign(stored, values)),
      remove: (keys: string | string[]) => {
        for (const key of [keys].flat()) Reflect.deleteProperty(stored, key);
        return Promise.resolve();
      },
    };
    Object.assign(globalThis, { chrome: { storage: { local } } });
    await retryRejected([first, foreign, "accounts"]);
    assert.deepEqual(Object.keys(stored).sort(), ["accounts", outboxKey(1, "x"), second, foreign]);
    assert.deepEqual(stored[outboxKey(1, "x")], recordEntry(objection, 0));
    await discardRejected([second, foreign, "accounts", outboxKey(1, "x")]);
    assert.deepEqual(Object.keys(stored).sort(), ["accounts", outboxKey(1, "x")]);
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("waits again in its old place when it is tried again", () => {
    assert.equal(retriedKey(rejectedKey(outboxKey(1, "x"))), outboxKey(1, "x"));
  });
});
