import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines, recorded } from "./harness/form.ts";
import { confirmation } from "./harness/confirmation.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { root, type World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const program = path.join(root, "build/native-host/demur-host");
const day = 24 * 60 * 60 * 1000;

const dataOf = (world: World) => path.join(world.folder, "data");

/** Runs Demur's program on a command line, on this data folder. */
const run = (data: string, ...words: string[]) =>
  spawnSync(program, words, { env: { ...process.env, DEMUR_DATA_DIR: data }, encoding: "utf8" });

/** Enters what was sent this many days ago, as a person would. */
async function tell(page: ExtensionPage, email: string, days: number): Promise<void> {
  await page.click("link", "I’ve already objected");
  await page.type("Address", email);
  await page.fillDay(new Date(Date.now() - days * day).toISOString().slice(0, 10));
  await page.click("button", "Save it");
  await page.waitForText(/What happened/u);
}

/** Changes bytes in a file, as somebody with an editor would. */
function tamper(file: string, from: string, to: string): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(from);
  holds(at >= 0 && from.length === to.length);
  bytes.write(to, at);
  writeFileSync(file, bytes);
}

describe(`the proof in ${browser}`, () => {
  let world: World;
  let page: ExtensionPage;
  /** The exported file, on the disk. */
  let copy: string;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  it("begins with Meta’s form: sent, received, and confirmed by the e-mail", async () => {
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org" };
    const form = await world.visit(facebook);
    await form.banner.waitFor(headlines.form);
    await form.page.click("button[type=submit]");
    await form.banner.waitFor(headlines.received);
    await form.page.close();
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Add Meta’s e-mail/u);
    assert.deepEqual(
      (await recorded(world)).map(({ status }) => status),
      ["received"],
    );
    await page.drop("confirmation.eml", confirmation(new Date(Date.now() + 60_000)));
    await page.waitForText(/It matches (?:your objection of .*|the objection that you sent \w+) \(anna@example\.org\)/u);
    await page.click("button", "Add it to the record");
    await page.waitForText(/Your objection is confirmed/u);
  });

  it("goes on with silence: late after two days, overdue after a month, and a letter for each", async () => {
    await tell(page, "ben@example.org", 3);
    const late = await page.waitForText(/E-mail was expected/u);
    assert.match(late, /Facebook\s+No e-mail yet[^]*No e-mail after 48 hours/u);
    assert.doesNotMatch(late, /Remind Meta|Complain to your authority/u);
    await page.click("link", "All objections");
    await tell(page, "clara@example.org", 43);
    await page.waitForText(/Overdue[^]*The one-month deadline has passed[^]*No e-mail after 48 hours[^]*You sent it/u);
    page = await page.follow("Remind Meta");
    await page.choose("Your country", "IE");
    await page.waitForText(/Meta Platforms Ireland Limited[^]*Article 12\(3\) GDPR/u);
    await page.type("Your name", "Clara Berg");
    await page.click("button", "I have sent it");
    await page.waitForText(/Noted in the record/u);
    page = await page.follow("View the record");
    await page.waitForText(/You reminded Meta/u);
    page = await page.follow("Complain to your authority");
    await page.choose("Your country", "NL");
    await page.waitForText(/Autoriteit Persoonsgegevens[^]*clara@example\.org/u);
    await page.click("button", "I have sent it");
    await page.waitForText(/Noted in the record/u);
    page = await page.follow("View the record");
    await page.waitForText(/You complained to your authority[^]*You reminded Meta[^]*The one-month deadline has passed/u);
  });

  it("is one file that another computer’s history takes in whole", async () => {
    await page.click("link", "All objections");
    await page.click("button", "Check every entry");
    await page.waitForText(/as it was written\. Entries: 7/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".copy-menu summary")?.click());
    await page.click("button", "Complete, for another computer");
    await page.waitForText(/Saved in your downloads/u);
    const file = await eventually(() => {
      const downloads = path.join(world.folder, "home/Downloads");
      const name = readdirSync(downloads).find((one) => /^demur-.*\.json$/u.test(one));
      const text = readFileSync(path.join(downloads, name ?? ""), "utf8");
      JSON.parse(text);
      return Promise.resolve(text);
    });
    copy = path.join(world.folder, "copy.json");
    writeFileSync(copy, file);
    // Another computer, with nothing on it.
    world = await freshWorld({ browser, host: "present" });
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/No objections yet[^]*Import a copy from another computer/u);
    await page.drop("demur.json", file, ".bring-in");
    await page.waitForText(/What importing this file would change\s+Objections it adds: 3/u);
    await page.click("button", "Add it");
    await page.waitForText(/7 entries imported/u);
    await page.click("button", "Check every entry");
    const words = await page.waitForText(/as it was written\. Entries: 7/u);
    assert.match(words, /Imported from another computer on .+ · Entered by you on/u);
    assert.match(words, /anna@example\.org[^]*Confirmed[^]*ben@example\.org[^]*clara@example\.org[^]*Overdue/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("proof-brought-in");
    await page.drop("demur.json", file, ".bring-in");
    await page.waitForText(/Objections it adds: 0/u);
    await page.click("button", "Add it");
    await page.waitForText(/Everything in it was already here/u);
    const third = path.join(world.folder, "third");
    mkdirSync(third);
    assert.match(run(third, "import", copy).stdout, /Entries added: 7\. Objections added: 3\./u);
    for (const data of [dataOf(world), third]) {
      assert.equal(run(data, "verify").status, 0);
      assert.equal(run(data, "export", "--format", "json").stdout, file);
    }
  });

  it("shows on the page where somebody has changed a copy, and takes nothing of it in", async () => {
    const forged = readFileSync(copy, "utf8").replace("We will honour", "We won't honor");
    await page.drop("forged.json", forged, ".bring-in");
    await page.waitForText(/The copy has been altered: entry 3 is no longer as it was written\. Nothing was imported\./u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("proof-forged");
    await page.drop("cut.json", forged.slice(0, 300), ".bring-in");
    await page.waitForText(/The file is damaged or incomplete\. Nothing was imported\./u);
    await page.drop("confirmation.eml", confirmation(new Date(Date.now() + 60_000)), ".bring-in");
    await page.waitForText(/This file is not a copy of a Demur history\. Nothing was imported\./u);
    const file = path.join(world.folder, "forged.json");
    writeFileSync(file, forged);
    assert.match(
      run(dataOf(world), "import", file).stderr,
      /text of an entry was changed[^]*entry 3 of chain[^]*Nothing was changed/u,
    );
    assert.equal(run(dataOf(world), "verify").status, 0);
  });

  it("shows where somebody has changed the history itself, with the way to that record", async () => {
    await page.close();
    // The words are in the file itself once the host has exited, as it does when idle.
    await eventually(() => {
      tamper(path.join(dataOf(world), "demur.sqlite3"), "This means that", "This meant that");
      return Promise.resolve();
    });
    await world.crash();
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.click("button", "Check every entry");
    await page.waitForText(/Your history has been altered: entry 3 is no longer as it was written/u);
    await page.picture("proof-broken");
    await page.click("link", "Show that record");
    await page.waitForText(/Sent today using anna@example\.org[^]*This meant that/u);
    assert.notEqual(run(dataOf(world), "verify").status, 0);
  });
});
