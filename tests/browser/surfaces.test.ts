import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { listingTexts, storeLimit } from "../fixtures/store-limits.ts";
import { wordsIn } from "./harness/catalogue.ts";
import { drawSurface } from "./harness/draw-sheets.ts";
import { eventually } from "./harness/eventually.ts";
import { addMember, forgetEverybody, type Reached } from "./harness/family.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { listingIn, writeListing } from "./harness/listing.ts";
import { ExtensionPage } from "./harness/page.ts";
import { Shared } from "./harness/shared.ts";
import { surfaces } from "./harness/surfaces.ts";
import { root, type World } from "./harness/world.ts";

/** The pages are the same document in both browsers; only Chromium takes pictures fast and lets a page speak another language. */
const options = { skip: (process.env["DEMUR_BROWSER"] ?? "chromium") !== "chromium" };

/** The words of the popup's main button for the first account, or undefined where there is nothing to do but wait. */
const mainButtons: Partial<Record<Reached, string>> = {
  none: "Open the form",
  overdue: "Remind Meta",
  "confirmation-late": "I have the e-mail",
  "needs-answer": "View the record",
  answered: "View the record",
  declined: "Open the form again",
  "not-finished": "Open the form again",
  "not-sent": "Open the form again",
};

const mainButtonOf = (page: ExtensionPage) =>
  page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>(".button.main")];
    return buttons.map((button) => button.innerText.replace(/\s*\(.*\)$/u, "").trim());
  });

const heightOf = (page: ExtensionPage) => page.evaluate(() => document.body.getBoundingClientRect().height);

describe("the popup", options, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser: "chromium", host: "present" });
  });

  it("has one filled button for the one next step, whatever it is", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Start/u);
    for (const status of [
      "none",
      "overdue",
      "confirmation-late",
      "needs-answer",
      "answered",
      "declined",
      "not-finished",
    ] as const) {
      await forgetEverybody(world);
      await addMember(world, { label: "Ilse", status: "confirmed" });
      await addMember(world, { label: "Anna", platform: "instagram", status });
      await popup.reload();
      await popup.waitForText(/Anna[^]*Ilse/u);
      assert.deepEqual(await mainButtonOf(popup), [mainButtons[status]], status);
      assert.deepEqual(await popup.violations(), [], status);
    }
    for (const status of ["submitted", "received", "unsure"] as const) {
      await forgetEverybody(world);
      await addMember(world, { label: "Anna", status });
      await popup.reload();
      await popup.waitForText(/Anna/u);
      assert.deepEqual(await mainButtonOf(popup), [], status);
    }
    await popup.close();
  });

  it("shows at most four accounts, and asks in place what the e-mail says", async () => {
    await forgetEverybody(world);
    for (const status of ["overdue", "received", "confirmed", "none", "not-finished", "needs-answer"] as const)
      await addMember(world, { label: `Anna ${status}`, status });
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Anna needs-answer[^]*Anna overdue[^]*Anna not-finished[^]*Anna none[^]*All 6 accounts/u);
    assert.deepEqual(await mainButtonOf(popup), ["View the record"]);
    await popup.click("button", "I have the e-mail");
    await popup.waitForText(/Does the e-mail say[^]*Add Meta’s e-mail/u);
    assert.deepEqual(await popup.violations(), []);
    await popup.close();
  });

  it("has room for two accounts and others’ posts in 570 pixels", async () => {
    await forgetEverybody(world);
    await addMember(world, { label: "Anna", status: "confirmed" });
    await addMember(world, { label: "Anna", platform: "instagram", email: "anna@example.net", status: "received" });
    const shared = new Shared(world);
    await shared.crowd(5);
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    const heights: number[] = [];
    for (const language of ["en", "de"]) {
      await popup.speak(language);
      await popup.reload();
      await popup.waitForText(/Facebook[^]*5/u);
      const height = await heightOf(popup);
      heights.push(height);
    }
    await popup.close();
    assert.ok(
      heights.every((height) => height <= 570),
      heights.join(", "),
    );
  });
});

