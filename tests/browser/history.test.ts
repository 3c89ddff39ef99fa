import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { ExtensionPage } from "./harness/page.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

interface Past {
  platform: "facebook" | "instagram";
  email: string;
  submittedAt: string;
  message?: string;
  /** What happened after it was sent. */
  events: { kind: string; at: string; detail?: string }[];
}

const past: Past[] = [
  {
    platform: "facebook",
    email: "anna@example.org",
    submittedAt: "2025-05-03T09:30:00Z",
    message: "I don’t want my photos and posts to train AI.",
    events: [
      { kind: "received", at: "2025-05-03T09:30:05Z", detail: "We have received your request." },
      { kind: "confirmed", at: "2025-05-03T11:02:00Z" },
    ],
  },
  {
    platform: "instagram",
    email: "anna@example.net",
    submittedAt: "2025-05-20T18:00:00Z",
    events: [{ kind: "declined", at: "2025-05-20T18:00:09Z", detail: "We couldn’t process your request." }],
  },
  { platform: "facebook", email: "ben@example.net", submittedAt: "2025-05-25T07:15:00Z", events: [] },
];

const forms = { facebook: "712876720715583", instagram: "767264225370182" };

async function record(world: World, { platform, email, submittedAt, message, events }: Past): Promise<void> {
  const id = randomUUID();
  const formId = forms[platform];
  const pageUrl = `https://www.facebook.com/help/contact/${formId}`;
  const objection = { id, formId, platform, email, pageUrl, submittedAt, ...(message ? { message } : {}) };
  await world.hostCall("objections.record", { objection });
  for (const event of events)
    await world.hostCall("objections.addEvent", { objectionId: id, event: { id: randomUUID(), ...event } });
}

async function total(world: World): Promise<number> {
  return ((await world.hostCall("objections.list")) as { total: number }).total;
}

describe(`the history in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await World.open({ browser, host: "present" });
  });
  after(async () => {
    await world.close();
  });

  it("says how it fills itself while there is nothing yet", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/No objections yet/u);
    await page.picture("history-empty-1000");
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    await page.setWidth(360);
    await page.picture("history-empty-360");
    await page.close();
  });

  it("lists every objection, newest first, and vouches for the record", async () => {
    for (const objection of past) await record(world, objection);
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    const words = await page.waitForText(/complete and unchanged: 6 entries/u);
    assert.match(words, /3 objections[^]*ben@[^]*Overdue[^]*anna@example\.net[^]*Declined[^]*anna@example\.org[^]*Confirmed/u);
    await page.picture("history-overview-1000");
    await page.setColourScheme("dark");
    await page.picture("history-overview-dark");
    await page.setColourScheme("light");
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    await page.setWidth(360);
    await page.picture("history-overview-360");
    await page.close();
  });

  it("opens an entry with all that happened, and removes it only when asked twice", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/3 objections/u);
    await page.click("link", "3 May 2025".replaceAll(" ", "\u00a0"));
    const words = await page.waitForText(/What happened/u);
    assert.match(words, /Meta confirmed it[^]*We have received your request\.[^]*You sent it[^]*train AI\./u);
    await page.picture("history-entry-1000");
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    await page.setWidth(360);
    await page.picture("history-entry-360");
    await page.click("button", "Remove");
    await page.waitFor("dialog[open]");
    await page.picture("history-remove");
    await page.press("Enter");
    await page.waitFor("dialog:not([open])");
    assert.equal(await total(world), 3);
    await page.click("button", "Remove");
    await page.click("button", "Remove it");
    await page.waitForText(/2 objections/u);
    assert.equal(await total(world), 2);
    assert.equal((await world.hostCall("history.verify"))["intact"], true);
    await page.close();
  });

  it("takes in what was sent before Demur was there", async () => {
    const page = await ExtensionPage.open(world, "history/history.html#earlier", 1000);
    await page.waitForText(/I have objected before/u);
    await page.type("Address", "clara@");
    await page.click("button", "Save it");
    await page.waitForText(/“clara@” is not a complete e-mail address/u);
    await page.type("Address", "example.org");
    await page.picture("history-earlier");
    await page.click("button", "Save it");
    await page.waitForText(/with clara@example\.org/u);
    await eventually(async () => {
      assert.equal(await total(world), 3);
    });
    await page.close();
  });
});
