import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileName, shareDone } from "../../extension/model/downloads.ts";
import type { Progress } from "../../extension/model/protocol.ts";

describe("an import", () => {
  it("comes nearer to its end with every step, through all stages", () => {
    const steps: [Progress["stage"], number, number][] = [
      ["addresses", 0, 500],
      ["items", 1, 500],
      ["items", 500, 500],
      ["contacts", 0, 40_000],
      ["contacts", 39_000, 40_000],
      ["contacts", 40_000, 40_000],
    ];
    const shares = steps.map(([stage, done, total]) => shareDone({ token: "", stage, done, total }));
    assert.equal(shares[0], 0);
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      shares,
      [...shares].sort((one = -1, other = -1) => one - other),
    );
  });

  it("says nothing while it isn’t known how much there is", () => {
    assert.equal(shareDone({ token: "", stage: "opening", done: 0, total: 0 }), undefined);
  });

  it("has the name of its file, on every system", () => {
    assert.equal(fileName("/home/anna/Downloads/facebook-anna.zip"), "facebook-anna.zip");
    assert.equal(fileName("C:\\Users\\Anna\\Downloads\\facebook-anna.zip"), "facebook-anna.zip");
    assert.equal(fileName("/home/anna/Downloads/facebook-anna/"), "facebook-anna");
  });
});