describe("the history", options, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser: "chromium", host: "present" });
  });

  it("looks meant with no objection, one and five", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.waitForText(/No objections yet/u);
    assert.equal(await page.exists(".card h1"), false);
    assert.deepEqual(await page.violations(), [], "empty");
    await addMember(world, { label: "Anna", status: "received" });
    await page.reload();
    await page.waitForText(/One objection is waiting/u);
    assert.deepEqual(await page.violations(), [], "one");
    for (const status of ["confirmed", "overdue", "declined", "none", "not-finished"] as const)
      await addMember(world, { label: `Oma ${status}`, status });
    await page.reload();
    await page.waitForText(/One of 6 accounts/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".copy-menu summary")?.click());
    await page.waitForText(/Complete, for another computer[^]*for a spreadsheet/u);
    assert.deepEqual(await page.violations(), [], "five");
    await page.press("Escape");
    for (const language of ["en", "de"]) {
      await page.speak(language);
      await page.setWidth(1000);
      await page.reload();
      await page.click("button", wordsIn(language, "recordCheck"));
      await page.waitFor(".list-foot .verdict svg");
      const middles = await page.evaluate(() =>
        [...document.querySelectorAll(".list-foot > div:first-child :is(a, button), .list-foot summary")].map((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return (top + bottom) / 2;
        }),
      );
      assert.ok(Math.max(...middles) - Math.min(...middles) < 4, `the foot is one row in ${language}: ${middles.join(", ")}`);
    }
    await page.close();
  });

  it("says of what was never sent that it was begun, and awaits no e-mail for it", async () => {
    for (const status of ["not-finished", "not-sent"] as const) {
      const id = await addMember(world, { label: "Cora", status });
      const page = await ExtensionPage.open(world, `history/history.html#entry/${id}`, 1200);
      const words = await page.waitForText(/What happened/u);
      assert.match(words, /You began on [^\n]+ · cora@example\.org/u, status);
      assert.doesNotMatch(words, /Sent on|No e-mail after|Deadlines/u, status);
      assert.deepEqual(await mainButtonOf(page), ["Open the form again"], status);
      await page.close();
    }
  });

  it("shows in an entry what Meta wrote, the words of each day below its tick, and no number for a machine", async () => {
    for (const status of ["overdue", "received", "declined", "needs-answer", "answered", "unsure"] as const) {
      const id = await addMember(world, { label: `Ben ${status}`, status, message: "I don’t want my photos to train AI." });
      const page = await ExtensionPage.open(world, `history/history.html#entry/${id}`, 1200);
      const words = await page.waitForText(/What happened/u);
      assert.doesNotMatch(words, /[0-9a-f]{8}-[0-9a-f]{4}-/u);
      assert.equal(/You began on/u.test(words), status === "unsure", "Sent is said only where it is known");
      if (status === "needs-answer") assert.match(words, /Next: answer Meta[^]*Which account is this about\?[^]*Deadlines/u);
      const offTick = await page.evaluate(() => {
        const ticks = [...document.querySelectorAll(".deadline-bar .line")].map((line) => line.getBoundingClientRect().left);
        const items = [...document.querySelectorAll(".deadlines li")].slice(1);
        return items.filter((item, index) => {
          const { left, right } = item.getBoundingClientRect();
          const edge = item.classList.contains("ends") ? right : left;
          return Math.abs(edge - (ticks[index] ?? 0)) > 6;
        }).length;
      });
      assert.equal(offTick, 0, status);
      const [button] = await page.evaluate(() =>
        [...document.querySelectorAll(".next .actions.all > *")].map((one) => one.getBoundingClientRect().bottom),
      );
      const rows = await page.evaluate(() => document.querySelector(".next .actions.all")?.getBoundingClientRect().bottom);
      if (status === "overdue")
        assert.ok(Math.abs((rows ?? 0) - (button ?? 0)) < 12, "the actions of an overdue one stand in one row");
      assert.deepEqual(await page.violations(), [], status);
      if (status === "overdue") await page.picture("entry-overdue");
      await page.close();
    }
  });
});

