import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Overview } from "../../extension/model/messages.ts";
import { openPageWorld } from "./page-world.ts";

/** A script that begins at once. */
const popup: string = "../../extension/pages/popup/main.ts";
const overview: Overview = {
  accounts: [],
  standings: [],
  objections: [],
  others: { items: 0, people: 0, ownerless: 0 },
  host: { kind: "connected", version: "1", age: "same", capabilities: [] },
  waiting: 0,
};

describe("the popup", () => {
  let world: ReturnType<typeof openPageWorld>;
  /** Ends the wait for an overview; undefined: the background page has no answer. */
  let answer: (overview: Overview | undefined) => Promise<void>;
  const words = () => world.document.body.textContent;
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  before(async () => {
    world = openPageWorld(() => undefined);
    const nothing = { addListener: () => undefined };
    Object.assign(chrome, {
      runtime: {
        sendMessage: ({ kind }: { kind: string }) =>
          kind === "overview"
            ? new Promise((resolve) => {
                answer = async (found) => {
                  resolve(found ? { answer: found } : { error: { kind: "internal-error" } });
                  await pause(10);
                };
              })
            : Promise.resolve({ answer: null }),
        onMessage: nothing,
        getManifest: () => ({ version: "1.2.3", host_permissions: [] }),
        getPlatformInfo: () => Promise.resolve({ os: "linux", arch: "x86-64" }),
      },
      alarms: { onAlarm: nothing },
      tabs: { query: () => Promise.resolve([]) },
      permissions: { contains: () => Promise.resolve(true) },
      storage: { local: { get: (keys: object | null) => Promise.resolve({ ...keys }) } },
    });
    Object.assign(globalThis, { addEventListener: () => undefined, navigator: { userAgent: "Chrome/120" } });
    await import(popup);
    await pause(10);
  });
  after(() => {
    world.close();
    for (const name of ["addEventListener", "navigator"]) Reflect.deleteProperty(globalThis, name);
  });

  it("says after a second that the program takes its time, and why it can’t say anything, with a way to try again", async () => {
    assert.equal(words(), "");
    await pause(1100);
    assert.match(words(), /popupSlow/u);
    await answer(undefined);
    assert.doesNotMatch(words(), /popupSlow/u);
    assert.match(words(), /storeFailedHeadline.*storeOther/u);
    const again = [...world.document.querySelectorAll("button")].find(({ textContent }) => textContent === "tryAgain");
    again?.click();
    await pause(10);
    await answer(overview);
    assert.match(words(), /popupFirstHeadline/u);
    assert.doesNotMatch(words(), /storeFailedHeadline/u);
  });

  it("keeps what it shows while it asks again", async () => {
    const drawn = words();
    world.document.dispatchEvent(new (world.document.defaultView as unknown as typeof globalThis).Event("visibilitychange"));
    await pause(1100);
    assert.equal(words(), drawn);
    await answer(undefined);
    assert.equal(words(), drawn);
  });
});
