import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { closePopup, openPopup, pressToolbarButton, toolbarButton } from "./harness/toolbar.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const facebook = "https://www.facebook.com/help/contact/712876720715583";

describe(`the popup in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
  });

  it("says the first time what to do next", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Start \(about two minutes\)/u);
    assert.equal(await popup.isTooWide(), false);
    await popup.picture("popup-first-run");
    await popup.close();
  });

  it("opens from the toolbar, and answers for the page that it was opened on", async () => {
    const desk = await ExtensionPage.open(world, "history/history.html");
    const { page: form, banner } = await world.visit(facebook);
    await banner.waitFor("This is Meta’s objection form");
    await pressToolbarButton(world, form);
    const popup = await eventually(async () => {
      const open = await openPopup(desk);
      assert.match(open?.words ?? "", /^Demur\nHistory\nThis is Meta’s objection form\n\nIs anna@example\.org the address/u);
      return open;
    });
    holds(popup && popup.width >= 360);
    await closePopup(desk);
    await form.close();
    await desk.close();
  });

  for (const [what, address, words] of [
    [
      "warns of a page that only looks like Meta’s",
      "https://evil.example/help/contact/712876720715583",
      /This is not Meta’s form[^]*evil\.example/u,
    ],
    [
      "says on Meta’s page on how to object which way is the one",
      "https://www.meta.com/help/quest/126192406164229/",
      /Privacy Rights Request[^]*the one that your account is on/u,
    ],
  ] as const)
    it(what, async () => {
      const desk = await ExtensionPage.open(world, "history/history.html");
      const { page } = await world.visit(address);
      await pressToolbarButton(world, page);
      await eventually(async () => {
        assert.match((await openPopup(desk))?.words ?? "", words);
      });
      await closePopup(desk);
      await page.close();
      await desk.close();
    });

  it("chooses the file of an e-mail where the browser lets it: Firefox closes a popup that opens a window for it", async () => {
    const desk = await ExtensionPage.open(world, "history/history.html");
    const { page: form } = await world.visit("https://elsewhere.example/");
    await pressToolbarButton(world, form);
    const choose = () =>
      desk.evaluate(() => {
        const [popup] = chrome.extension.getViews({ type: "popup" });
        const places = [...(popup?.document.querySelectorAll<HTMLElement>(".mail-box .actions > *") ?? [])];
        const place = places.find((one) => one.textContent === "Choose a file");
        place?.click();
        return place?.tagName;
      });
    await eventually(async () => {
      assert.equal(await choose(), browser === "firefox" ? "BUTTON" : "LABEL");
    });
    if (browser === "firefox")
      await eventually(async () => {
        const tabs = await desk.evaluate(() => chrome.tabs.query({ url: chrome.runtime.getURL("history/history.html*") }));
        holds(tabs.some(({ url }) => url?.endsWith("#mail")));
      });
    await closePopup(desk);
    await form.close();
    await desk.close();
    const mail = await ExtensionPage.open(world, "history/history.html#mail", 700);
    await mail.waitForText(/Add Meta’s e-mail[^]*Choose a file/u);
    assert.deepEqual(await mail.violations(), []);
    await mail.close();
  });

  it("shows what Demur saw of a page, whole, before it is saved", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    const { page: form, banner } = await world.visit(`${facebook}?ref=secret`);
    await banner.waitFor("This is Meta’s objection form");
    await form.type("textarea", "My secret reason");
    await popup.reload();
    await popup.waitForText(/Save what Demur saw/u);
    // The popup is a tab here, behind the form's, where a mouse click would not reach it.
    await popup.evaluate(() => {
      const offer = [...document.querySelectorAll("button")].find(({ innerText }) => innerText === "Save what Demur saw");
      offer?.click();
    });
    const seen = await eventually(async () => {
      const page = await ExtensionPage.open(world, "seen/seen.html", 1000);
      if (await page.exists("textarea")) return page;
      await page.close();
      throw new Error("Nothing was seen yet");
    });
    const text = await seen.evaluate(() => document.querySelector("textarea")?.value ?? "");
    assert.match(
      text,
      /^What Demur saw of a page, format 1\ndemur: [^]*banner: [a-z-]+\nurl: https:\/\/www\.facebook\.com\/help\/contact\/\d+\n/u,
    );
    assert.match(text, /form: a <form>[^]*Object to Your Information Being Used for AI at Meta/u);
    assert.doesNotMatch(text, /secret|anna/iu);
    assert.deepEqual(await seen.violations(), []);
    await seen.picture("seen");
    await seen.close();
    await form.close();
    // If it can, the popup closes itself when it opens a page.
    await popup.close().catch(() => undefined);
  });

  it("shows on a form what the banner says, also when the banner was closed", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    const { page: form, banner } = await world.visit(facebook);
    await banner.waitFor("This is Meta’s objection form");
    await banner.press("Close");
    await popup.reload();
    const words = await popup.waitForText(
      /This is Meta’s objection form\s+Is anna@example\.org the address of your Facebook account\?/u,
    );
    assert.match(words, /It’s another one[^]*press “Show” there/u);
    // One answer, and nothing that leads away from the form.
    assert.doesNotMatch(words, /Start \(about two minutes\)|straight to Meta’s form/u);
    assert.equal(await popup.evaluate(() => document.querySelectorAll("h1").length), 1);
    assert.equal(await popup.exists(".button.main"), false);
    assert.deepEqual(await popup.violations(), []);
    await popup.picture("popup-on-form");
    await form.close();
    await popup.close();
  });

  it("has a line for each account, and one click says that the e-mail has come", async () => {
    await world.hostCall("accounts.save", { account: { platform: "facebook", label: "Anna", emails: ["anna@example.org"] } });
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/One account has no objection yet/u);
    await popup.picture("popup-object");
    const says = (text: string, title: string) =>
      eventually(async () => {
        assert.deepEqual(await toolbarButton(popup), { text, title });
      });
    const { page: form, banner } = await world.visit(facebook);
    await banner.waitFor("This is Meta’s objection form");
    await says("•", "Demur: This is Meta’s objection form");
    await form.click("button[type=submit]");
    await banner.waitFor("Meta has received your objection");
    await says("•", "Demur: Your objection is sent");
    await form.reload();
    await banner.waitFor("You have already objected");
    await says("✓", "Demur: You have already objected");
    await form.close();

    await popup.reload();
    await popup.waitForText(/One objection is waiting for Meta[^]*Anna on Facebook[^]*Received by Meta today/u);
    await popup.picture("popup-waiting");
    await popup.click("button", "I have the e-mail");
    await popup.waitForText(/Does the e-mail say/u);
    await popup.picture("popup-waiting-question");
    assert.deepEqual(await popup.violations(), []);
    const tops = await popup.evaluate(() =>
      [...document.querySelectorAll(".have-mail .button")].map((button) => button.getBoundingClientRect().top),
    );
    assert.equal(tops[0], tops[1], "“Yes, it does” and “Cancel” stand side by side");
    await popup.click("button", "No, Meta wants more information");
    await popup.waitForText(/One objection needs your attention[^]*Meta has a question\n/u);
    assert.equal(await popup.exists(".button.main"), true);
    await popup.click("button", "I have the e-mail");
    await popup.click("button", "Yes, it does");
    await popup.waitForText(/Your objection is confirmed[^]*Anna on Facebook\s+Confirmed\n/u);
    await popup.picture("popup-confirmed");
    const { objections } = await world.hostCall("objections.list");
    assert.deepEqual(
      (objections as { status: string }[]).map(({ status }) => status),
      ["confirmed"],
    );
    await popup.setColourScheme("dark");
    assert.equal(await popup.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(27, 34, 33)");
    await popup.picture("popup-dark");
    await popup.setColourScheme("light");
    await popup.setWidth(320);
    assert.equal(await popup.isTooWide(), false);
    await popup.picture("popup-320");
    await popup.close();
  });

  it("says how far the person is where the accounts differ, and leaves the form out where it is open", async () => {
    await world.hostCall("accounts.save", { account: { platform: "instagram", label: "Anna", emails: ["anna@example.net"] } });
    const objection = {
      id: randomUUID(),
      formId: "767264225370182",
      platform: "instagram",
      email: "anna@example.net",
      pageUrl: "https://help.instagram.com/contact/767264225370182",
      submittedAt: new Date(Date.now() - 86_400_000).toISOString(),
    };
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/One of 2 accounts is confirmed\s+One has no objection yet\./u);
    assert.equal(await popup.exists(".rows a"), true);
    await world.hostCall("objections.record", { objection });
    await popup.reload();
    await popup.waitForText(/One objection confirmed, one waiting for Meta\s+Nothing to do[^]*Sent yesterday/u);
    await world.hostCall("objections.addEvent", {
      objectionId: objection.id,
      event: { id: randomUUID(), kind: "declined", at: new Date().toISOString() },
    });
    await popup.reload();
    await popup.waitForText(/What now\?/u);
    assert.deepEqual(await popup.violations(), []);
    await popup.picture("popup-declined");
    await world.hostCall("objections.remove", { id: objection.id });
    objection.id = randomUUID();
    await world.hostCall("objections.record", { objection });
    await popup.reload();
    await popup.waitForText(/One objection confirmed, one waiting for Meta/u);
    assert.deepEqual(await popup.violations(), []);
    await popup.picture("popup-glance");
    await popup.setColourScheme("dark");
    assert.deepEqual(await popup.violations(), []);
    await popup.picture("popup-glance-dark");
    await popup.setColourScheme("light");
    await world.hostCall("objections.remove", { id: objection.id });
    const { page: form, banner } = await world.visit(facebook);
    await banner.waitFor("You have already objected");
    await popup.reload();
    const words = await popup.waitForText(/You have already objected[^]*View the record[^]*No objection yet/u);
    assert.doesNotMatch(words, /Open the form|Meta’s objection forms/u);
    await popup.picture("popup-on-form-already");
    await form.close();
    await popup.close();
  });
});

describe(`the popup in ${browser}, without the host`, () => {
  it("says what is missing and the one command that mends it", async () => {
    const world = await freshWorld({ browser, host: "missing" });
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
    const { page: form, banner } = await world.visit(facebook);
    await banner.waitFor("This is Meta’s objection form");
    await form.click("button[type=submit]");
    await banner.waitForText(/Meta has received your objection[^]*set up Demur’s program/u);
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/One objection is safe in this browser, waiting to be saved\.[^]*demur-host register/u);
    assert.deepEqual(await popup.violations(), []);
    assert.equal(await popup.isTooWide(), false);
    await popup.picture("popup-host-missing");
    world.installHost();
    await popup.click("button", "Try again");
    await popup.waitForText(/One objection is waiting for Meta/u);
  });
});
