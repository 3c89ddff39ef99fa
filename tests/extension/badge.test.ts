import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setCommonTitle } from "../../extension/background/badge.ts";
import { forgetTab, noteBanner } from "../../extension/background/tabs.ts";
import type { BannerState } from "../../extension/model/banner-state.ts";

const known: BannerState = { kind: "known", email: "anna@example.org", kept: false };

describe("the title of the toolbar button", () => {
  let titles: Map<number | "all", string>;
  const titleIn = (tabId: number) => titles.get(tabId) ?? titles.get("all");

  beforeEach(() => {
    titles = new Map([["all", "Demur"]]);
    const stored: Record<string, unknown> = {};
    const nothing = () => Promise.resolve();
    const chrome = {
      storage: {
        session: {
          get: (key: string | null) => Promise.resolve(key === null ? { ...stored } : { [key]: stored[key] }),
          set: (values: object) => Promise.resolve(Object.assign(stored, values)),
          remove: (keys: string | string[]) => {
            for (const key of [keys].flat()) Reflect.deleteProperty(stored, key);
            return Promise.resolve();
          },
        },
      },
      action: {
        setBadgeText: nothing,
        setBadgeBackgroundColor: nothing,
        setBadgeTextColor: nothing,
        getTitle: () => Promise.resolve(titles.get("all")),
        setTitle: ({ tabId, title }: { tabId?: number; title: string }) => Promise.resolve(titles.set(tabId ?? "all", title)),
      },
      i18n: { getMessage: (key: string) => (key.startsWith("badge") ? `Demur: ${key}` : key) },
    };
    Object.assign(globalThis, { chrome });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("is that of all tabs where there was no banner", async () => {
    await noteBanner(1, null);
    assert.equal(titles.has(1), false);
  });

  it("keeps up with that of all tabs where there was one", async () => {
    await noteBanner(1, known);
    await setCommonTitle("Demur: one is late");
    assert.equal(titleIn(1), "Demur: badgeForm");
    await noteBanner(1, null);
    assert.equal(titleIn(1), "Demur: one is late");
    await setCommonTitle("Demur");
    assert.equal(titleIn(1), "Demur");
    await noteBanner(1, known);
    await setCommonTitle("Demur: one is late");
    assert.equal(titleIn(1), "Demur: badgeForm");
  });

  it("of a closed tab is left alone", async () => {
    await noteBanner(1, known);
    await noteBanner(1, null);
    await forgetTab(1);
    await setCommonTitle("Demur: one is late");
    assert.equal(titles.get(1), "Demur");
  });

  it("begins with Demur’s name whatever the banner says", async () => {
    const states: BannerState[] = [
      { kind: "not-kept", error: "store-unavailable" },
      { kind: "cut-off" },
      { kind: "sending" },
      { kind: "not-sure" },
      { kind: "sent" },
      { kind: "probable" },
    ];
    for (const state of states) {
      await noteBanner(1, state);
      assert.match(titleIn(1) ?? "", /^Demur: \p{L}/u, state.kind);
    }
  });
});
