import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { violationsInBanner } from "./harness/axe.ts";
import { facebook, headlines } from "./harness/form.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { sameInAll } from "./harness/same-in-all.ts";
import { Shared } from "./harness/shared.ts";
import { hostMissing, reachState, states } from "./harness/states.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

/** The colours come from the same rules in both browsers: the dark ones are looked at in one. */
const schemes = browser === "chromium" ? (["light", "dark"] as const) : (["light"] as const);

/** Nothing is wrong in the light and in the dark, narrow and wide. At twice the size a page of 640 is one of 320. */
async function holdsInAllSchemes(page: ExtensionPage, name = ""): Promise<void> {
  for (const scheme of schemes) {
    await page.setColourScheme(scheme);
    for (const width of [1200, 320]) {
      await page.setWidth(width);
      assert.deepEqual(await page.violations(), [], `${name} ${scheme} at ${String(width)}`);
      assert.equal(await page.isTooWide(), false, `${name} at ${String(width)}`);
    }
  }
}

/** Whether the banner is drawn in its dark colours: the ground under the page's words says so, and nothing else. */
function isDark(shadow: ShadowRoot): boolean {
  const region = shadow.querySelector("[role=region]");
  const [red = 255] = (region ? getComputedStyle(region).backgroundColor : "").match(/\d+/gu)?.map(Number) ?? [];
  return red < 128;
}

// It judges by the document and its styles, which are the same everywhere.
describe(`axe-core in ${browser} finds nothing wrong`, sameInAll, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  for (const state of states)
    for (const dark of [false, true])
      // What was sent in the light is "already" in the dark; its colours are looked at once.
      if (!dark || !state.reach || state.name === "malformed")
        it(`in the banner: ${state.name}${dark ? ", dark" : ""}`, async () => {
          const { page, banner } = await reachState(world, state, { dark });
          await eventually(async () => {
            assert.equal(await banner.run(isDark), dark);
          });
          assert.deepEqual(await violationsInBanner(page, banner), []);
          await page.close();
        });

  for (const address of [
    "popup/popup.html",
    "welcome/welcome.html#1",
    "welcome/welcome.html#2",
    "welcome/welcome.html#3",
    "history/history.html",
    "history/history.html#earlier",
    "history/history.html#settings",
    "history/history.html#tagged",
    "history/history.html#download",
    "uses/uses.html",
  ])
    it(`in ${address}`, async () => {
      const page = await ExtensionPage.open(world, address, 1200);
      await page.waitForText(/\w{4}/u);
      await holdsInAllSchemes(page);
      await page.close();
    });

  it("in the list of those who share photos of the person, and in the card of one of every kind", async () => {
    const shared = new Shared(world);
    await shared.everyKind();
    for (const { id, name } of await shared.contacts()) {
      const page = await ExtensionPage.open(world, `history/history.html#tagged/${id}`, 1200);
      await page.waitFor(".contact-card");
      await holdsInAllSchemes(page, name);
      await page.close();
    }
  });

  it("in an entry of the history", async () => {
    const { objections } = await world.hostCall("objections.list");
    const [first] = objections as { id: string }[];
    const page = await ExtensionPage.open(world, `history/history.html#entry/${first?.id ?? ""}`, 700);
    await page.waitForText(/What happened/u);
    assert.deepEqual(await page.violations(), []);
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    await page.close();
  });
});

describe(`axe-core in ${browser}, without the host`, sameInAll, () => {
  it("finds nothing wrong in the banner while the program is missing", async () => {
    const world = await freshWorld({ browser, host: "missing" });
    const { page, banner } = await reachState(world, hostMissing);
    assert.deepEqual(await violationsInBanner(page, banner), []);
  });
});

