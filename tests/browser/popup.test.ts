import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TargetType, type Page } from "puppeteer-core";
import { chromiumId, World } from "./harness/world.ts";

const browser = process.env["DEMUR_BROWSER"] ?? "chromium";

/** Opens one of Demur's pages in a tab of the given width and waits for words in it. */
async function openPage(world: World, name: string, width: number, words: RegExp): Promise<Page> {
  const page = await world.browser.newPage();
  await page.setViewport({ width, height: 640, deviceScaleFactor: 2 });
  await page.goto(`chrome-extension://${chromiumId}/${name}`);
  await page.bringToFront();
  await page.waitForFunction((source) => new RegExp(source, "u").test(document.body.innerText), {}, words.source);
  return page;
}

/** What the toolbar button says in the tab in front. */
async function toolbarButton(world: World): Promise<{ text: string; title: string }> {
  const target = await world.browser.waitForTarget((candidate) => candidate.type() === TargetType.SERVICE_WORKER);
  const worker = await target.worker();
  if (!worker) throw new Error("The background page is not there");
  return worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const tabId = tab?.id ?? -1;
    return { text: await chrome.action.getBadgeText({ tabId }), title: await chrome.action.getTitle({ tabId }) };
  });
}

/** Firefox lets no driver into an extension's own pages, short of system access. */
const options = { skip: browser !== "chromium" };

describe("Demur's pages", options, () => {
  let world: World;
  before(async () => {
    world = await World.open({ browser: "chromium", host: "present" });
  });
  after(async () => {
    await world.close();
  });

  it("the popup of the first time says what to do next", async () => {
    const page = await openPage(world, "popup/popup.html", 360, /Start: about two minutes/u);
    await world.picture(page, "popup-first-run");
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > 360);
    assert.equal(isWide, false);
    await page.close();
  });

  it("the welcome page keeps accounts, after checking their addresses", async () => {
    const page = await openPage(world, "welcome/welcome.html#3", 640, /Your accounts/u);
    const [name, facebook] = await page.$$("input");
    await name?.type("Anna");
    await facebook?.type("anna@");
    await page.locator("button.main").click();
    await page.waitForSelector("[aria-invalid=true]");
    await world.picture(page, "welcome-accounts");
    await facebook?.type("example.org");
    await page.locator("button.main").click();
    const opened = await world.browser.waitForTarget((target) => target.url().includes("/help/contact/712876720715583"));
    assert.ok(opened);
    const { accounts } = await world.hostCall("accounts.list");
    assert.deepEqual(
      (accounts as { label: string; emails: string[] }[]).map(({ label, emails }) => [label, ...emails]),
      [["Anna", "anna@example.org"]],
    );
  });

  it("the popup has a line for each account, and one click says that the e-mail has come", async () => {
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
    const { page: form, banner } = await world.visit("https://www.facebook.com/help/contact/712876720715583");
    await banner.waitFor("This is Meta’s objection form");
    assert.deepEqual(await toolbarButton(world), { text: "•", title: "Demur: This is Meta’s objection form" });
    await form.click("button[type=submit]");
    await banner.waitFor("Meta has received your objection");
    assert.deepEqual(await toolbarButton(world), { text: "•", title: "Demur: Your objection is sent" });
    await form.reload();
    await banner.waitFor("You have already objected");
    assert.deepEqual(await toolbarButton(world), { text: "✓", title: "Demur: You have already objected" });
    await form.close();
    const page = await openPage(world, "popup/popup.html", 360, /Anna on Facebook/u);
    await world.picture(page, "popup-waiting");
    await page.locator("::-p-text(I have the e-mail)").click();
    await page.locator("::-p-text(Yes, it does)").click();
    await page.waitForFunction(() => document.body.innerText.includes("Confirmed by Meta on"));
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await world.picture(page, "popup-confirmed-dark");
    const { objections } = await world.hostCall("objections.list");
    assert.deepEqual(
      (objections as { status: string }[]).map(({ status }) => status),
      ["confirmed"],
    );
    await page.close();
  });

  it("the history shows an entry, and removes it only when asked twice", async () => {
    const page = await openPage(world, "history/history.html", 1000, /One objection/u);
    await page.locator(".entries a").click();
    await page.waitForFunction(() => document.body.innerText.includes("What happened"));
    await world.picture(page, "history-entry");
    await page.locator("button.link").click();
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog:not([open])");
    assert.equal(((await world.hostCall("objections.list")) as { total: number }).total, 1);
    await page.locator("button.link").click();
    await page.locator("dialog button:last-of-type").click();
    await page.waitForFunction(() => document.body.innerText.includes("No objections yet"));
    assert.equal(((await world.hostCall("objections.list")) as { total: number }).total, 0);
    assert.equal((await world.hostCall("history.verify"))["intact"], true);
  });
});

describe("the popup without the host", options, () => {
  it("says what is missing and the one command that mends it", async () => {
    const world = await World.open({ browser: "chromium", host: "missing" });
    try {
      world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
      const { page: form, banner } = await world.visit("https://www.facebook.com/help/contact/712876720715583");
      await banner.waitFor("This is Meta’s objection form");
      await form.click("button[type=submit]");
      await banner.waitFor("Your history can’t be kept yet");
      const page = await openPage(world, "popup/popup.html", 360, /demur-host register/u);
      await world.picture(page, "popup-host-missing");
      world.installHost();
      await page.locator("::-p-text(Try again)").click();
      await page.waitForFunction(() => document.body.innerText.includes("One objection waits for Meta"));
    } finally {
      await world.close();
    }
  });
});
