import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayOf } from "../../extension/model/day-label.ts";

// West of Greenwich, midnight UTC is still the evening before.
process.env["TZ"] = "America/New_York";
const { axisFor, ticksOf, trainingBegan } = await import("../../extension/model/timeline.ts");

describe("the day on which the training began", () => {
  it("is the same day wherever the person lives", () => {
    assert.equal(dayOf(trainingBegan), "2025-05-27");
    const tick = ticksOf(axisFor([], new Date("2026-11-23T12:00:00.000Z"))).find(({ kind }) => kind === "training");
    assert.equal(tick && dayOf(tick.at), "2025-05-27");
  });
});