/** Chromium lets a test choose these; Firefox has no such switch for one page. */
describe("what a person has asked of their system", { skip: browser !== "chromium" }, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  it("holds for colours: every tone keeps its border, and every mark can be seen", async () => {
    for (const state of states.filter(({ name, reach }) => !reach && name !== "already")) {
      const { page, banner } = await reachState(world, state);
      const session = await page.createCDPSession();
      await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
      const seen = (await banner.run((root) => {
        const [region, mark] = ["[role=region]", ".sign .mark"].map((selector) =>
          getComputedStyle(root.querySelector(selector) ?? document.body),
        );
        return { border: region?.borderTopWidth, ground: region?.backgroundColor, mark: mark?.color };
      })) as { border: string; ground: string; mark: string };
      assert.equal(seen.border, "1px", state.name);
      // The system's own words and ground, whatever they are.
      assert.deepEqual([seen.mark, seen.ground], ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], state.name);
      await world.picture(page, `forced-colours/banner-${state.name}`);
      await page.close();
    }
  });

  it("holds for colours in Demur’s pages: the bars keep their edges and their patterns, and what is chosen can be seen", async () => {
    const shared = new Shared(world);
    await shared.everyKind();
    const { id } = await shared.contact("Tom K.");
    const page = await ExtensionPage.open(world, `history/history.html#tagged/${id}`, 1200);
    await page.waitFor(".contact-card");
    await page.forceColours();
    const seen = await page.evaluate(() => {
      const kinds = new Map<string, string>();
      for (const part of document.querySelectorAll(".share-bar .part")) {
        const { borderTopStyle, borderTopColor, backgroundImage, backgroundColor } = getComputedStyle(part);
        kinds.set(part.className, [borderTopStyle, borderTopColor, backgroundImage, backgroundColor].join(" "));
      }
      const chosen = document.querySelector("tr:has([aria-current]) th") ?? document.body;
      return { kinds: [...kinds], chosen: getComputedStyle(chosen).borderBlockStartWidth };
    });
    assert.equal(seen.kinds.length, 5);
    assert.equal(new Set(seen.kinds.map(([, look]) => look)).size, 5, "every state looks different");
    for (const [kind, look] of seen.kinds) assert.match(look, /^(solid|dashed) rgb\(0, 0, 0\)/u, kind);
    assert.equal(seen.chosen, "2px");
    await page.picture("forced-colours/tagged");
    await page.close();
    const uses = await ExtensionPage.open(world, "uses/uses.html", 1000);
    await uses.waitForText(/What you can do/u);
    await uses.forceColours();
    const marks = await uses.evaluate(() => [
      ...new Set([...document.querySelectorAll(".lines > li > .mark")].map((mark) => getComputedStyle(mark).color)),
    ]);
    assert.deepEqual(marks, ["rgb(0, 0, 0)"]);
    await uses.picture("forced-colours/uses");
    await uses.close();
  });

  it("holds for movement: none", async () => {
    world.replica.variant = { language: "en", answer: "success" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.empty);
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    const durations = await banner.run((root) =>
      [...root.querySelectorAll("*")]
        .map((element) => getComputedStyle(element).transitionDuration)
        .filter((time) => time !== "0s"),
    );
    assert.deepEqual(durations, []);
    await page.close();
  });
});

describe(`the keyboard in ${browser}`, () => {
  it("reaches every action of the banner in order, and Escape folds it", async () => {
    const world = await freshWorld({ browser, host: "present" });
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    const focused = () => banner.run((root) => root.activeElement?.getAttribute("aria-label") ?? root.activeElement?.textContent);
    const seen: unknown[] = [];
    for (let presses = 0; presses < 3; presses += 1) {
      await page.keyboard.press("Tab");
      seen.push(await focused());
    }
    assert.deepEqual(seen, ["Yes, remember it", "It’s another one", "Close"]);
    await page.keyboard.press("Escape");
    await banner.waitForText(/^Demur: .*Show$/su);
    assert.equal(await focused(), "Show");
    await world.picture(page, "banner-folded");
    await page.keyboard.press("Enter");
    await banner.waitFor(headlines.form);
  });
});