describe("the settings", options, () => {
  it("change accounts and own texts where they are, with nothing else opened", async () => {
    const world = await freshWorld({ browser: "chromium", host: "present" });
    await addMember(world, { label: "Anna", status: "confirmed" });
    await addMember(world, { label: "Ben", platform: "instagram", status: "none" });
    const draft = {
      id: "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a31",
      title: "I draw.",
      language: "en",
      text: "I draw.\nFor a living.",
    };
    await world.hostCall("drafts.save", { draft });
    const page = await ExtensionPage.open(world, "history/history.html#settings", 1200);
    await page.waitForText(/Anna on Facebook[^]*Your own texts\s+I draw\./u);
    assert.deepEqual(await page.violations(), [], "settings");
    await page.click("button", "Add or change accounts");
    await page.waitForText(/Save it\s+Cancel/u);
    assert.equal(await page.evaluate(() => document.querySelectorAll(".people details[open]").length), 1);
    await page.evaluate(() => document.querySelectorAll<HTMLInputElement>(".people details[open] input[type=email]")[0]?.focus());
    await page.keys("ben@example.org");
    assert.deepEqual(await page.violations(), []);
    await page.click("button", "Save it");
    await page.waitForText(/Ben on Facebook\s+ben@example\.org/u);
    const tabs = await page.evaluate(() => chrome.tabs.query({ url: "https://*.facebook.com/*" }));
    assert.equal(tabs.length, 0);
    await page.evaluate(() => {
      const text = [...document.querySelectorAll("summary")].find(({ textContent }) => textContent === "I draw.");
      text?.click();
      text?.parentElement?.querySelector("textarea")?.focus();
    });
    await page.pressWithControl("Home");
    await page.keys("Yes: ");
    await page.click("button", "Save it");
    // That the account is saved was said in the same words.
    await eventually(async () => {
      const { drafts } = await world.hostCall("drafts.list");
      assert.deepEqual(
        (drafts as { title: string; text: string }[]).map(({ title, text }) => [title, text]),
        [["Yes: I draw.", "Yes: I draw.\nFor a living."]],
      );
    });
    await page.waitForText(/Saved\./u);
    await page.setWidth(360);
    assert.equal(await page.isTooWide(), false);
    await page.close();
  });
});

describe("every page but the welcome", options, () => {
  /** What the header says, where its links lead, and which of them is where the person is. */
  function headerOf(): { words: string; links: string[]; current: string | undefined; ends: string } {
    const header = document.querySelector<HTMLElement>("body > header");
    const links = [...(header?.querySelectorAll("a") ?? [])];
    return {
      words: header?.innerText ?? "",
      links: links.map(({ href }) => new URL(href).pathname + new URL(href).hash),
      current: links.find((link) => link.hasAttribute("aria-current"))?.innerText,
      ends: document.querySelector("body > footer")?.textContent ?? "",
    };
  }

  it("has the same header, with the item marked that it belongs to", async () => {
    const world = await freshWorld({ browser: "chromium", host: "present" });
    const entry = await addMember(world, { label: "Anna", status: "overdue" });
    const places = {
      "history/history.html": "Overview",
      "history/history.html#settings": "Settings",
      [`history/history.html#entry/${entry}`]: "Overview",
      [`letter/letter.html#reminder/${entry}`]: "Overview",
      "mail/mail.html": "Overview",
      "seen/seen.html": undefined,
      "uses/uses.html": undefined,
    };
    for (const [address, current] of Object.entries(places)) {
      const page = await ExtensionPage.open(world, address, 1000);
      await page.waitFor("h1");
      const header = await page.evaluate(headerOf);
      assert.equal(header.current, current, address);
      assert.match(header.words, /^Demur\s+Overview\s+Tagged by others\s+Settings\s+Demur itself sends nothing\.$/u, address);
      assert.deepEqual(
        header.links,
        ["#", "#tagged", "#settings"].map((to) => `/history/history.html${to === "#" ? "" : to}`),
      );
      assert.equal(header.ends, "Demur itself sends nothing.");
      await page.setWidth(360);
      await page.click("button", "Menu");
      await page.click("link", "Settings");
      await page.waitForText(/What is kept where/u);
      await page.close();
    }
  });
});

