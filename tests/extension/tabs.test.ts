import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { bannerOf, noteBanner, noteLoading, noteSighting, sightingIn } from "../../extension/background/tabs.ts";

const known = { kind: "known", email: "anna@example.org", kept: false } as const;
const seen = { kind: "nothing-seen", platform: "facebook" } as const;

describe("what a tab is known to show, when something loads in it", () => {
  let stored: Record<string, unknown>;
  /** How the tab's document answers, if it can. */
  let answer: ((what: string) => unknown) | undefined;

  beforeEach(async () => {
    stored = {};
    const nothing = () => Promise.resolve();
    const chrome = {
      storage: {
        session: {
          get: (key: string) => Promise.resolve(key in stored ? { [key]: stored[key] } : {}),
          set: (values: object) => Promise.resolve(Object.assign(stored, values)),
          remove: (key: string) => Promise.resolve(Reflect.deleteProperty(stored, key)),
        },
      },
      tabs: {
        sendMessage: (_tab: number, { what }: { what: string }) =>
          answer ? Promise.resolve(answer(what)) : Promise.reject(new Error("Receiving end does not exist.")),
      },
      action: {
        setBadgeText: nothing,
        setBadgeBackgroundColor: nothing,
        setBadgeTextColor: nothing,
        setTitle: nothing,
        getTitle: () => Promise.resolve("Demur"),
      },
      i18n: { getMessage: (key: string) => key },
    };
    Object.assign(globalThis, { chrome });
    answer = undefined;
    await noteBanner(1, known);
    await noteSighting(1, seen);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("is forgotten with the document", async () => {
    await noteLoading(1);
    assert.deepEqual([await bannerOf(1), await sightingIn(1)], [undefined, undefined]);
  });

  it("stays where the document has only changed its URL", async () => {
    answer = () => true;
    await noteLoading(1);
    assert.deepEqual([await bannerOf(1), await sightingIn(1)], [known, seen]);
  });

  it("is forgotten where another document has come that shows nothing, or something else", async () => {
    answer = (what) => what === "posts";
    await noteLoading(1);
    assert.deepEqual([await bannerOf(1), await sightingIn(1)], [undefined, seen]);
    answer = () => undefined;
    await noteLoading(1);
    assert.equal(await sightingIn(1), undefined);
  });
});
