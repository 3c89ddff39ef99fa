import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MergedList, type ReadPage } from "../../extension/model/merged-list.ts";

/** A list in pages of two, which counts how often it is read. */
function source(numbers: number[]): { read: ReadPage<number>; reads: () => number } {
  let reads = 0;
  const read: ReadPage<number> = (cursor = "0") => {
    reads += 1;
    const start = Number(cursor);
    const end = start + 2;
    const nextCursor = end < numbers.length ? { nextCursor: String(end) } : {};
    return Promise.resolve({ items: numbers.slice(start, end), total: numbers.length, ...nextCursor });
  };
  return { read, reads: () => reads };
}

const isBefore = (one: number, other: number) => one > other;

describe("several lists read as one", () => {
  it("keep their order, and are read no further than is needed", async () => {
    const lists = [source([9, 6, 5, 1]), source([8, 7, 4, 3, 2]), source([])];
    const merged = await MergedList.open(
      lists.map(({ read }) => read),
      isBefore,
    );
    assert.equal(merged.total, 9);
    assert.deepEqual(await merged.next(2), [9, 8]);
    assert.deepEqual(
      lists.map(({ reads }) => reads()),
      [1, 1, 1],
    );
    assert.deepEqual(await merged.next(4), [7, 6, 5, 4]);
    assert.equal(merged.isAtEnd, false);
    assert.deepEqual(await merged.next(50), [3, 2, 1]);
    assert.equal(merged.isAtEnd, true);
    assert.deepEqual(await merged.next(1), []);
  });
  it("say where one of them has more than was counted", async () => {
    const counted: ReadPage<number> = () => Promise.resolve({ items: [5], total: 1 });
    const more: ReadPage<number> = () => Promise.resolve({ items: [4], total: 1, isMoreThanTotal: true });
    assert.equal((await MergedList.open([counted, counted], isBefore)).isMoreThanTotal, false);
    assert.equal((await MergedList.open([counted, more], isBefore)).isMoreThanTotal, true);
  });
});
