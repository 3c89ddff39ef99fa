import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

describe(`the welcome page in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "missing" });
  });

  it("says first what Demur does, and what Meta says it uses", async () => {
    const page = await ExtensionPage.open(world, "welcome/welcome.html", 1000);
    const words = await page.waitForText(/Step 1 of 3/u);
    assert.match(words, /You press Meta’s button\. Demur never does\./u);
    await page.picture("welcome-1-1000");
    await page.setColourScheme("dark");
    await page.picture("welcome-1-dark");
    await page.close();
  });

  it("says in the second step whether the program is there", async () => {
    const page = await ExtensionPage.open(world, "welcome/welcome.html#2", 1000);
    const words = await page.waitForText(/Not connected yet/u);
    assert.match(words, /Open the file demur_1\.0\.0_amd64\.deb\. Whoever gave you Demur has it\./u);
    assert.doesNotMatch(words, /terminal/iu);
    // The tests load the extension by hand.
    assert.match(
      words,
      browser === "firefox" ? /When you close this browser, it forgets Demur/u : /as long as that folder stays/u,
    );
    await page.picture("welcome-2-not-connected");
    await page.evaluate(() => {
      document.querySelector("summary")?.click();
    });
    await page.waitForText(/demur-1\.0\.0-linux-amd64\.tar\.gz[^]*demur-host register/u);
    assert.deepEqual(await page.violations(), []);
    world.installHost();
    await page.click("button", "Try again");
    // What is done is no longer asked for.
    assert.doesNotMatch(await page.waitForText(/Demur’s program 1\.0\.0 is responding/u), /Open the file|later/u);
    await page.picture("welcome-2-1000");
    await page.close();
  });

  it("keeps what was typed while the person goes back and forth", async () => {
    const page = await ExtensionPage.open(world, "welcome/welcome.html#2", 1000);
    await page.waitForText(/Step 2 of 3/u);
    await page.click("button", "Continue");
    await page.waitForText(/Step 3 of 3/u);
    await page.type("Name", "Ben");
    await page.click("button", "Back");
    await page.waitForText(/Step 2 of 3/u);
    await page.click("button", "Continue");
    await page.waitForText(/Step 3 of 3/u);
    assert.equal(await page.evaluate(() => document.querySelector("input")?.value), "Ben");
    await page.close();
  });

  it("keeps accounts, after checking their addresses, and leads to Meta’s form", async () => {
    const page = await ExtensionPage.open(world, "welcome/welcome.html#3", 1000);
    await page.waitForText(/Your accounts/u);
    await page.picture("welcome-3-1000");
    const order = await page.evaluate(() => [...document.querySelectorAll("button")].map((button) => button.textContent));
    assert.deepEqual(order, ["Add another person", "Back", "Open the Facebook form"]);
    await page.type("Name", "Anna");
    await page.type("E-mail address of the Facebook account", "anna@");
    await page.click("button", "Open the Facebook form");
    await page.waitForText(/“anna@” is not a complete e-mail address/u);
    await page.waitFor("input[type=email][aria-invalid=true]:focus");
    await page.picture("welcome-3-check");
    await page.type("E-mail address of the Facebook account", "example.org");
    await page.click("button", "Open the Facebook form");
    await eventually(() => {
      holds(world.replica.requests.includes("GET www.facebook.com/help/contact/712876720715583"));
      return Promise.resolve();
    });
    const { accounts } = await world.hostCall("accounts.list");
    assert.deepEqual(
      (accounts as { label: string; emails: string[] }[]).map(({ label, emails }) => [label, ...emails]),
      [["Anna", "anna@example.org"]],
    );
    await page.close();
  });

  it("keeps all else while an address is unfinished, and asks who has a name alone for one", async () => {
    const page = await ExtensionPage.open(world, "welcome/welcome.html#3", 1000);
    const saved = async () => {
      const { accounts } = await world.hostCall("accounts.list");
      return (accounts as { label: string; emails: string[] }[]).map(({ label, emails }) => [label, ...emails]);
    };
    await page.type("Name", " Lena");
    await page.evaluate(() => {
      document.querySelectorAll<HTMLInputElement>("details[open] input[type=email]")[1]?.focus();
    });
    await page.keys("anna@example");
    await page.press("Tab");
    await page.waitForText(/“anna@example” is not a complete e-mail address/u);
    await eventually(async () => {
      assert.deepEqual(await saved(), [["Anna Lena", "anna@example.org"]]);
    });
    await page.evaluate(() => {
      const box = document.querySelectorAll<HTMLInputElement>("details[open] input[type=email]")[1];
      box?.focus();
      box?.select();
    });
    await page.press("Backspace");
    await page.click("button", "Add another person");
    await page.type("Name", "Cleo");
    await page.click("button", "Open the Facebook form");
    await page.waitForText(/Enter at least one e-mail address\./u);
    await page.waitFor("details[open] input[type=email][aria-invalid=true]:focus");
    assert.deepEqual(await page.violations(), []);
    await page.picture("welcome-3-name-alone");
    await page.keys("cleo@example.org");
    await page.press("Tab");
    await eventually(async () => {
      assert.deepEqual(await saved(), [
        ["Anna Lena", "anna@example.org"],
        ["Cleo", "cleo@example.org"],
      ]);
    });
    assert.equal(await page.exists("[aria-invalid]"), false);
    await page.close();
  });

  it("saves an address as soon as its field is left, and names the form that it opens", async () => {
    const page = await ExtensionPage.open(world, "welcome/welcome.html#3", 1000);
    await page.click("button", "Add another person");
    await page.type("Name", "Ben");
    await page.waitForText(/Anna Lena\s[^]*Ben\s/u);
    assert.equal(await page.evaluate(() => document.querySelectorAll("details[open]").length), 1);
    await page.evaluate(() => {
      const boxes = [...document.querySelectorAll<HTMLInputElement>("details[open] input[type=email]")];
      boxes[1]?.focus();
    });
    await page.keys("ben@example.net");
    await page.press("Tab");
    await eventually(async () => {
      const { accounts } = await world.hostCall("accounts.list");
      holds((accounts as { emails: string[] }[]).some(({ emails }) => emails.includes("ben@example.net")));
    });
    await page.picture("welcome-3-two");
    await page.close();
  });

  it("never scrolls sideways, down to 320 pixels", async () => {
    for (const step of [1, 2, 3]) {
      const page = await ExtensionPage.open(world, `welcome/welcome.html#${step}`, 320);
      await page.waitForText(new RegExp(`Step ${step} of 3`, "u"));
      assert.equal(await page.isTooWide(), false, `step ${step}`);
      await page.setWidth(360);
      await page.picture(`welcome-${step}-360`);
      await page.close();
    }
  });

  it("finds the program by itself when the person comes back from installing it", async () => {
    world = await freshWorld({ browser, host: "missing" });
    const page = await ExtensionPage.open(world, "welcome/welcome.html#2", 1000);
    await page.waitForText(/Not connected yet/u);
    const other = await ExtensionPage.open(world, "uses/uses.html", 1000);
    world.installHost();
    await page.toFront();
    await page.waitForText(/Demur’s program 1\.0\.0 is responding/u);
    await other.close();
    await page.close();
  });
});
