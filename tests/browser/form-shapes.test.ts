import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import { aMoment, facebook, headlines, recorded, recordedOnce } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { BrowserName, World } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const send = "button[type=submit]";
const [own, others] = [
  "I want to object to the use of my information for Meta AI",
  "I want to object to the use of my information from third parties for Meta AI",
];

/** How a person chooses one of two requests, by its number from 0. */
const choose = {
  radios: (page: Page, index: number) => page.click(`label:nth-of-type(${String(index + 1)}) input`),
  select: (page: Page, index: number) => page.select("select", [own, others][index] ?? ""),
  combobox: async (page: Page, index: number) => {
    await page.click("[role=combobox]");
    await page.click(`[role=option]:nth-of-type(${String(index + 1)})`);
  },
  buttons: (page: Page, index: number) => page.click(`button:nth-of-type(${String(index + 1)})`),
} as const;

describe(`Meta’s form in other shapes, in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  for (const as of ["select", "combobox", "buttons"] as const)
    it(`asks which request it is (${as}), and only the right one is the objection`, async () => {
      const gate = { as, choices: [own, others], stays: true } as const;
      world.replica.variant = { language: "en", answer: "silent", email: `${as}@example.org`, gate };
      const { page, banner } = await world.visit(facebook);
      await banner.waitForText(/Choose “I want to object to the use of my information for Meta AI”/u);
      await choose[as](page, 1);
      await banner.waitFor(headlines.otherForm);
      await page.click(send);
      await choose[as](page, 0);
      await banner.waitFor(headlines.form);
      // At once: the banner may still speak of the right one.
      await choose[as](page, 1);
      await page.click(send);
      await banner.waitFor(headlines.otherForm);
      await aMoment();
      assert.deepEqual(await recorded(world), []);
      await page.close();
    });

  it("may have an address put in by a script that tells nobody: what stands there at the press counts", async () => {
    world.replica.variant = { language: "en", answer: "success", email: "before@example.org" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("input[name=email]");
      if (field) field.value = "after@example.org";
    });
    await page.click(send);
    await banner.waitFor(headlines.received);
    const objections = await recordedOnce(world, (all) => {
      assert.deepEqual(
        all.map(({ status }) => status),
        ["received"],
      );
    });
    assert.equal(objections[0]?.email, "after@example.org");
    await page.close();
  });

  it("that was open while the extension was updated is followed anew, or says that it must be loaded again and claims nothing", async () => {
    world = await freshWorld({ browser, host: "present" });
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    const desk = await ExtensionPage.open(world, "popup/popup.html");
    await desk.updateExtension();
    await page.bringToFront();
    await page.click(send);
    // Firefox runs the new scripts in the pages that are open; in Chromium the old ones are left, cut off.
    if (browser === "chromium") {
      await banner.waitFor(headlines.cutOff);
      await aMoment();
      assert.deepEqual(await recorded(world), []);
      await page.reload();
      await banner.waitFor(headlines.form);
      await page.click(send);
    }
    await banner.waitFor(headlines.received);
    await recordedOnce(world, (all) => {
      assert.deepEqual(
        all.map(({ email, status }) => `${email} ${status}`),
        ["anna@example.org received"],
      );
    });
    await page.close();
  });
});
