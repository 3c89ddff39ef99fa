import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
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
    // The browser's language says nothing about where the person lives.
    assert.doesNotMatch(await page.waitForText(/Choose your country/u), /Dear Sir/u);
    await page.choose("Your country", "IE");
    const words = await page.waitForText(/Article 12\(3\) GDPR/u);
    assert.match(words, /How to send it\s+By post: [^\n]+\s+Registered post/u);
    assert.match(words, /Meta Platforms Ireland Limited/u);
    assert.match(words, /with the e-mail address anna@example\.org/u);
    assert.match(words, /not legal advice/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("letter-reminder");
    await page.type("Your name", "Anna Berg");
    await page.waitForText(/Yours faithfully,\s+Anna Berg/u);
    await page.click("button", "Copy");
    await page.waitForText(/The letter is copied/u);
    // What was copied is pasted into the field for the name, which takes one line.
    await page.click("textbox", "Your name");
    await page.pressWithControl("a");
    await page.pressWithControl("v");
    const pasted = await page.evaluate(() => document.querySelector<HTMLInputElement>("input[autocomplete=name]")?.value ?? "");
    assert.match(
      pasted,
      /^Anna Berg.*anna@example\.org.*Meta Platforms Ireland Limited.*Reminder: my objection of.*Article 12\(3\) GDPR.*Yours faithfully,\s*Anna Berg$/u,
    );
    await page.pressWithControl("a");
    await page.type("Your name", "Anna Berg");
    // A double click adds one event.
    await page.evaluate(() => {
      const sent = [...document.querySelectorAll("button")].find(({ innerText }) => innerText === "I have sent it");
      sent?.click();
      sent?.click();
    });
    await page.waitForText(/Noted in the record/u);
    const next = { kind: "note", at: new Date().toISOString(), detail: "After both presses." };
    await world.hostCall("objections.addEvent", { objectionId: id, event: { id: crypto.randomUUID(), ...next } });
    await eventually(async () => {
      assert.deepEqual(await kinds(), ["submitted", "reminded", "note"]);
    });
    await page.close();
  });

  it("has its fields on one line, also where only one of their labels needs two", async () => {
    const page = await ExtensionPage.open(world, `letter/letter.html#reminder/${id}`, 1000);
    await page.waitForText(/Your country/u);
    const boxes = await page.evaluate(() => {
      for (const label of document.querySelectorAll<HTMLElement>(".choices .field:last-child label"))
        label.textContent = "The address at which the post reaches you every day";
      const fields = [...document.querySelectorAll(".choices :is(select, input, textarea)")];
      return fields.map((one) => one.getBoundingClientRect()).map(({ top, height }) => ({ top, height }));
    });
    assert.equal(new Set(boxes.map(({ top }) => top)).size, 1, JSON.stringify(boxes));
    assert.equal(boxes[0]?.height, boxes[1]?.height);
    holds((boxes[2]?.height ?? 0) > (boxes[1]?.height ?? 0));
    await page.close();
  });

  const title = (page: ExtensionPage) => page.evaluate(() => document.title);

  it("asks before it is printed with gaps, and has the name of its subject", async () => {
    const page = await ExtensionPage.open(world, `letter/letter.html#reminder/${id}`, 360);
    await page.waitForText(/Still to fill in: \[your postal address\]/u);
    assert.match(await title(page), /^Reminder: my objection of/u);
    const coloured = () =>
      page.evaluate(() => [...(CSS.highlights.get("gap") ?? [])].map((range) => (range as Range).toString()));
    assert.deepEqual(await coloured(), ["[your postal address]"]);
    assert.deepEqual(await page.violations(), []);
    await page.picture("letter-gaps-360");
    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset["printed"] = "yes";
      };
    });
    const isPrinted = () => page.evaluate(() => document.body.dataset["printed"] === "yes");
    await page.click("button", "Print or save as PDF");
    await page.waitForText(/Fill it in\s+Print anyway/u);
    assert.equal(await isPrinted(), false);
    await page.click("button", "Fill it in");
    await page.type("Your postal address", "1 Main Street, Dublin");
    await eventually(async () => {
      assert.doesNotMatch(await page.waitForText(/1 Main Street, Dublin/u), /Still to fill in|Fill it in/u);
    });
    assert.deepEqual(await coloured(), []);
    await page.click("button", "Print or save as PDF");
    await eventually(async () => {
      assert.equal(await isPrinted(), true);
    });
    await page.close();
  });

  it("keeps what the person has changed, until its record is erased", async () => {
    const own = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a03";
    const objection = { id: own, formId: "712876720715583", platform: "facebook", email: "c@example.org", pageUrl: facebook };
    await world.hostCall("objections.record", { objection: { ...objection, submittedAt: submittedAt.toISOString() } });
    const open = async () => {
      const page = await ExtensionPage.open(world, `letter/letter.html#reminder/${own}`, 700);
      await page.waitForText(/You can change the words[^]*Yours faithfully/u);
      return page;
    };
    const page = await open();
    await page.click("textbox", "The letter");
    await page.pressWithControl("End");
    await page.type("The letter", " P.S. My cat is private.");
    const stored = () => page.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
    await eventually(async () => {
      assert.match(await stored(), /My cat is private\./u);
    });
    const again = await open();
    await again.waitForText(/My cat is private\./u);
    // What the person did not touch follows what they enter.
    await again.type("Your name", " Junior");
    await again.waitForText(/Berg Junior[^]*My cat is private\./u);
    await again.choose("Your country", "FR");
    await again.waitForText(/You have edited the letter[^]*My cat is private\./u);
    await again.choose("Your country", "IE");
    await again.close();
    const removal = { method: "objections.remove", params: { id: own }, heldUntil: 0 };
    await page.evaluate((entry) => chrome.storage.local.set({ "outbox/1/x": entry }), removal);
    await page.evaluate(() => chrome.runtime.sendMessage({ kind: "drain", ask: {} }));
    await eventually(async () => {
      assert.doesNotMatch(await stored(), /My cat|0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a03/u);
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
    // An English page, and the letter with everything that belongs to it in the language of the authority.
    const annex = () => page.evaluate(() => document.querySelector<HTMLElement>(".annex")?.innerText ?? "");
    assert.match(await annex(), /Nachweis meines Widerspruchs[^]*E-Mail-Adresse\s+anna@example\.org[^]*Nachricht an Meta/u);
    assert.match(await annex(), /Widerspruch abgeschickt[^]*Monatsfrist/u, "the oldest comes first");
    assert.doesNotMatch(await annex(), /\b(?:the|sent|with|of|at|by|Address|Where|Record)\b/u);
    assert.match(bavarian, /How to send it\s+Online: [^\n]+\s+By e-mail: [^\n]*lda\.bayern/u);
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
      ["AT", /Time limit for complaints: 12\smonths \(§\s24 Abs\.\s4 DSG\)\. \(uncertain: check its website\)/u],
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
    // More than fit in one answer of the program.
    for (let count = 0; count < 200; count += 1) await add("note", "Ask Tom.");
    await add("reminded", "By post.");
    const page = await ExtensionPage.open(world, `letter/letter.html#reminder/${id}`, 700);
    const words = await page.waitForText(
      /Record of my objection dated[^]*Objection sent[^]*Reminder sent[^]*Reminder sent to Meta\s+By post\.[^]*Record number 0b6cf9a2/u,
    );
    assert.doesNotMatch(words, /Ask Tom/u, "the person's notes are their own");
    const printed = await page.onPaper(() =>
      [...document.querySelectorAll<HTMLElement>("body > *, main > *, .written > *")]
        .filter((one) => one.checkVisibility() && !one.matches("main, .written"))
        .map((one) => one.className),
    );
    assert.deepEqual(printed, ["paper", "annex"]);
    const space = () => parseFloat(getComputedStyle(document.querySelector(".paper > :last-child") ?? document.body).marginTop);
    const [onScreen, onPaper] = [await page.evaluate(space), await page.onPaper(space)];
    assert.equal(
      onScreen === 0 && onPaper > 40,
      true,
      `room to sign: ${String(onScreen)} on the screen, ${String(onPaper)} on paper`,
    );
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
