import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { HeldEntries } from "../../extension/background/held-entries.ts";
import { HostError, type HostPort } from "../../extension/background/host-port.ts";
import { OutboxDrain } from "../../extension/background/outbox-drain.ts";
import { outboxKey, recordEntry, removeEntry } from "../../extension/model/outbox.ts";
import type { CallError, ObjectionDraft } from "../../extension/model/protocol.ts";
import "../web-crypto.ts";

const draft = (id: string): ObjectionDraft => ({
  id,
  formId: "1",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/",
  submittedAt: "2026-11-22T12:00:00.000Z",
});

describe("the outbox, when it is sent", () => {
  let stored: Record<string, unknown>;
  let called: [method: string, params: unknown][];
  let failure: CallError | undefined;
  let held: HeldEntries;
  let outbox: OutboxDrain;

  const call = (method: string, params: unknown) => {
    if (method === "objections.match") return Promise.resolve({ objections: [] });
    called.push([method, params]);
    return failure ? Promise.reject(new HostError(failure)) : Promise.resolve({});
  };

  beforeEach(() => {
    [stored, called, failure] = [{}, [], undefined];
    const local = {
      get: (key: string | null) => Promise.resolve(key === null ? { ...stored } : key in stored ? { [key]: stored[key] } : {}),
      set: (values: Record<string, unknown>) => Promise.resolve(Object.assign(stored, values)),
      remove: (key: string) => Promise.resolve(Reflect.deleteProperty(stored, key)),
    };
    Object.assign(globalThis, { chrome: { storage: { local } } });
    const host = { call } as Pick<HostPort, "call">;
    held = new HeldEntries(host);
    outbox = new OutboxDrain(host, held);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("makes the calls in their order, and keeps what is held", async () => {
    const later = Date.now() + 60_000;
    stored = { [outboxKey(2, "b")]: removeEntry("b", 0), [outboxKey(1, "a")]: removeEntry("a", 0) };
    stored[outboxKey(3, "c")] = removeEntry("c", later);
    await outbox.drain();
    assert.deepEqual(called, [
      ["objections.remove", { id: "a" }],
      ["objections.remove", { id: "b" }],
    ]);
    assert.deepEqual(stored, { [outboxKey(3, "c")]: removeEntry("c", later) });
  });

  it("sends only the methods that belong in it, and sets anything else aside", async () => {
    const foreign = [
      { method: "downloads.import", params: { paths: ["/home/anna"], progressToken: "1" }, heldUntil: 0 },
      { method: "history.export", params: {}, heldUntil: 0 },
      { method: "toString", params: {}, heldUntil: 0 },
      { method: "objections.remove", params: null, heldUntil: 0 },
      { method: "objections.remove", params: { id: "x" } },
      "objections.remove",
      null,
    ];
    stored = Object.fromEntries(foreign.map((value, index) => [outboxKey(index, "x"), value]));
    stored[outboxKey(100, "a")] = removeEntry("a", 0);
    await outbox.drain();
    assert.deepEqual(called, [["objections.remove", { id: "a" }]]);
    const error = { kind: "method-not-found" };
    const rejected = foreign.map((entry, index) => [outboxKey(index, "x").replace("outbox/", "rejected/"), { entry, error }]);
    assert.deepEqual(stored, Object.fromEntries(rejected));
  });

  it("sets aside what the host refuses for good, and goes on behind it", async () => {
    failure = { kind: "invalid-params", detail: { name: "id" } };
    stored = { [outboxKey(1, "a")]: removeEntry("a", 0), [outboxKey(2, "b")]: removeEntry("b", 0) };
    await outbox.drain();
    assert.equal(called.length, 2);
    assert.deepEqual(stored, {
      "rejected/000000000000001/a": { entry: removeEntry("a", 0), error: failure },
      "rejected/000000000000002/b": { entry: removeEntry("b", 0), error: failure },
    });
    assert.equal(outbox.blockedBy, undefined);
  });

  it("waits where the host is missing or can't write, and says what keeps it from writing", async () => {
    stored = { [outboxKey(1, "a")]: removeEntry("a", 0), [outboxKey(2, "b")]: removeEntry("b", 0) };
    const before = { ...stored };
    failure = { kind: "store-full" };
    await outbox.drain();
    assert.deepEqual([called.length, outbox.blockedBy], [1, "store-full"]);
    failure = { kind: "host-missing" };
    await outbox.drain();
    assert.deepEqual([called.length, outbox.blockedBy], [2, undefined]);
    assert.deepEqual(stored, before);
  });

  it("releases what was held until now, and drops the duplicate of a submission", async () => {
    stored = { [outboxKey(1, "a")]: recordEntry(draft("a"), 1), [outboxKey(2, "b")]: recordEntry(draft("b"), 1) };
    await outbox.drain();
    assert.deepEqual(called, [["objections.record", { objection: draft("a") }]]);
    assert.deepEqual(stored, {});
  });

  it("keeps one of two duplicates that are released in the same moment, and names it to both", async () => {
    const later = Date.now() + 60_000;
    const entries = ["a", "b"].map((id) => [outboxKey(1, id), recordEntry(draft(id), later)] as const);
    stored = Object.fromEntries(entries);
    const ids = await Promise.all(["a", "b"].map((id) => held.releaseSubmission(outboxKey(1, id), draft(id))));
    assert.deepEqual(ids, ["a", "a"]);
    assert.deepEqual(stored, { [outboxKey(1, "a")]: recordEntry(draft("a"), 0) });
  });

  it("releases everything when the browser starts", async () => {
    const later = Date.now() + 60_000;
    stored = { [outboxKey(1, "a")]: recordEntry(draft("a"), later), [outboxKey(2, "b")]: removeEntry("b", later), accounts: [] };
    await held.releaseAll();
    assert.deepEqual(stored, {
      [outboxKey(1, "a")]: recordEntry(draft("a"), 0),
      [outboxKey(2, "b")]: removeEntry("b", 0),
      accounts: [],
    });
  });
});
