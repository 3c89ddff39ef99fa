import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { facebook, headlines } from "./harness/form.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

/** Both browsers let a page search all visible text, even in a closed shadow root; https://developer.mozilla.org/docs/Web/API/Window/find. */
declare function find(text: string): boolean;

describe(`a page that searches the banner's words in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await World.open({ browser, host: "present" });
    for (const [label, email] of [
      ["Vogel", "first.secret@example.org"],
      ["Amsel", "second.secret@example.org"],
    ])
      await world.hostCall("accounts.save", { account: { platform: "facebook", label, emails: [email] } });
  });
  after(async () => {
    await world.close();
  });

  it("finds no address and no name before the person asks for them, and what the banner says besides", async () => {
    world.replica.variant = { language: "en", answer: "silent", email: "" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.empty);
    const finds = (text: string) =>
      page.evaluate((wanted) => {
        getSelection()?.removeAllRanges();
        return find(wanted);
      }, text);
    assert.equal(await finds("Use my address"), true, "the page can search the banner");
    for (const secret of ["secret", "example.org", "Vogel", "Amsel"]) assert.equal(await finds(secret), false, secret);
    await banner.press("Use my address");
    await banner.waitForText(/first\.secret@example\.org/u);
    assert.equal(await finds("Vogel"), false);
    await page.close();
  });
});
