import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it, mock } from "node:test";
import { HostError } from "../../extension/background/host-port.ts";
import { replyTo, type Handlers } from "../../extension/background/requests.ts";
import type { RequestMessage } from "../../extension/model/messages.ts";

const ownPage = { url: "chrome-extension://x/popup/popup.html" };
const metasPage = { url: "https://www.facebook.com/help/contact/1", tab: { id: 1 } as chrome.tabs.Tab };

describe("a request to the background page", () => {
  const isKept = mock.fn<Handlers["is-kept"]["answer"]>();
  const host = mock.fn<Handlers["host"]["answer"]>();
  const handlers = { "is-kept": { from: "content", answer: isKept }, host: { answer: host } } as unknown as Handlers;
  const kept: RequestMessage = { kind: "is-kept", ask: { formId: "1", email: "anna@example.org" } };
  const state: RequestMessage = { kind: "host", ask: {} };

  before(() => {
    mock.method(console, "error", () => undefined);
  });
  beforeEach(() => {
    Object.assign(globalThis, { chrome: { runtime: { getURL: () => "chrome-extension://x/" } } });
    isKept.mock.mockImplementation(() => Promise.resolve(true));
    host.mock.mockImplementation(() => Promise.resolve({ kind: "unknown" }));
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
    for (const handler of [isKept, host]) handler.mock.resetCalls();
  });

  it("is answered, for Demur's own pages whatever it is", async () => {
    assert.deepEqual(await replyTo(handlers, kept, ownPage), { answer: true });
    assert.deepEqual(await replyTo(handlers, state, ownPage), { answer: { kind: "unknown" } });
    assert.deepEqual(isKept.mock.calls[0]?.arguments, [kept.ask, ownPage]);
  });

  it("of a content script is answered only where the table says so", async () => {
    assert.deepEqual(await replyTo(handlers, kept, metasPage), { answer: true });
    assert.deepEqual(await replyTo(handlers, state, metasPage), { error: { kind: "forbidden" } });
    assert.deepEqual(await replyTo(handlers, state, {}), { error: { kind: "forbidden" } });
    assert.equal(host.mock.callCount(), 0);
  });

  it("of a kind that is not in the table is refused to everyone", async () => {
    for (const kind of ["unknown", "constructor", "__proto__"])
      assert.deepEqual(await replyTo(handlers, { kind, ask: {} } as unknown as RequestMessage, ownPage), {
        error: { kind: "forbidden" },
      });
  });

  it("that fails is answered with the error: the host's, or that Demur itself has a fault", async () => {
    isKept.mock.mockImplementation(() => Promise.reject(new HostError({ kind: "store-full", detail: { path: "/home/anna" } })));
    assert.deepEqual(await replyTo(handlers, kept, metasPage), { error: { kind: "store-full" } });
    isKept.mock.mockImplementation(() => {
      throw new TypeError("anna@example.org");
    });
    assert.deepEqual(await replyTo(handlers, kept, metasPage), { error: { kind: "internal-error" } });
  });
});
