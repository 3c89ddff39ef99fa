import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clockSetBack, isDoubtful, recordedInFuture } from "../../extension/model/clock.ts";

const event = (id: string, recordedAt: string) => ({ id, recordedAt });
const hour = 60 * 60 * 1000;

describe("a clock that was set back", () => {
  it("is seen where an event was recorded before one that came earlier", () => {
    const events = [
      event("a", "2026-11-22T12:00:00.000Z"),
      event("b", "2026-11-20T12:00:00.000Z"),
      event("c", "2026-11-22T11:59:59.000Z"),
      event("d", "2026-11-23T12:00:00.000Z"),
    ];
    assert.deepEqual(
      [...clockSetBack(events)],
      [
        ["b", 48 * hour],
        ["c", 1000],
      ],
    );
  });
  it("makes a time doubtful, where it is not just less exact", () => {
    assert.equal(isDoubtful(48 * hour), true);
    assert.equal(isDoubtful(1000), false);
    assert.equal(isDoubtful(undefined), false);
    assert.equal(isDoubtful(hour), false);
    assert.equal(isDoubtful(hour + 1), true);
  });
  it("is seen where the history goes on beyond today", () => {
    const objections = [{ recordedAt: "2026-11-20T12:00:00.000Z" }, { recordedAt: "2026-11-22T12:00:00.000Z" }];
    assert.equal(recordedInFuture(objections, new Date("2025-05-03T12:00:00Z")), "2026-11-22T12:00:00.000Z");
    assert.equal(recordedInFuture([...objections].reverse(), new Date("2025-05-03T12:00:00Z")), "2026-11-22T12:00:00.000Z");
    assert.equal(recordedInFuture(objections, new Date("2026-11-22T11:00:00Z")), undefined);
    assert.equal(recordedInFuture(objections, new Date("2026-11-22T10:59:59Z")), "2026-11-22T12:00:00.000Z");
    assert.equal(recordedInFuture(objections, new Date("2026-11-23T12:00:00Z")), undefined);
    assert.equal(recordedInFuture([], new Date(0)), undefined);
  });
});
