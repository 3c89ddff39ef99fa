import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { Shared } from "./harness/shared.ts";
import { hostMissing, reachState, states, type State } from "./harness/states.ts";
import { root, type World } from "./harness/world.ts";

/** Debian's Chromium speaks every language that the extension has; Firefox would need a package for each. */
const options = { skip: (process.env["DEMUR_BROWSER"] ?? "chromium") !== "chromium" };
const pages = [
  "popup/popup.html",
  "welcome/welcome.html#1",
  "welcome/welcome.html#2",
  "welcome/welcome.html#3",
  "history/history.html",
  "history/history.html#settings",
  "history/history.html#tagged",
  "uses/uses.html",
];

/** The list of those who share photos of the person, and a card of each kind. */
async function taggedPages(world: World): Promise<string[]> {
  const shared = new Shared(world);
  await shared.everyKind();
  const list = "history/history.html#tagged";
  return [list, ...(await shared.contacts()).map(({ id }) => `${list}/${id}`), "history/history.html#download"];
}

/** Elements of the banner that are wider than the space they have. */
function overflowing(shadow: ShadowRoot): string[] {
  return [...shadow.querySelectorAll<HTMLElement>("[role=region], [role=region] *:not(.ready, .hidden, .corner)")]
    .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${element.className}: ${element.innerText}`);
}

/** That the pages' texts fit in every language is in surfaces.test.ts. The banner speaks the browser's language, so each needs a browser. */
describe("the banner in other languages", options, () => {
  for (const language of ["de", "el", "fi", "lt"])
    it(`fits in ${language}`, async () => {
      const world = await freshWorld({ browser: "chromium", host: "present", language });
      const fits = async (state: State) => {
        const { page, banner } = await reachState(world, state, { language });
        for (const width of [1000, 360]) {
          await page.setViewport({ width, height: 800 });
          assert.deepEqual(await banner.run(overflowing), [], `${state.name} at ${String(width)}`);
        }
        await page.close();
      };
      for (const state of states) await fits(state);
      await freshWorld({ browser: "chromium", host: "missing", language });
      await fits(hostMissing);
    });
});

/** A word half as long again, with accents on top: what the longest language may be. */
function lengthened(text: string): string {
  return text
    .split(/(\$\w+\$)/u)
    .map((part) =>
      part.startsWith("$") ? part : part.replace(/\p{L}{2,}/gu, (word) => word + word.slice(0, word.length / 2).toUpperCase()),
    )
    .join("");
}

describe("a language half as long again as English", options, () => {
  let folder: string;
  let world: World;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "demur-long-"));
    cpSync(path.join(root, "build/extension/chromium"), folder, { recursive: true });
    const file = path.join(folder, "_locales/en/messages.json");
    const catalogue = JSON.parse(readFileSync(file, "utf8")) as Record<string, { message: string }>;
    for (const [key, entry] of Object.entries(catalogue)) if (key !== "locale") entry.message = lengthened(entry.message);
    writeFileSync(file, JSON.stringify(catalogue));
    world = await freshWorld({ browser: "chromium", host: "present", extension: folder });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("overflows nowhere", async () => {
    for (const address of [...pages, ...(await taggedPages(world))])
      for (const width of [320, 1000]) {
        const page = await ExtensionPage.open(world, address, width);
        await page.waitForText(/\w{4}/u);
        assert.equal(await page.isTooWide(), false, `${address} at ${width}`);
        await page.picture(`long/${address.replace(/\.html#?/u, "-").replaceAll("/", "-")}-${width}`);
        await page.close();
      }
    world.replica.variant = { language: "de", answer: "success", email: "anna.beispielhausen@example.org" };
    const { page, banner } = await world.visit("https://www.facebook.com/help/contact/712876720715583");
    await banner.waitForText(/DEMUR|DEM/iu);
    await page.setViewport({ width: 320, height: 800 });
    assert.deepEqual(await banner.run(overflowing), []);
    await world.picture(page, "long/banner-320");
  });
});
