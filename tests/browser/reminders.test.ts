import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { copyOfExtension } from "./harness/extension-copy.ts";
import { facebook, headlines } from "./harness/form.ts";
import { ExtensionPage } from "./harness/page.ts";
import { toolbarButton } from "./harness/toolbar.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const day = 24 * 60 * 60 * 1000;

/** A copy of the extension that has been allowed to notify: no test can answer the browser's question. */
const allowedToNotify = () =>
  copyOfExtension(browser, (manifest) => {
    manifest.permissions.push(...manifest.optional_permissions);
    manifest.optional_permissions = [];
  });

describe(`what is late, in ${browser}`, () => {
  let extension: string;
  let world: World;
  before(async () => {
    extension = allowedToNotify();
    world = await World.open({ browser, host: "present", extension });
  });
  after(async () => {
    await world.close();
    rmSync(extension, { recursive: true });
  });

  /** Records what was sent at this moment, and gives its id. */
  const sentAt = async (time: number, email: string): Promise<string> => {
    const id = randomUUID();
    const objection = { id, formId: "712876720715583", platform: "facebook", email, pageUrl: facebook };
    await world.hostCall("objections.record", { objection: { ...objection, submittedAt: new Date(time).toISOString() } });
    return id;
  };
  /** What the button says where no page has a word of its own. */
  const button = (page: ExtensionPage) =>
    page.evaluate(async () => ({ text: await chrome.action.getBadgeText({}), title: await chrome.action.getTitle({}) }));
  /** Has the deadlines looked at, as every hour does. */
  const look = async (page: ExtensionPage) => {
    await page.evaluate(() => chrome.runtime.sendMessage({ kind: "look-at-deadlines", ask: {} }));
    return button(page);
  };
  /** Stores whether the person wants to be reminded, or of what they were. */
  const store = (page: ExtensionPage, stored: { reminders?: boolean; reminded?: string[] }) =>
    page.evaluate((values) => chrome.storage.local.set(values), stored);
  const reminded = (page: ExtensionPage) =>
    page.evaluate(async () => (await chrome.storage.local.get<{ reminded: string[] }>({ reminded: [] })).reminded);

  it("comes with time alone: into the pages that are open, onto the button, and as a reminder", async () => {
    const sent = Date.now() - 2 * day + 9000;
    const id = await sentAt(sent, "soon@example.org");
    const open = (address: string) => ExtensionPage.open(world, address, 1000);
    const [entry, popup, list] = [
      await open(`history/history.html#entry/${id}`),
      await open("popup/popup.html"),
      await open("history/history.html"),
    ];
    const written = await open(`history/history.html#entry/${id}`);
    await written.click("button", "Add what happened");
    await written.type("Words, if any", "Half a sentence");
    const waiting = [
      [entry, /Facebook\s+Sent\s[^]*E-mail expected/u],
      [popup, /One objection waits for Meta/u],
      [list, /One objection waits for Meta[^]*soon@example\.org\s+Sent/u],
    ] as const;
    await store(list, { reminders: true });
    assert.deepEqual(await look(list), { text: "", title: "Demur" });
    for (const [page, words] of waiting) await page.waitForText(words);
    assert.deepEqual(await reminded(list), []);
    assert.ok(Date.now() < sent + 2 * day, "the pages were slower than the test’s seconds");
    // Nothing is done any more, but to wait.
    const late = [
      [entry, /Facebook\s+No e-mail yet[^]*E-mail was expected[^]*No e-mail after 48 hours/u],
      [popup, /One objection needs you/u],
      [list, /One objection needs you[^]*soon@example\.org\s+No e-mail yet/u],
    ] as const;
    for (const [page, words] of late) await page.waitForText(words);
    assert.ok(Date.now() > sent + 2 * day);
    await eventually(async () => {
      assert.deepEqual(await button(list), { text: "1", title: "Demur: One objection needs you" });
      assert.deepEqual(await reminded(list), [`${id}/confirmation-late`]);
    });
    // What the person is writing stays.
    assert.equal(await written.evaluate(() => document.querySelector("textarea")?.value), "Half a sentence");
    await world.hostCall("objections.remove", { id });
    await store(list, { reminders: false, reminded: [] });
    for (const page of [entry, popup, list, written]) await page.close();
  });

  it("is a number on the button, and one notification each, once, for who wants them", async () => {
    const sent = (days: number, name: string) => sentAt(Date.now() - days * day, `${name}@example.org`);
    await sent(0, "anna");
    const late = `${await sent(3, "ben")}/confirmation-late`;
    const overdue = [await sent(43, "clara"), await sent(44, "dora"), await sent(45, "eva")];
    const desk = await ExtensionPage.open(world, "history/history.html", 1000);
    const notified = () => desk.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length);
    const forget = () =>
      desk.evaluate(async () => {
        for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
      });
    await forget();
    // That the first was late was said already; that it is overdue by now is another thing.
    const said = `${overdue[0] ?? ""}/confirmation-late`;
    await store(desk, { reminded: [said] });
    assert.deepEqual(await look(desk), { text: "4", title: "Demur: 4 objections need you" });
    assert.equal(await notified(), 0);
    await store(desk, { reminders: true });
    await look(desk);
    // Three at once are enough. Firefox without a window has nowhere to show a notification, and forgets it at once.
    if (browser === "chromium") assert.equal(await notified(), 3);
    const all = [said, late, ...overdue.map((id) => `${id}/overdue`)].sort();
    assert.deepEqual((await reminded(desk)).sort(), all);
    await forget();
    await look(desk);
    assert.equal(await notified(), 0);
    assert.deepEqual((await reminded(desk)).sort(), all);

    // It is looked at every hour, and at once when the person says what came of it.
    assert.equal(await desk.evaluate(async () => (await chrome.alarms.get("reminders"))?.periodInMinutes), 60);
    await desk.evaluate(async (objectionId) => {
      const event = { id: crypto.randomUUID(), kind: "confirmed", at: new Date().toISOString() };
      await chrome.runtime.sendMessage({ kind: "call", ask: { method: "objections.addEvent", params: { objectionId, event } } });
    }, overdue[0]);
    await eventually(async () => {
      assert.deepEqual(await button(desk), { text: "3", title: "Demur: 3 objections need you" });
    });

    // On the form the button speaks of the form, and goes back to the number with it.
    world.replica.variant = { language: "en", answer: "success" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.empty);
    assert.notEqual((await toolbarButton(desk)).text, "3");
    await page.evaluate(() => {
      history.pushState(null, "", "/help/");
    });
    await eventually(async () => {
      assert.equal((await toolbarButton(desk)).text, "3");
    });
  });
});
