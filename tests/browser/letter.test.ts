import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { facebook } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const id = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a01";
const submittedAt = new Date(Date.now() - 45 * 24 * 60 * 60 * 1000);

describe(`a letter in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    const objection = {
      id,
      formId: "712876720715583",
      platform: "facebook",
      email: "anna@example.org",
      message: "My photos are my work.",
      pageUrl: facebook,
      submittedAt: submittedAt.toISOString(),
    };
    await world.hostCall("objections.record", { objection });
  });

  const kinds = async (): Promise<string[]> => {
    const { events } = await world.hostCall("objections.get", { id });
    return (events as { kind: string }[]).map(({ kind }) => kind);
  };

  it("reminds Meta of an objection that is overdue, and is noted in the record when it was sent", async () => {
    const page = await ExtensionPage.open(world, `letter/letter.html#reminder/${id}`, 700);
    const words = await page.waitForText(/Article 12\(3\) GDPR/u);
    assert.match(words, /Meta Platforms Ireland Limited/u);
    assert.match(words, /with the e-mail address anna@example\.org/u);
    assert.match(words, /not legal advice/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("letter-reminder");
    await page.type("Your name", "Anna Berg");
    await page.waitForText(/Yours faithfully,\s+Anna Berg/u);
    await page.click("button", "Copy");
    await page.waitForText(/The letter is copied/u);
    // What was copied is pasted where the name stands, which holds one line.
    await page.click("textbox", "Your name");
    await page.pressWithControl("a");
    await page.pressWithControl("v");
    const pasted = await page.evaluate(() => document.querySelector<HTMLInputElement>("input[autocomplete=name]")?.value ?? "");
    assert.match(
      pasted,
      /^Meta Platforms Ireland Limited.*Reminder: my objection of.*Article 12\(3\) GDPR.*Yours faithfully,\s*Anna Berg$/u,
    );
    await page.pressWithControl("a");
    await page.type("Your name", "Anna Berg");
    await page.click("button", "I have sent it");
    await page.waitForText(/Noted in the record/u);
    await eventually(async () => {
      assert.deepEqual(await kinds(), ["submitted", "reminded"]);
    });
    await page.close();
  });

  it("complains to the authority of where the person lives", async () => {
    const page = await ExtensionPage.open(world, `letter/letter.html#complaint/${id}`, 360);
    await page.waitForText(/Your country/u);
    await page.choose("Your country", "NL");
    const dutch = await page.waitForText(/Autoriteit Persoonsgegevens/u);
    assert.match(dutch, /anna@example\.org/u);
    await page.choose("Your country", "DE");
    await page.choose("Your state", "DE-BY");
    const bavarian = await page.waitForText(/Bayerisches Landesamt für Datenschutzaufsicht/u);
    assert.match(bavarian, /My photos are my work\./u);
    assert.match(bavarian, /Anna Berg/u);
    assert.deepEqual(await page.violations(), []);
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    const hyphens = await page.evaluate(() => [
      ...new Set([...document.querySelectorAll(".paper *, .annex *")].map((one) => getComputedStyle(one).hyphens)),
    ]);
    assert.deepEqual(hyphens, ["manual"], "a hyphen would change an address");
    for (const [country, asks] of [
      ["PL", /What it asks for, according to public sources \(checked on 23\sNov[^]*A recognised electronic signature/u],
      ["DK", /contacted Meta first[^]*Language: Danish[^]*no archives, programs, recordings or links[^]*It sends Meta a copy/u],
      ["AT", /Time limit for complaints: 12\smonths \(§ 24 Abs\. 4 DSG\)\. \(uncertain: check its website\)/u],
    ] as const) {
      await page.choose("Your country", country);
      await page.waitForText(asks);
    }
    // There the reminder is a complaint to Meta, which has 30 days to acknowledge it.
    await page.choose("Your country", "GB");
    await page.waitForText(/Meta has until .* to answer/u);
    await page.choose("Your country", "NL");
    await page.picture("letter-complaint-320");
    await page.close();
  });

  it("is one document on paper: the letter, behind it the record, and nothing else", async () => {
    const add = (kind: string, detail: string) =>
      world.hostCall("objections.addEvent", {
        objectionId: id,
        event: { id: randomUUID(), kind, at: new Date().toISOString(), detail },
      });
    // More than come in one answer of the program.
    for (let count = 0; count < 200; count += 1) await add("note", "Ask Tom.");
    await add("reminded", "By post.");
    const page = await ExtensionPage.open(world, `letter/letter.html#reminder/${id}`, 700);
    const words = await page.waitForText(
      /Record of my objection dated[^]*You reminded Meta\s+By post\.[^]*You reminded Meta[^]*You sent it[^]*Record 0b6cf9a2/u,
    );
    assert.doesNotMatch(words, /Ask Tom/u, "the person's notes are their own");
    const printed = await page.onPaper(() =>
      [...document.querySelectorAll<HTMLElement>("body > *, main > *, .written > *")]
        .filter((one) => one.checkVisibility() && !one.matches("main, .written"))
        .map((one) => one.className),
    );
    assert.deepEqual(printed, ["paper", "annex"]);
    await page.close();
  });

  it("is not written before its time", async () => {
    const fresh = "1b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a02";
    const objection = {
      id: fresh,
      platform: "facebook",
      email: "b@example.org",
      pageUrl: facebook,
      submittedAt: new Date().toISOString(),
    };
    await world.hostCall("objections.record", { objection: { ...objection, formId: "712876720715583" } });
    const page = await ExtensionPage.open(world, `letter/letter.html#complaint/${fresh}`, 700);
    await page.waitForText(/Meta has until .* to answer/u);
    await page.close();
  });
});
