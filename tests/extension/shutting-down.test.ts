import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forgiveShuttingDown } from "../../extension/background/shutting-down.ts";

describe("a call that nobody waits for", () => {
  const target = new EventTarget();
  forgiveShuttingDown(target);
  /** Whether the browser would report it. */
  const isReported = (reason: unknown): boolean =>
    target.dispatchEvent(Object.assign(new Event("unhandledrejection", { cancelable: true }), { reason }));

  it("is not reported where it failed because the browser is shutting down", () => {
    assert.equal(isReported(new Error("The browser is shutting down.")), false);
  });

  it("is reported where it failed for any other reason", () => {
    assert.equal(isReported(new Error("No tab with id: 7")), true);
    assert.equal(isReported("The browser is shutting down."), true);
    assert.equal(isReported(undefined), true);
  });
});
