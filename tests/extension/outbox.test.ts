import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  outboxEntries,
  outboxKey,
  recordEntry,
  removedIds,
  removeEntry,
  duplicatedBy,
  waitingItems,
  waitingObjections,
  type OutboxEntry,
} from "../../extension/model/outbox.ts";
import { eventEntry } from "./events.ts";
import type { EventKind, Objection, ObjectionDraft, Status, TaggedItemDraft } from "../../extension/model/protocol.ts";
import "../web-crypto.ts";

const draft = (id: string, submittedAt = "2026-11-22T12:00:00.000Z"): ObjectionDraft => ({
  id,
  formId: "1",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/",
  submittedAt,
});
const at = new Date("2026-11-22T12:00:05.000Z");
const item: TaggedItemDraft = {
  platform: "facebook",
  url: "https://www.facebook.com/photo.php?fbid=1",
  contact: { name: "Tom" },
  kind: "photo",
  seenOn: "page",
};

describe("the outbox", () => {
  it("is what is stored under its keys, and nothing else, oldest first", () => {
    const [early, late] = [outboxKey(999, "b"), outboxKey(1_000_000, "a")];
    const entries: Record<string, OutboxEntry> = { [late]: removeEntry("a", 0), [early]: removeEntry("b", 0) };
    const stored = { accounts: [], ...entries, "rejected/1": {} };
    assert.deepEqual(
      outboxEntries(stored).map(([key]) => key),
      [early, late],
    );
  });

  it("holds an event with its words, where there are any", () => {
    const eventOf = (entry: OutboxEntry) => (entry.method === "objections.addEvent" ? entry.params.event : undefined);
    const { id, ...event } = eventOf(eventEntry("a", "declined", at, "Not accepted")) ?? {};
    assert.deepEqual(event, {
      kind: "declined",
      at: at.toISOString(),
      source: { by: "page" },
      detail: "Not accepted",
    });
    assert.notEqual(id, eventOf(eventEntry("a", "declined", at))?.id);
    assert.equal("detail" in (eventOf(eventEntry("a", "received", at, "")) ?? {}), false);
  });

  const known = (id: string): Objection => ({
    ...draft(id),
    precision: "instant",
    source: { by: "person" },
    recordedAt: draft(id).submittedAt,
    status: "submitted",
    statusSince: draft(id).submittedAt,
    statusPrecision: "instant",
  });

  it("shows objections as they will be in the history, the newest first", () => {
    const entries = [
      recordEntry(draft("a"), 0),
      recordEntry(draft("b"), 0),
      removeEntry("b", 0),
      eventEntry("a", "received", at),
    ];
    assert.deepEqual(waitingObjections(entries), [
      known("b"),
      { ...known("a"), status: "received", statusSince: at.toISOString() },
    ]);
    const after = (...kinds: EventKind[]) =>
      waitingObjections([recordEntry(draft("a"), 0), ...kinds.map((kind) => eventEntry("a", kind, at))])[0]?.status;
    assert.equal(after("declined"), "declined");
    assert.equal(after("code-requested"), "not-finished");
    assert.equal(after("page-error"), "not-sent");
    assert.equal(after("unsure"), "unsure");
    assert.equal(after("code-requested", "received"), "received");
    assert.equal(after("received", "note"), "received");
  });

  it("knows what is being erased, and which items by others wait", () => {
    const entries: OutboxEntry[] = [
      recordEntry(draft("a"), 0),
      removeEntry("b", 0),
      { method: "tagged.record", params: { items: [item, item] }, heldUntil: 0 },
    ];
    assert.deepEqual([...removedIds(entries)], ["b"]);
    assert.deepEqual(waitingItems(entries), [item, item]);
  });
});

describe("an objection that repeats another", () => {
  const other = (id: string, changes: Partial<Objection> = {}): Objection => ({
    ...draft(id),
    recordedAt: draft(id).submittedAt,
    precision: "instant",
    source: { by: "page" },
    status: "received",
    statusSince: draft(id).submittedAt,
    statusPrecision: "instant",
    ...changes,
  });
  const duplicate = (...others: Objection[]) => duplicatedBy(draft("a"), others)?.id;

  it("has the same form and address, and is sent within ten minutes, before it or after", () => {
    assert.equal(duplicate(other("b")), "b");
    assert.equal(duplicate(other("b", { email: "Anna@Example.org" })), "b");
    assert.equal(duplicate(other("b", { email: "ben@example.org" })), undefined);
    assert.equal(duplicate(other("b", { formId: "2" })), undefined);
    const status = "submitted";
    assert.equal(duplicate(other("b", { status, submittedAt: "2026-11-22T11:50:00.001Z" })), "b");
    assert.equal(duplicate(other("b", { status, submittedAt: "2026-11-22T12:09:59.999Z" })), "b");
    assert.equal(duplicate(other("b", { status, submittedAt: "2026-11-22T11:50:00.000Z" })), undefined);
    assert.equal(duplicate(other("b", { status, submittedAt: "2026-11-22T12:10:00.000Z" })), undefined);
  });

  it("is the next account’s at once where several have the address and Meta has thanked for the first", () => {
    const shared = (status: Status) =>
      duplicatedBy(draft("a"), [other("b", { status, submittedAt: "2026-11-22T11:59:50.000Z" })], 2)?.id;
    assert.deepEqual([shared("received"), shared("confirmed"), shared("submitted")], [undefined, undefined, "b"]);
  });

  it("is the next account’s a minute later where Meta has not answered, as long as there is an account left", () => {
    const after = (holders: number, ...times: string[]) => {
      const others = times.map((time, index) =>
        other(`b${String(index)}`, { status: index === 0 ? "submitted" : "unsure", submittedAt: `2026-11-22T${time}Z` }),
      );
      return duplicatedBy(draft("a"), others, holders)?.id;
    };
    assert.equal(after(2, "11:59:00.000"), undefined);
    assert.equal(after(2, "11:59:00.001"), "b0", "a double click, or two tabs");
    assert.equal(after(1, "11:59:00.000"), "b0", "one account");
    assert.equal(after(2, "11:59:00.000", "11:55:00.000"), "b0", "both accounts have objected");
    assert.equal(after(3, "11:59:00.000", "11:55:00.000"), undefined);
    assert.equal(after(3, "11:59:30.000", "11:55:00.000"), "b0", "the third account’s, twice");
    assert.equal(after(2, "11:59:00.000", "11:50:00.000"), undefined, "long ago");
  });

  it("is another account’s with the same address, where Meta had thanked for the first a minute before", () => {
    assert.equal(duplicate(other("b", { submittedAt: "2026-11-22T11:59:00.001Z" })), "b");
    assert.equal(duplicate(other("b", { submittedAt: "2026-11-22T11:59:00.000Z" })), undefined);
  });

  it("is not itself, and nothing that doesn’t stand any more", () => {
    assert.equal(duplicate(other("a")), undefined);
    for (const status of ["declined", "withdrawn", "not-sent"] satisfies Status[])
      assert.equal(duplicate(other("b", { status })), undefined, status);
    for (const status of ["submitted", "needs-answer", "confirmed"] satisfies Status[])
      assert.equal(duplicate(other("b", { status })), "b", status);
  });

  it("is the newest where several are alike", () => {
    assert.equal(duplicate(other("b"), other("c")), "b");
  });
});