describe("a contact sheet", options, () => {
  it("shows a surface in each of its states, as ./check --sheets draws all of them", async () => {
    const world = await freshWorld({ browser: "chromium", host: "present" });
    const file = path.join(root, "build/screenshots/chromium/sheets/en/welcome.png");
    rmSync(file, { force: true });
    const welcome = surfaces.find(({ name }) => name === "welcome");
    assert.ok(welcome, "no such surface");
    await drawSurface(world, welcome, "en");
    assert.ok(existsSync(file), file);
  });
});

describe("a store’s listing", options, () => {
  const languages = readdirSync(path.join(root, "extension/_locales"));

  it("fits the stores in every language, and is all words", () => {
    for (const language of languages)
      for (const name of listingTexts) {
        const text = listingIn(language)[name];
        assert.ok(text.length <= storeLimit(name), `${language}: ${name} has ${String(text.length)} characters`);
        assert.doesNotMatch(text, /[$<>]/u, language);
      }
  });

  it("has its texts and screenshots, as ./check --listings writes them", async () => {
    const world = await freshWorld({ browser: "chromium", host: "present" });
    const folder = path.join(root, "build/listings/en");
    rmSync(folder, { recursive: true, force: true });
    await writeListing(world, "en");
    assert.deepEqual(readdirSync(folder).sort(), [
      ...["1-form.png", "2-history.png", "3-record.png"],
      ...["description.txt", "name.txt", "summary.txt"],
    ]);
  });
});

/** Every language that the extension has, in one browser: a page looks its words up in the catalogue that a test gives it. */
describe("no surface overflows", options, () => {
  const languages = readdirSync(path.join(root, "extension/_locales"));

  /** What is cut off, runs into something else, or makes the page scroll sideways. */
  function faults(): string[] {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["scrolls sideways"] : [];
    const boxes = [
      ...document.querySelectorAll<HTMLElement>(".button, .link, .chip, h1, h2, th, td, label, .filter, .word"),
    ].filter(
      (one) =>
        one.getClientRects().length === 1 &&
        !one.closest(".hidden, [hidden], .chart thead") &&
        getComputedStyle(one).display !== "inline",
    );
    const cut = boxes.filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1);
    const ends = [...document.querySelectorAll<HTMLElement>(".chart .word")].map((word) => word.getBoundingClientRect());
    const met = ends.slice(1).filter(({ left, width }, index) => width > 0 && left < (ends[index]?.right ?? 0));
    return [...wide, ...cut.map((one) => `cut off: ${one.textContent}`), ...met.map(() => "words of the axis meet")];
  }

  it("in any language, at 320, 360 and 1000 pixels and with text of twice the size", async () => {
    const world = await freshWorld({ browser: "chromium", host: "present" });
    for (const status of ["overdue", "confirmed", "none", "declined", "not-finished"] as const)
      await addMember(world, { label: `Maximiliane ${status}`, status });
    const entry = await addMember(world, { label: "Ilse", status: "needs-answer", message: "Mine." });
    const found: string[] = [];
    for (const address of [
      "popup/popup.html",
      "welcome/welcome.html#1",
      "welcome/welcome.html#3",
      "history/history.html",
      `history/history.html#entry/${entry}`,
      "history/history.html#settings",
      "history/history.html#tagged",
      `letter/letter.html#reminder/${entry}`,
      "uses/uses.html",
    ]) {
      const page = await ExtensionPage.open(world, address);
      for (const language of languages) {
        await page.speak(language);
        await page.reload();
        await page.waitFor("h1, h2");
        for (const [width, size] of [
          [320, 100],
          [360, 100],
          [1000, 100],
          [640, 200],
          [1000, 200],
        ] as const) {
          await page.setWidth(width);
          await page.evaluate((percent) => {
            document.documentElement.style.fontSize = `${String(percent)}%`;
          }, size);
          for (const fault of await page.evaluate(faults))
            found.push(`${address.replace(entry, "ID")} in ${language} at ${String(width)}, ${String(size)} %: ${fault}`);
        }
      }
      await page.close();
    }
    assert.deepEqual(found, []);
  });
});
