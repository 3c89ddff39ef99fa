import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { copyOfExtension } from "./harness/extension-copy.ts";
import { facebook, headlines } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { toolbarButton } from "./harness/toolbar.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const day = 24 * 60 * 60 * 1000;

/** A copy of the extension that is allowed to show notifications: no test can answer the browser's question. */
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
    world = await freshWorld({ browser, host: "present", extension });
  });
  after(() => {
    rmSync(extension, { recursive: true });
  });

  /** Records what was sent at this moment, and returns its id. */
  const sentAt = async (time: number, email: string): Promise<string> => {
    const id = randomUUID();
    const objection = { id, formId: "712876720715583", platform: "facebook", email, pageUrl: facebook };
    await world.hostCall("objections.record", { objection: { ...objection, submittedAt: new Date(time).toISOString() } });
    return id;
  };
  /** What the button says if no page has its own text for it. */
  const button = (page: ExtensionPage) =>
    page.evaluate(async () => ({ text: await chrome.action.getBadgeText({}), title: await chrome.action.getTitle({}) }));
  /** Has the deadlines checked, as happens every hour. */
  const look = async (page: ExtensionPage) => {
    await page.evaluate(() => chrome.runtime.sendMessage({ kind: "look-at-deadlines", ask: {} }));
    return button(page);
  };
  /** Stores whether the person wants to be reminded, or what they were reminded of. */
  const store = (page: ExtensionPage, stored: { reminders?: boolean; reminded?: string[] }) =>
    page.evaluate((values) => chrome.storage.local.set(values), stored);
  const reminded = (page: ExtensionPage) =>
    page.evaluate(async () => (await chrome.storage.local.get<{ reminded: string[] }>({ reminded: [] })).reminded);

  it("comes with time alone: into the pages that are open, onto the button, and as a reminder", async () => {
    const open = (address: string) => ExtensionPage.open(world, address, 1000);
    const openAll = async (id: string) => {
      const written = await open(`history/history.html#entry/${id}`);
      await written.click("button", "Add an event");
      await written.type("Wording (optional)", "Half a sentence");
      const [entry, popup, list] = [
        await open(`history/history.html#entry/${id}`),
        await open("popup/popup.html"),
        await open("history/history.html"),
      ];
      await entry.waitForText(/Facebook\s+Sent\s[^]*E-mail expected/u);
      await popup.waitForText(/One objection is waiting for Meta/u);
      await list.waitForText(/One objection is waiting for Meta[^]*soon@example\.org\s+Sent/u);
      await store(list, { reminders: true });
      assert.deepEqual(await look(list), { text: "", title: "Demur" });
      assert.deepEqual(await reminded(list), []);
      return { entry, popup, list, written };
    };
    // The pages have to be open before the time comes: measure first how long that takes here.
    const start = Date.now();
    const early = await sentAt(start - day, "soon@example.org");
    for (const page of Object.values(await openAll(early))) await page.close();
    await world.hostCall("objections.remove", { id: early });
    const sent = Date.now() - 2 * day + 3 * (Date.now() - start);
    const id = await sentAt(sent, "soon@example.org");
    const { entry, popup, list, written } = await openAll(id);
    assert.ok(Date.now() < sent + 2 * day, "the pages were slower than before");
    // Nothing more is done but wait.
    const late = [
      [entry, /Facebook\s+No e-mail yet[^]*E-mail was expected[^]*No e-mail after 48 hours/u],
      [popup, /One objection needs your attention/u],
      [list, /One objection needs your attention[^]*soon@example\.org\s+No e-mail yet/u],
    ] as const;
    await new Promise((resolve) => setTimeout(resolve, sent + 2 * day - Date.now()));
    for (const [page, words] of late) await page.waitForText(words);
    await eventually(async () => {
      assert.deepEqual(await button(list), { text: "1", title: "Demur: One objection needs your attention" });
      assert.deepEqual(await reminded(list), [`${id}/confirmation-late`]);
    });
    // What the person is writing isn't lost.
    assert.equal(await written.evaluate(() => document.querySelector("textarea")?.value), "Half a sentence");
    await world.hostCall("objections.remove", { id });
    await store(list, { reminders: false, reminded: [] });
    for (const page of [entry, popup, list, written]) await page.close();
  });

  it("is looked for at the time that was planned, also after popups and an update", async () => {
    const hour = 60 * 60 * 1000;
    const page = await ExtensionPage.open(world, "uses/uses.html");
    const planned = (from: ExtensionPage) =>
      eventually(async () => {
        const time = await from.evaluate(async () => (await chrome.alarms.get("reminders"))?.scheduledTime);
        holds(time !== undefined);
        return time;
      });
    const before = await planned(page);
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    for (let times = 0; times < 5; times += 1) await popup.reload();
    await popup.waitForText(/./u);
    await page.restartExtension();
    const after = await planned(await ExtensionPage.open(world, "uses/uses.html"));
    // The hour may be over meanwhile.
    assert.ok(after === before || (Date.now() >= before && after === before + hour), `${String(before)} ${String(after)}`);
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
    // The person was already told that the first was late; that it is now overdue is another matter.
    const said = `${overdue[0] ?? ""}/confirmation-late`;
    await store(desk, { reminded: [said] });
    assert.deepEqual(await look(desk), { text: "4", title: "Demur: 4 objections need your attention" });
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

    // It is checked every hour, and at once when the person says what came of it.
    assert.equal(await desk.evaluate(async () => (await chrome.alarms.get("reminders"))?.periodInMinutes), 60);
    await desk.evaluate(async (objectionId) => {
      const event = { id: crypto.randomUUID(), kind: "confirmed", at: new Date().toISOString() };
      await chrome.runtime.sendMessage({ kind: "call", ask: { method: "objections.addEvent", params: { objectionId, event } } });
    }, overdue[0]);
    await eventually(async () => {
      assert.deepEqual(await button(desk), { text: "3", title: "Demur: 3 objections need your attention" });
    });

    // On the form the button speaks of the form, and goes back to the number with it.
    world.replica.variant = { language: "en", answer: "success" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.empty);
    const ofTheForm = await toolbarButton(desk);
    assert.equal(ofTheForm.text, "!");
    await page.evaluate(() => {
      history.replaceState(null, "", `${location.pathname}?ref=menu`);
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await toolbarButton(desk), ofTheForm);
    await page.evaluate(() => {
      history.pushState(null, "", "/help/");
    });
    await eventually(async () => {
      assert.equal((await toolbarButton(desk)).text, "3");
    });
  });
});
