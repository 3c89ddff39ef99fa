import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { facebook, headlines, recordedOnce } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const isTooOld =
  /Demur’s program on this computer is too old for this\. Install the newer one; your history will not be touched\./u;

describe(`a program that is older than the extension, in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "older" });
  });

  it("still records an objection", async () => {
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    await page.click("button[type=submit]");
    await banner.waitFor(headlines.received);
    await recordedOnce(world, ([objection]) => {
      assert.equal(objection?.status, "received");
    });
    await page.close();
  });

  for (const name of ["popup/popup.html", "history/history.html", "history/history.html#tagged", "history/history.html#download"])
    it(`says on ${name} that it is too old for it, not that nothing is recorded`, async () => {
      const page = await ExtensionPage.open(world, name);
      const words = await page.waitForText(isTooOld);
      assert.match(words, /Try again/u);
      assert.doesNotMatch(words, /No objections yet|about two minutes/u);
      assert.deepEqual(await page.violations(), []);
      await page.picture(`older-${name.replaceAll(/\W/gu, "-")}`);
      await page.close();
    });

  it("says so where it is asked for what it can't do, and all else works", async () => {
    const page = await ExtensionPage.open(world, "history/history.html#mail");
    await page.click("button", "Look in my mail program");
    await page.waitForText(isTooOld);
    assert.deepEqual(await page.violations(), []);
    await page.close();
    for (const [name, words] of [
      [
        "history/history.html#settings",
        /Demur’s program 1\.\d+\.\d+ is responding[^]*The program is older than Demur in your browser/u,
      ],
      ["welcome/welcome.html#3", /Open the Facebook form/u],
      ["uses/uses.html", /Meta says it uses/u],
    ] as const) {
      const other = await ExtensionPage.open(world, name);
      await other.waitForText(words);
      if (name.endsWith("#settings")) await other.waitFor(".problem .mark.check");
      await other.close();
    }
  });
});
