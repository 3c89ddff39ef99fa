import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { HeldEntries } from "../../extension/background/held-entries.ts";
import { HostError, type HostPort } from "../../extension/background/host-port.ts";
import { OutboxDrain } from "../../extension/background/outbox-drain.ts";
import { isShortened, limits } from "../../extension/model/limits.ts";
import { addEventEntry, eventDraft, outboxEntries, outboxKey, recordEntry, removeEntry } from "../../extension/model/outbox.ts";
import { eventEntry } from "./events.ts";
import type { CallError, ObjectionDraft } from "../../extension/model/protocol.ts";
import { holds } from "../fixtures/holds.ts";
import "../web-crypto.ts";

const draft = (id: string): ObjectionDraft => ({
  id,
  formId: "1",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/",
  submittedAt: "2026-11-22T12:00:00.000Z",
});

/** Lets what was begun finish, and begins nothing itself. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the outbox, when it is sent", () => {
  let stored: Record<string, unknown>;
  let called: [method: string, params: unknown][];
  let failure: CallError | undefined;
  /** The calls that the host does not answer, though it answers others. */
  let isSilentFor: ((params: unknown) => boolean) | undefined;
  /** What happens in this browser while the host works on a call. */
  let meanwhile: (method: string) => void;
  /** The objections that the host has besides those that are sent. */
  let matching: ObjectionDraft[];
  /** What pages do when asked whether they still hold an entry. */
  let onHoldOver: (key: string) => void;
  let held: HeldEntries;
  /** What is to happen at the end of each pause that the outbox makes. */
  let pauses: (() => void)[];
  let outbox: OutboxDrain;

  const call = (method: string, params: unknown) => {
    meanwhile(method);
    if (method === "objections.get") return Promise.resolve({ objection: draft((params as { id: string }).id) });
    if (method === "objections.match") return Promise.resolve({ objections: matching });
    if (method === "accounts.list" && isSilentFor !== undefined) return Promise.resolve({ accounts: [] });
    called.push([method, params]);
    if (isSilentFor?.(params) === true) return Promise.reject(new HostError({ kind: "host-missing" }));
    return failure ? Promise.reject(new HostError(failure)) : Promise.resolve({});
  };

  beforeEach(() => {
    [stored, called, failure, isSilentFor] = [{}, [], undefined, undefined];
    meanwhile = () => undefined;
    matching = [];
    onHoldOver = () => undefined;
    const local = {
      get: (key: string | object | null) => {
        if (typeof key !== "string") return Promise.resolve({ ...key, ...stored });
        return Promise.resolve(key in stored ? { [key]: stored[key] } : {});
      },
      set: (values: Record<string, unknown>) => Promise.resolve(Object.assign(stored, values)),
      remove: (keys: string | string[]) => {
        for (const key of [keys].flat()) Reflect.deleteProperty(stored, key);
        return Promise.resolve();
      },
    };
    Object.assign(globalThis, { chrome: { storage: { local } } });
    const host = { call } as Pick<HostPort, "call">;
    held = new HeldEntries(host, async (key) => {
      await Promise.resolve();
      onHoldOver(key);
    });
    pauses = [];
    outbox = new OutboxDrain(host, held, (send) => {
      pauses.push(send);
    });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("forgets what is kept about an objection once it is erased, and nothing else", async () => {
    const letters = { "letter/a/reminder": {}, "letter/a/complaint": {}, "letter/b/reminder": {} };
    const refused = (id: string) => ({ entry: eventEntry(id, "received", new Date()), error: { kind: "invalid-params" } });
    const rejected = { "rejected/1/a": refused("a"), "rejected/2/b": refused("b"), "rejected/3/x": { entry: null } };
    const reminded = ["a/overdue", "b/overdue", "a/confirmation-late"];
    Object.assign(stored, letters, rejected, { reminded, [outboxKey(1, "a")]: removeEntry("a", 0) });
    failure = { kind: "store-full" };
    await outbox.drain();
    assert.ok("letter/a/reminder" in stored && "rejected/1/a" in stored, "it is not erased yet");
    failure = undefined;
    await outbox.drain();
    assert.deepEqual(Object.keys(stored), ["letter/b/reminder", "rejected/2/b", "rejected/3/x", "reminded"]);
    assert.deepEqual(stored["reminded"], ["b/overdue"]);
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
      { method: "objections.remove", params: {}, heldUntil: 0 },
      { method: "objections.record", params: {}, heldUntil: 0 },
      { method: "objections.record", params: { objection: { ...draft("x"), message: null } }, heldUntil: 0 },
      { ...recordEntry(draft("x"), 1), onRelease: {} },
      { method: "objections.addEvent", params: { objectionId: "x", event: null }, heldUntil: 0 },
      { method: "accounts.save", params: { account: { id: "x", platform: "facebook", label: "" } }, heldUntil: 0 },
      { method: "drafts.save", params: {}, heldUntil: 0 },
      { method: "tagged.record", params: { items: [null] }, heldUntil: 0 },
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

  it("goes on behind what it can’t set aside because the browser is full", async () => {
    stored = {
      [outboxKey(1, "x")]: "foreign",
      [outboxKey(2, "a")]: removeEntry("a", 0),
      [outboxKey(3, "b")]: removeEntry("b", 0),
    };
    const before = { ...stored };
    failure = { kind: "invalid-params" };
    Object.assign(chrome.storage.local, { set: () => Promise.reject(new Error("Resource::kQuotaBytes quota exceeded")) });
    await outbox.drain();
    assert.equal(called.length, 2);
    assert.deepEqual(stored, before);
  });

  it("waits where the host is missing or can't write, and says what keeps it from writing", async () => {
    stored = { [outboxKey(1, "a")]: removeEntry("a", 0), [outboxKey(2, "b")]: removeEntry("b", 0) };
    const before = { ...stored };
    failure = { kind: "store-full" };
    await outbox.drain();
    assert.deepEqual([called.length, outbox.blockedBy], [1, "store-full"]);
    failure = { kind: "host-missing" };
    await outbox.drain();
    assert.deepEqual(
      called.slice(1).map(([method]) => method),
      ["objections.remove", "accounts.list"],
    );
    assert.equal(outbox.blockedBy, undefined);
    assert.deepEqual(stored, before);
  });

  it("sends by itself after a pause what a busy host did not take, and gives up after a minute", async () => {
    const key = outboxKey(1, "a");
    stored[key] = removeEntry("a", 0);
    failure = { kind: "store-busy" };
    await outbox.drain();
    assert.equal(called.length, 1);
    failure = undefined;
    pauses.shift()?.();
    await settled();
    assert.deepEqual(stored, {});
    stored[key] = removeEntry("a", 0);
    failure = { kind: "store-busy" };
    called = [];
    await outbox.drain();
    for (let end = pauses.shift(); end; end = pauses.shift()) {
      end();
      await settled();
    }
    assert.equal(called.length, 13);
    assert.ok(key in stored, "it waits on");
  });

  it("doesn't let what the host never answers stop the rest, and sets it aside after three tries", async () => {
    isSilentFor = (params) => (params as { id?: string }).id === "a";
    const key = outboxKey(1, "a");
    stored = { [key]: removeEntry("a", 0), [outboxKey(2, "b")]: removeEntry("b", 0) };
    await outbox.drain();
    assert.deepEqual(stored, { [key]: removeEntry("a", 0) });
    assert.equal(outbox.blockedBy, "internal-error");
    await outbox.drain();
    await outbox.drain();
    assert.deepEqual(stored, { "rejected/000000000000001/a": { entry: removeEntry("a", 0), error: { kind: "internal-error" } } });
  });

  it("waits with what happened to an objection until the objection itself is there", async () => {
    isSilentFor = (params) => "objection" in (params as object);
    const event = eventEntry("a", "received", new Date());
    stored = { [outboxKey(1, "a")]: recordEntry(draft("a"), 0), [outboxKey(2, "b")]: event };
    await outbox.drain();
    assert.deepEqual(
      called.map(([method]) => method),
      ["objections.record"],
    );
    assert.deepEqual(Object.keys(stored), [outboxKey(1, "a"), outboxKey(2, "b")]);
  });

  it("shortens words that are too long, and never drops their objection", async () => {
    const message = "🦊".repeat(limits.message);
    stored = { [outboxKey(1, "a")]: recordEntry({ ...draft("a"), message, language: "x".repeat(36) }, 0) };
    await outbox.drain();
    const { objection } = called[0]?.[1] as { objection: ObjectionDraft };
    holds(objection.message && objection.message.length <= limits.message && isShortened(objection.message));
    assert.equal(objection.message.replace(/\p{Surrogate}/gu, "?"), objection.message);
    holds(!("language" in objection));
    assert.deepEqual(stored, {});
  });

  it("releases what was held until now, and drops the duplicate of a submission", async () => {
    stored = { [outboxKey(1, "a")]: recordEntry(draft("a"), 1), [outboxKey(2, "b")]: recordEntry(draft("b"), 1) };
    await outbox.drain();
    assert.deepEqual(called, [["objections.record", { objection: draft("a") }]]);
    assert.deepEqual(stored, {});
  });

  it("leaves what is undone, or held longer, while the entries before it are sent", async () => {
    const [first, undone, longer] = [outboxKey(1, "a"), outboxKey(2, "b"), outboxKey(3, "c")];
    const heldLonger = recordEntry(draft("c"), Date.now() + 60_000);
    for (const heldUntil of [0, 1]) {
      called = [];
      stored = {
        [first]: removeEntry("a", 0),
        [undone]: removeEntry("b", heldUntil),
        [longer]: recordEntry(draft("c"), heldUntil),
      };
      meanwhile = () => {
        Reflect.deleteProperty(stored, undone);
        stored[longer] = heldLonger;
      };
      await outbox.drain();
      assert.deepEqual(called, [["objections.remove", { id: "a" }]]);
      assert.deepEqual(stored, { [longer]: heldLonger });
    }
  });

  it("leaves a submission that its page discards, or holds longer, while its duplicate is looked for", async () => {
    const key = outboxKey(1, "a");
    stored = { [key]: recordEntry(draft("a"), 1) };
    meanwhile = () => Reflect.deleteProperty(stored, key);
    await outbox.drain();
    assert.deepEqual([called, stored], [[], {}]);
    const longer = recordEntry({ ...draft("a"), message: "More" }, Date.now() + 60_000);
    stored = { [key]: recordEntry(draft("a"), 1) };
    meanwhile = () => Object.assign(stored, { [key]: longer });
    await outbox.drain();
    assert.deepEqual([called, stored], [[], { [key]: longer }]);
  });

  it("asks the pages before it releases what was held until now, and leaves it where one of them holds it still", async () => {
    const [still, gone] = [outboxKey(1, "a"), outboxKey(2, "b")];
    const renewed = recordEntry(draft("a"), Date.now() + 60_000);
    const other = { ...draft("b"), email: "ben@example.org" };
    stored = { [still]: recordEntry(draft("a"), 1), [gone]: recordEntry(other, 1), [outboxKey(3, "c")]: removeEntry("c", 1) };
    const asked: string[] = [];
    onHoldOver = (key) => {
      asked.push(key);
      if (key === still) stored[still] = renewed;
    };
    await outbox.drain();
    assert.deepEqual(asked, [still, gone]);
    assert.deepEqual(called, [
      ["objections.record", { objection: other }],
      ["objections.remove", { id: "c" }],
    ]);
    assert.deepEqual(stored, { [still]: renewed });
  });

  it("forgets the kept address of an erased objection that nothing else has", async () => {
    const account = { id: "1", platform: "facebook", label: "", emails: ["Anna@example.org"] };
    const others = { formId: "1", email: "tom@example.org" };
    const kept = [{ formId: "1", email: "Anna@example.org" }, others, { formId: "2", email: "anna@example.org" }];
    const left = async (values: Record<string, unknown>) => {
      stored = { ...values, keptAddresses: kept, [outboxKey(1, "a")]: removeEntry("a", 0) };
      await outbox.drain();
      return stored["keptAddresses"];
    };
    assert.deepEqual(await left({}), [others]);
    assert.deepEqual(await left({ accounts: [account] }), kept);
    assert.deepEqual(await left({ [outboxKey(2, "b")]: recordEntry(draft("b"), Date.now() + 60_000) }), kept);
    matching = [draft("c")];
    assert.deepEqual(await left({}), kept);
    matching = [];
    failure = { kind: "store-full" };
    assert.deepEqual(await left({}), kept);
  });

  it("tells once what was sent from a tab, and forgets it with the tab", async () => {
    const sent = { objectionId: "a", formId: "1", at: Date.now() };
    const inSession: Record<string, unknown> = { "sent/7": sent, "sent/8": sent };
    const session = {
      get: (key: string) => Promise.resolve({ [key]: inSession[key] }),
      remove: (key: string) => Promise.resolve(Reflect.deleteProperty(inSession, key)),
    };
    Object.assign(chrome.storage, { session });
    assert.deepEqual(await held.takeSent(7), { objectionId: "a", formId: "1" });
    await held.forgetSent(8);
    assert.deepEqual(inSession, {});
  });

  it("keeps one of two duplicates that are released in the same moment, and names it to both", async () => {
    const later = Date.now() + 60_000;
    const entries = ["a", "b"].map((id) => [outboxKey(1, id), recordEntry(draft(id), later)] as const);
    stored = Object.fromEntries(entries);
    const thanked = ["a", "b"].map((id) => eventDraft("received", new Date(), `Thanks, ${id}`));
    const ids = await Promise.all(
      ["a", "b"].map((id, index) => held.releaseSubmission(outboxKey(1, id), draft(id), thanked[index])),
    );
    assert.deepEqual(ids, ["a", "a"]);
    const events = outboxEntries(stored).slice(1);
    assert.deepEqual(stored[outboxKey(1, "a")], recordEntry(draft("a"), 0));
    assert.deepEqual(new Set(events.map(([, entry]) => entry)), new Set(thanked.map((event) => addEventEntry("a", event))));
  });

  it("doubts nothing for the tab that was told, where the other was told nothing", async () => {
    const told = eventDraft("received", new Date());
    stored = { [outboxKey(1, "a")]: recordEntry(draft("a"), Date.now() + 60_000) };
    await held.releaseSubmission(outboxKey(1, "a"), draft("a"), told);
    const [key, untold] = [outboxKey(2, "b"), recordEntry(draft("b"), 1, eventDraft("unsure", new Date()))];
    stored[key] = untold;
    await held.release(key, untold);
    const entries = outboxEntries(stored).map(([, entry]) => entry);
    assert.deepEqual(entries, [recordEntry(draft("a"), 0), addEventEntry("a", told)]);
  });

  it("keeps both of two accounts with one address, though they follow each other closely", async () => {
    const account = (id: string) => ({ id, platform: "facebook", label: id, emails: ["Anna@example.org"] });
    const release = async (accounts: object[]) => {
      const key = outboxKey(1, "b");
      stored = { accounts, [key]: recordEntry(draft("b"), Date.now() + 60_000) };
      return held.releaseSubmission(key, draft("b"));
    };
    matching = [{ ...draft("a"), status: "received" } as ObjectionDraft];
    assert.equal(await release([account("1")]), "a");
    assert.equal(await release([account("1"), account("2")]), "b");
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
