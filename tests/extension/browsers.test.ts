// What is said of each browser of manifests/browsers.json on the welcome page and in the README; browser_sentences_posix_test.cpp has what
// the doctor says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { browsers } from "../../manifests/browsers.json";
import { preinstalled, stores } from "../../manifests/packages.json";
import { storeUrlFor } from "../../extension/model/stores.ts";
import { loadedByHand, loadedWords } from "../../extension/pages/welcome/loaded-by-hand.ts";
import { holds } from "../fixtures/holds.ts";
import { inPageWorld } from "./page-world.ts";

type Family = "chromium" | "firefox";

/** Those on systems that there is a program for. */
const known = browsers.filter(({ linux, windows }) => [...linux, ...windows].length > 0);
const familyOf = ({ family }: { family: string }): Family => (family === "firefox" ? "firefox" : "chromium");
const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

/** The catalogue of stores, as it is once Demur is in all of them. */
const withDemur = stores.map((store) => ({ ...store, url: `https://store.example/${store.name}` }));
const brandsOf = (browser: (typeof known)[number]) => (familyOf(browser) === "chromium" ? ["Chromium", browser.title] : []);
const storeOf = { chromium: "https://store.example/the Chrome Web Store", firefox: "https://store.example/addons.mozilla.org" };

describe("the store of a browser", () => {
  it("is none while Demur isn’t in there", () => {
    for (const browser of known) assert.equal(storeUrlFor(familyOf(browser), brandsOf(browser)), undefined, browser.name);
  });

  it("is that of its family, or its own", () => {
    for (const browser of known)
      assert.equal(
        storeUrlFor(familyOf(browser), brandsOf(browser), withDemur),
        browser.name === "edge" ? "https://store.example/Edge Add-ons" : storeOf[familyOf(browser)],
        browser.name,
      );
  });

  it("is that of its family while its own doesn’t have Demur", () => {
    const others = withDemur.map((store) => ("browser" in store ? { ...store, url: "" } : store));
    assert.equal(storeUrlFor("chromium", ["Microsoft Edge"], others), storeOf.chromium);
  });
});

describe("what the welcome page says of an extension that was loaded by hand", () => {
  inPageWorld();
  after(() => {
    Reflect.deleteProperty(globalThis, "navigator");
  });

  /** The note in a browser that has the extension from somewhere. */
  const noteIn = (browser: (typeof known)[number], installType: string) => {
    const scheme = familyOf(browser) === "firefox" ? "moz-extension" : "chrome-extension";
    Object.assign(chrome.runtime, { getURL: () => `${scheme}://x/` });
    Object.assign(chrome, { management: { getSelf: () => Promise.resolve({ installType }) } });
    const userAgentData = { brands: brandsOf(browser).map((brand) => ({ brand })) };
    const navigator = familyOf(browser) === "firefox" ? {} : { userAgentData };
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
    return loadedByHand();
  };

  for (const browser of known)
    it(`is in ${browser.title} how long it stays there, and nothing of one from a store or a package`, async () => {
      const note = await noteIn(browser, "development");
      assert.ok(typeof note !== "string", "nothing is said");
      assert.equal(note.textContent, familyOf(browser) === "firefox" ? "loadedUntilClosed" : "loadedFromFolder");
      for (const from of ["normal", "sideload", "admin", "other"]) assert.equal(await noteIn(browser, from), "");
    });

  it("leads to the store once Demur is in there", () => {
    for (const family of ["chromium", "firefox"] as const) {
      const link = loadedWords(family, storeOf[family]).querySelector("a");
      assert.equal(link?.getAttribute("href"), storeOf[family]);
      assert.match(link.textContent, /getFromStore/u);
    }
  });
});

describe("the README", () => {
  const [, section = ""] = read("README.md").split("\n## Install it for your own browser\n");
  const points = (section.split("\n## ")[0] ?? "").split(/\n(?=- |\n)/u).map((point) => point.replaceAll(/\s+/gu, " ").trim());
  const pointWith = (words: string) => points.find((point) => point.includes(words)) ?? assert.fail(words);
  const loading: Record<Family, string> = { chromium: "Load unpacked", firefox: "Load Temporary Add-on" };

  it("says for every browser how to load the extension, and how long it stays", () => {
    for (const browser of known) assert.match(pointWith(loading[familyOf(browser)]), new RegExp(`\\b${browser.title}\\b`, "u"));
    assert.match(pointWith(loading.chromium), /It stays as long as that folder does/u);
    assert.match(pointWith(loading.firefox), /forgets it when you close it/u);
  });

  it("says of the stores what the catalogue says: that Demur isn’t in one yet, or where it is", () => {
    for (const { url } of stores)
      if (url === "") assert.match(section, /isn't in any browser's store yet/u);
      else assert.ok(section.includes(url), url);
  });

  it("says which browsers have the extension already, and which can’t start the program", () => {
    for (const { title } of preinstalled) assert.ok(section.includes(title), title);
    assert.match(pointWith("Flatpak"), /as a Flatpak or Snap can't start the program/u);
    assert.match(pointWith("Snap"), /only Firefox as a Snap can: it asks you once for permission/u);
  });
});

describe("the extension for everybody", () => {
  it("is where the Debian package puts it", () => {
    const packing = read("packages/CMakeLists.txt").replaceAll("${share}", "/usr/share");
    const [chromium, firefox] = preinstalled.map(({ path }) => path);
    holds(packing.includes("${CMAKE_INSTALL_PREFIX}//usr/share/chromium/extensions/demur"));
    assert.equal(chromium, "/usr/share/chromium/extensions/demur");
    const [, folder, file] = /^(.+)\/([^/]+)$/u.exec(firefox ?? "") ?? [];
    holds(packing.includes(`DESTINATION ${folder ?? ""} `));
    holds(packing.includes(`/${file ?? ""})`));
  });
});
