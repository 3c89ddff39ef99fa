import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines } from "./harness/form.ts";
import { ExtensionPage } from "./harness/page.ts";
import { toolbarButton } from "./harness/toolbar.ts";
import { root, World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const day = 24 * 60 * 60 * 1000;

/** A copy of the extension that has been allowed to notify: no test can answer the browser's question. */
function allowedToNotify(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "demur-notify-"));
  cpSync(path.join(root, "build/extension", browser), folder, { recursive: true });
  const file = path.join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { permissions: string[]; optional_permissions: string[] };
  manifest.permissions.push(...manifest.optional_permissions);
  manifest.optional_permissions = [];
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}

const sentBefore = (days: number, email: string): Record<string, unknown> => ({
  objection: {
    id: randomUUID(),
    formId: "712876720715583",
    platform: "facebook",
    email,
    pageUrl: facebook,
    submittedAt: new Date(Date.now() - days * day).toISOString(),
  },
});

describe(`what is late, in ${browser}`, () => {
  it("is a number on the button, and one notification each, once, for who wants them", async () => {
    const extension = allowedToNotify();
    const world = await World.open({ browser, host: "present", extension });
    try {
      for (const [days, name] of [
        [0, "new"],
        [3, "late"],
        [45, "overdue"],
      ] as const)
        await world.hostCall("objections.record", sentBefore(days, `${name}@example.org`));
      const desk = await ExtensionPage.open(world, "history/history.html", 1000);
      const look = () =>
        desk.evaluate(async () => {
          await chrome.runtime.sendMessage({ kind: "look-at-deadlines", ask: {} });
          return { text: await chrome.action.getBadgeText({}), title: await chrome.action.getTitle({}) };
        });
      const notified = () => desk.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length);
      const reminded = () =>
        desk.evaluate(async () => (await chrome.storage.local.get<{ reminded: string[] }>({ reminded: [] })).reminded.length);
      assert.deepEqual(await look(), { text: "2", title: "Demur: 2 objections need you" });
      assert.equal(await notified(), 0);
      await desk.evaluate(() => chrome.storage.local.set({ reminders: true }));
      await look();
      // Firefox without a window has nowhere to show a notification, and forgets it at once.
      if (browser === "chromium") assert.equal(await notified(), 2);
      assert.equal(await reminded(), 2);
      await desk.evaluate(async () => {
        for (const id of Object.keys(await chrome.notifications.getAll())) await chrome.notifications.clear(id);
      });
      await look();
      assert.equal(await notified(), 0);
      assert.equal(await reminded(), 2);

      // On the form the button speaks of the form, and goes back to the number with it.
      world.replica.variant = { language: "en", answer: "success" };
      const { page, banner } = await world.visit(facebook);
      await banner.waitFor(headlines.empty);
      assert.notEqual((await toolbarButton(desk)).text, "2");
      await page.evaluate(() => {
        history.pushState(null, "", "/help/");
      });
      await eventually(async () => {
        assert.equal((await toolbarButton(desk)).text, "2");
      });
    } finally {
      await world.close();
      rmSync(extension, { recursive: true });
    }
  });
});
