import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines } from "./harness/form.ts";
import { ExtensionPage } from "./harness/page.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const anna = { id: randomUUID(), platform: "facebook", label: "Anna", emails: ["anna@example.org"] };

const objection = () => ({
  id: randomUUID(),
  formId: "712876720715583",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: facebook,
  submittedAt: new Date().toISOString(),
});

/** Puts a call into the outbox, as the banner in a page of Meta's does. */
async function putIntoOutbox(page: ExtensionPage, method: string, params: Record<string, unknown>): Promise<void> {
  const key = `outbox/${String(Date.now()).padStart(15, "0")}/${randomUUID()}`;
  await page.evaluate((name, entry) => chrome.storage.local.set({ [name]: entry }), key, { method, params, heldUntil: 0 });
}

describe(`open pages in ${browser}`, () => {
  let world: World;
  afterEach(async () => {
    await world.close();
  });

  describe("with the program", () => {
    beforeEach(async () => {
      world = await World.open({ browser, host: "present" });
      await world.hostCall("accounts.save", { account: anna });
    });

    it("hear of what other pages do, and look afresh when they come to the front", async () => {
      const history = await ExtensionPage.open(world, "history/history.html", 1000);
      await history.waitForText(/Next: object for Anna on Facebook/u);
      const other = await ExtensionPage.open(world, "history/history.html#settings", 1000);
      await putIntoOutbox(other, "objections.record", { objection: objection() });
      await history.waitForText(/One objection is waiting for Meta/u);
      await history.toFront();
      await history.evaluate(() => document.querySelector<HTMLElement>(".copy-menu summary")?.click());
      // Another browser writes into the same history: nobody tells this one.
      const ben = { ...objection(), email: "ben@example.org" };
      await world.hostCall("objections.record", { objection: ben });
      await other.toFront();
      await history.toFront();
      await history.waitForText(/ben@example\.org/u);
      assert.equal(await history.exists(".copy-menu[open]"), true, "the menu that the person has opened stays open");
    });

    it("which are forms hear of what was sent in another tab, and of an account that has the address now", async () => {
      world.replica.variant = { language: "en", email: "other@example.org", answer: "success" };
      const first = await world.visit(facebook);
      const second = await world.visit(facebook);
      for (const { banner } of [first, second]) await banner.waitForText(/other@example\.org/u);
      await world.hostCall("accounts.save", { account: { ...anna, emails: [...anna.emails, "other@example.org"] } });
      for (const { page, banner } of [first, second]) {
        await page.bringToFront();
        await banner.waitForText(/other@example\.org is one of your addresses/u);
      }
      await first.page.bringToFront();
      await first.page.click("button[type=submit]");
      await first.banner.waitFor(headlines.received);
      await second.banner.waitFor(headlines.already);
    });

    it("show what the program refused, until it is tried again or discarded", async () => {
      const page = await ExtensionPage.open(world, "history/history.html", 1000);
      await page.waitForText(/Next: object for Anna/u);
      const wrong = { ...objection(), pageUrl: "http://www.facebook.com/" };
      await putIntoOutbox(page, "objections.record", { objection: wrong });
      await page.waitForText(/Demur’s program could not save this\s+Your objection of .* with anna@example\.org/u);
      assert.deepEqual(await page.violations(), []);
      const popup = await ExtensionPage.open(world, "popup/popup.html");
      await popup.waitForText(/Demur’s program could not save this/u);
      await popup.close();
      await page.click("button", "Try again");
      await page.waitForText(/Demur’s program could not save this/u);
      await page.click("button", "Discard");
      await page.waitForText(/Discard it for good\?/u);
      await page.click("button", "Discard");
      await eventually(async () => {
        const left = await page.evaluate(async () => Object.keys(await chrome.storage.local.get(null)));
        assert.deepEqual(
          left.filter((key) => key.startsWith("rejected/")),
          [],
        );
      });
      await page.waitForText(/^(?![^]*could not save this)[^]*Next: object for Anna/u);
    });
  });

  it("list what waits while the program is missing, and promise nothing of the rest", async () => {
    world = await World.open({ browser, host: "missing" });
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Demur’s program is missing/u);
    await putIntoOutbox(page, "objections.record", { objection: objection() });
    await page.waitForText(
      /One objection is safe in this browser, waiting to be saved\.\s+Facebook\s+Sent today using anna@example\.org/u,
    );
    await page.waitForText(/Demur’s program is missing or not connected/u);
    assert.deepEqual(await page.violations(), []);
  });
});
