import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { wrongEntries, type ExportedEntry } from "./harness/exported.ts";
import { addMember } from "./harness/family.ts";
import { confirmation, sentences } from "./harness/confirmation.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { holdsAtEveryWidth } from "./harness/widths.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const day = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(Date.now() - days * day);

describe(`the document to hand over in ${browser}`, () => {
  let world: World;
  let downloads: string;
  const mail = confirmation(ago(19));

  /** Saves the document as a person would, and returns the file. */
  const save = async (language: string): Promise<string> => {
    const saved = () => readdirSync(downloads).filter((name) => /^demur-.*\.html$/u.test(name));
    for (const name of saved()) rmSync(path.join(downloads, name));
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Maximiliane[^]*Save a copy/u);
    await page.hostAnswers();
    await page.evaluate(() => document.querySelector<HTMLElement>(".copy-menu summary")?.click());
    await page.choose("Language of the document", language);
    await page.click("button", "To print, or to hand to an authority or a lawyer");
    await page.waitForText(/Saved in your downloads/u);
    const text = await eventually(() => {
      const words = readFileSync(path.join(downloads, saved()[0] ?? ""), "utf8");
      assert.match(words, /<\/html>\s*$/u);
      return Promise.resolve(words);
    });
    await page.close();
    const file = path.join(world.folder, `handed-over-${language}.html`);
    writeFileSync(file, text);
    return file;
  };

  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    downloads = path.join(world.folder, "home/Downloads");
    mkdirSync(downloads, { recursive: true });
    const message = "My photos are my work: I am a photographer, and I sell them. Please keep them out of your models.";
    const anna = await addMember(world, { label: "Anna Berg", email: "anna@example.org", status: "received", message });
    await world.hostCall("objections.addEvent", {
      objectionId: anna,
      event: {
        id: randomUUID(),
        kind: "confirmed",
        at: ago(0.5).toISOString(),
        source: {
          by: "mail",
          authentication: "provider",
          sentence: "We will honour your objection for your public information.",
        },
        detail: sentences.join(" "),
        evidence: Buffer.from(mail).toString("base64"),
      },
    });
    await addMember(world, { label: "Anna Berg", platform: "instagram", email: "anna.insta@example.net", status: "overdue" });
    await addMember(world, { label: "Ben Berg", status: "declined" });
    await addMember(world, { label: "Maximiliane Sachsenmaier-Winterscheid", status: "overdue" });
    await addMember(world, { label: "Maximiliane Sachsenmaier-Winterscheid", platform: "instagram", status: "unsure" });
  });

  it("says on its first page who objected, what came of it and what is overdue, and fits any screen", async () => {
    const page = await ExtensionPage.openFile(world, await save("en"));
    const words = await page.waitForText(/Appendix: how this record can be checked/u);
    const first = words.slice(0, words.search(/Objection 1\s+Who objected/u));
    assert.match(first, /Who objected\s+Anna Berg[^]*Ben Berg[^]*Maximiliane/u);
    assert.match(first, /Confirmed by Meta[^]*came from Meta, according to the mail provider[^]*We will honour your objection/u);
    assert.match(first, /No answer recorded after one month[^]*Overdue/u);
    assert.match(first, /Declined by Meta[^]*We can’t process your objection\./u);
    assert.doesNotMatch(words.slice(0, words.indexOf("Appendix")), /\d\d:\d\d:\d\d|T\d\d:\d\d/u, "no times of machines");
    await holdsAtEveryWidth(page, "export");
    await page.close();
  });

  it("is read in the language of the authority", async () => {
    const page = await ExtensionPage.openFile(world, await save("de"), 360);
    const words = await page.waitForText(/Anhang: wie sich diese Aufzeichnung prüfen lässt/u);
    assert.match(words, /Wer widersprochen hat[^]*Von Meta bestätigt[^]*Überfällig[^]*Widerspruch 5/u);
    assert.equal(await page.isTooWide(), false);
    assert.deepEqual(await page.violations(), []);
    await page.picture("export-de-360");
    await page.setWidth(1000);
    await page.picture("export-de");
    await page.close();
  });

  it("is printed with a first page, a page for each objection, and an appendix", async () => {
    const page = await ExtensionPage.openFile(world, await save("en"));
    await page.waitForText(/Appendix/u);
    const breaks = await page.onPaper(() =>
      [...document.querySelectorAll("article, .appendix")].map((one) => getComputedStyle(one).breakBefore),
    );
    assert.deepEqual(new Set(breaks), new Set(["page"]));
    assert.equal(breaks.length, 6);
    const pdf = path.join("build/screenshots", browser, "export.pdf");
    mkdirSync(path.dirname(pdf), { recursive: true });
    writeFileSync(pdf, await page.printed());
    const paper = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" })
      .normalize("NFKC")
      .split("\f")
      .slice(0, -1);
    const [first = "", ...others] = paper;
    for (const words of [/Anna Berg/u, /Ben Berg/u, /Maximiliane/u, /Confirmed by Meta/u, /Overdue/u, /Objection 5/u, /12\(3\)/u])
      assert.match(first, words);
    const begins = (words: string) => others.filter((sheet) => sheet.trimStart().startsWith(words)).length;
    for (const number of [1, 2, 3, 4, 5]) assert.equal(begins(`Objection ${String(number)}\n`), 1);
    assert.equal(begins("Appendix: how this record can be checked"), 1);
    // Only Chromium knows the margins of pages.
    if (browser === "chromium") assert.match(first, /Demur\s+1\s*\/\s*\d+/u);
    await page.close();
  });

  it("holds each e-mail as a file, byte for byte, and shows nothing of it", async () => {
    const file = await save("en");
    assert.doesNotMatch(readFileSync(file, "utf8"), /mx-out\.facebook\.com/u);
    const page = await ExtensionPage.openFile(world, file);
    await page.waitForText(/Save the e-mail/u);
    await page.click("link", "Save the e-mail (1\u00a0kB)");
    await eventually(() => {
      const name = readdirSync(downloads).find((one) => one.endsWith(".eml"));
      assert.equal(readFileSync(path.join(downloads, name ?? "none"), "utf8"), mail);
      return Promise.resolve();
    });
    // The browser has not moved on.
    await page.waitForText(/Appendix/u);
    await page.close();
  });

  it("can be checked to the end by what it holds itself", async () => {
    const page = await ExtensionPage.openFile(world, await save("en"));
    await page.waitForText(/Appendix/u);
    const lines = await page.evaluate(() => [...document.querySelectorAll(".entries code")].map((one) => one.textContent));
    const entries = lines.map((line) => JSON.parse(line) as ExportedEntry);
    holds(entries.length > 10);
    assert.deepEqual(wrongEntries(entries), []);
    const digest = createHash("sha256").update(mail).digest("hex");
    holds(entries.some(({ evidenceSha256 }) => evidenceSha256 === digest));
    const altered = entries.map((entry) => (entry.kind === "declined" ? { ...entry, content: "We agree." } : entry));
    assert.equal(wrongEntries(altered).length, 1);
    await page.close();
  });
});
