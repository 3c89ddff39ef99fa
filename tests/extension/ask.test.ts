import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { ask, RequestFailure, tryAsk } from "../../extension/ui/ask.ts";

/** Makes the background page answer like this. */
function answering(sendMessage: () => Promise<unknown>): void {
  Object.assign(globalThis, { chrome: { runtime: { sendMessage } } });
}

describe("what is asked of the background page", () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("is answered", async () => {
    answering(() => Promise.resolve({ answer: true }));
    assert.equal(await ask("is-kept", { formId: "1", email: "anna@example.org" }), true);
  });

  it("fails as an error: with the background page's, or that nobody answers", async () => {
    const isOf = (kind: string) => (error: unknown) => error instanceof RequestFailure && error.kind === kind;
    answering(() => Promise.resolve({ error: { kind: "store-full" } }));
    await assert.rejects(ask("remove-account", { id: "1" }), isOf("store-full"));
    answering(() => Promise.resolve(undefined));
    await assert.rejects(ask("remove-account", { id: "1" }), isOf("unreachable"));
    answering(() => Promise.reject(new Error("Could not establish connection.")));
    await assert.rejects(ask("remove-account", { id: "1" }), isOf("unreachable"));
  });

  it("is undefined where it can be done without", async () => {
    answering(() => Promise.reject(new Error("Could not establish connection.")));
    assert.equal(await tryAsk("remove-account", { id: "1" }), undefined);
  });
});
