import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { historyFile } from "./harness/history-file.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const count = 10_000;
const hour = 60 * 60 * 1000;

/** An objection every hour, p0@ the oldest; every fourth is confirmed. */
const past = Array.from({ length: count }, (_, index) => {
  const sent = Date.now() - (count - index) * hour;
  return {
    email: `p${String(index)}@example.org`,
    submittedAt: new Date(sent).toISOString(),
    ...(index % 4 === 0 ? { confirmedAt: new Date(sent + 60_000).toISOString() } : {}),
  };
});

const file = historyFile(past);

describe(`ten thousand objections in ${browser}`, () => {
  let world: World;
  let page: ExtensionPage;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.waitForText(/Import a copy/u);
  });
  const rows = () => page.evaluate(() => document.querySelectorAll(".row-link").length);
  const focused = () =>
    page.evaluate(() => [...document.querySelectorAll(".row-link")].indexOf(document.activeElement as Element));

  it("stay where they are when the person stops the reading of the file", async () => {
    await page.stopAtPiece(3);
    await page.drop("demur.json", file, ".bring-in");
    await page.waitForText(/Stopped\. Nothing was changed\./u);
    await page.hostAnswers();
    assert.equal(await page.piecesRead(), 3);
    assert.equal((await world.hostCall("objections.list"))["total"], 0);
  });

  it("come in from another computer’s file, in pieces", async () => {
    await page.drop("demur.json", file, ".bring-in");
    await page.waitForText(/Objections it adds: 10,000/u);
    await page.click("button", "Add it");
    await page.waitForText(/All 100\+[^]*12,500 entries imported/u);
    await page.click("button", "Check every entry");
    await page.waitForText(/as it was written\. Entries: 12,500/u);
    await eventually(async () => {
      const shown = await page.evaluate(async () => [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})]);
      assert.match(shown[0] ?? "", /^\d{1,2},\d{3}$/u);
      assert.equal(shown[1], `Demur: ${shown[0] ?? ""} objections need your attention`);
    });
  });

  it("are shown by their first rows, and more when asked, by keyboard too", async () => {
    await page.reload();
    await page.waitForText(/All 100\+[^]*Confirmed 100\+/u);
    assert.equal(await rows(), 50);
    holds((await page.evaluate(() => document.querySelectorAll("*").length)) < 3000);
    await page.evaluate(() => {
      document.querySelectorAll<HTMLElement>(".row-link")[49]?.focus();
    });
    await page.press("Tab");
    await page.press("Enter");
    await eventually(async () => {
      assert.equal(await rows(), 100);
      assert.equal(await focused(), 50);
    });
  });

  it("are found by the address or how it begins, from the oldest to the newest, and opened by keyboard", async () => {
    for (const email of ["p0@example.org", "p4321@", "p9999@example.org"]) {
      await page.search(email);
      await page.waitForText(new RegExp(`One objection found[^]*${email}`, "u"));
      assert.equal(await rows(), 1);
    }
    await page.search("p777");
    // p777 and p7770 to p7779.
    await page.waitForText(/11 objections found/u);
    await page.press("Tab");
    assert.equal(await focused(), 0);
    await page.press("Enter");
    await page.waitForText(/using p7779@example\.org[^]*What happened/u);
    await page.click("link", "All objections");
    await page.waitForText(/11 objections found/u);
    await page.search("");
    await page.waitForText(/All 100\+/u);
  });

  it("are counted by filter, as far as a number tells something", async () => {
    await page.click("button", "Confirmed 100+");
    await page.waitForText(/More than 100 objections found/u);
    assert.equal(await rows(), 50);
    await page.search("p43");
    // p43, p430 to p439 and p4300 to p4399; of them two and 25 are confirmed.
    await page.waitForText(/All 100\+[^]*Confirmed 27[^]*27 objections found/u);
    await page.search("p432");
    await page.waitForText(/All 11[^]*Confirmed 4[^]*4 objections found/u);
  });
});
