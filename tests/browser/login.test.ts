import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

describe(`a login on the way to the form in ${browser}`, () => {
  it("is remembered: the popup offers the form again, until it is reached", async () => {
    const world = await freshWorld({ browser, host: "present" });
    world.replica.variant = { language: "en", answer: "success", login: true };
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Facebook/u);
    await popup.click("link", "Facebook (opens Meta’s page)");
    await eventually(async () => {
      assert.ok(world.replica.requests.includes("GET www.facebook.com/login/"), world.replica.requests.join("\n"));
      return Promise.resolve();
    });
    await popup.reload();
    await popup.waitForText(/Did Meta ask you to log in\?.*Continue to the form/su);
    await popup.picture("popup-login");
    // Whoever set out more than an hour ago has gone elsewhere.
    const setOut = async (minutesAgo: number) => {
      const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
      await popup.evaluate((awaitedForm) => chrome.storage.local.set({ awaitedForm }), { platform: "facebook", at });
      await popup.reload();
      return popup.waitForText(/Start \(about two minutes\)/u);
    };
    assert.doesNotMatch(await setOut(61), /Did Meta ask you to log in/u);
    assert.match(await setOut(59), /Did Meta ask you to log in/u);
    world.replica.variant = { language: "en", answer: "success" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.empty);
    await popup.reload();
    const words = await popup.waitForText(/Enter your e-mail address/u);
    assert.doesNotMatch(words, /Did Meta ask you to log in/u);
    await page.close();
    await popup.reload();
    assert.doesNotMatch(await popup.waitForText(/Start \(about two minutes\)/u), /Did Meta ask you to log in/u);
  });
});
