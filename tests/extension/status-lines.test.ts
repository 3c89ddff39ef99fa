import assert from "node:assert/strict";
import { describe, it } from "node:test";
import english from "../../extension/_locales/en/messages.json" with { type: "json" };
import { lateWords } from "../../extension/pages/status-lines.ts";

const catalogue: Partial<Record<string, { message: string }>> = english;
const getMessage = (key: string, values: readonly string[] = []) =>
  (catalogue[key]?.message ?? "").replace(/\$\w+\$/gu, () => values[0] ?? "");
Object.assign(globalThis, { chrome: { i18n: { getMessage } } });

describe("how late Meta is", () => {
  it("is told in whole days, and there is a word for the day itself", () => {
    assert.equal(lateWords(2), "2 days late");
    assert.equal(lateWords(1), "One day late");
    assert.equal(lateWords(0), "Due today");
    assert.equal(lateWords(-0), "Due today");
    assert.equal(lateWords(-1), "One day left");
    assert.equal(lateWords(-3), "3 days left");
  });
});
