import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import type { FormVariant } from "../fixtures/pages.ts";
import { violationsInBanner } from "./harness/axe.ts";
import type { Banner } from "./harness/banner.ts";
import { facebook, headlines, portal, typeAddress } from "./harness/form.ts";
import { ExtensionPage } from "./harness/page.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const send = "button[type=submit]";

/** A state of the banner and how a person gets there. */
interface State {
  name: string;
  address?: string;
  variant?: Partial<FormVariant>;
  reach?: (page: Page, banner: Banner) => Promise<unknown>;
  headline: string;
}

const states: State[] = [
  { name: "no account", variant: { email: "anna@example.org" }, headline: headlines.form },
  { name: "empty", headline: headlines.empty },
  { name: "malformed", reach: (page) => typeAddress(page, "anna@"), headline: headlines.check },
  { name: "slip", variant: { email: "anna@gmial.com" }, headline: headlines.check },
  { name: "probable", address: portal, headline: headlines.probable },
  { name: "gate", variant: { gate: true }, headline: headlines.gate },
  {
    name: "another form",
    address: "https://www.facebook.com/help/contact/540977946302970",
    headline: headlines.otherForm,
  },
  {
    name: "code",
    variant: { email: "b@example.org", answer: "code" },
    reach: (page) => page.click(send),
    headline: headlines.code,
  },
  {
    name: "refused",
    variant: { email: "c@example.org", answer: "refused" },
    reach: (page) => page.click(send),
    headline: headlines.refused,
  },
  {
    name: "not sure",
    variant: { email: "d@example.org", answer: "elsewhere" },
    reach: (page) => page.click(send),
    headline: headlines.notSure,
  },
  { name: "received", variant: { email: "e@example.org" }, reach: (page) => page.click(send), headline: headlines.received },
  { name: "already", variant: { email: "e@example.org" }, headline: headlines.already },
];

describe(`axe-core in ${browser} finds nothing wrong`, () => {
  let world: World;
  before(async () => {
    world = await World.open({ browser, host: "present" });
  });
  after(async () => {
    await world.close();
  });

  for (const dark of [false, true])
    for (const { name, address, variant, reach, headline } of states)
      // What was sent in the light is "already" in the dark; its colours are looked at once.
      if (!dark || !reach || name === "malformed")
        it(`in the banner: ${name}${dark ? ", dark" : ""}`, async () => {
          world.replica.variant = { language: "en", answer: "success", dark, ...variant };
          const { page, banner } = await world.visit(address ?? facebook);
          if (reach) {
            await page.waitForSelector("input");
            await banner.waitForText(/./u);
            await reach(page, banner);
          }
          await banner.waitFor(headline);
          assert.deepEqual(await violationsInBanner(page, banner), []);
          await page.close();
        });

  for (const address of [
    "popup/popup.html",
    "welcome/welcome.html#1",
    "welcome/welcome.html#2",
    "welcome/welcome.html#3",
    "history/history.html",
    "history/history.html#earlier",
    "history/history.html#settings",
  ])
    it(`in ${address}`, async () => {
      const page = await ExtensionPage.open(world, address, 700);
      await page.waitForText(/\w{4}/u);
      assert.deepEqual(await page.violations(), []);
      await page.setColourScheme("dark");
      assert.deepEqual(await page.violations(), []);
      // At twice the size a page of 640 is one of 320.
      await page.setWidth(320);
      assert.equal(await page.isTooWide(), false);
      await page.close();
    });

  it("in an entry of the history", async () => {
    const { objections } = await world.hostCall("objections.list");
    const [first] = objections as { id: string }[];
    const page = await ExtensionPage.open(world, `history/history.html#entry/${first?.id ?? ""}`, 700);
    await page.waitForText(/What happened/u);
    assert.deepEqual(await page.violations(), []);
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    await page.close();
  });
});

describe(`the keyboard in ${browser}`, () => {
  it("reaches every action of the banner in order, and Escape folds it", async () => {
    const world = await World.open({ browser, host: "present" });
    try {
      world.replica.variant = { language: "en", answer: "success", email: "anna@example.org" };
      const { page, banner } = await world.visit(facebook);
      await banner.waitFor(headlines.form);
      const focused = () =>
        banner.run((root) => root.activeElement?.getAttribute("aria-label") ?? root.activeElement?.textContent);
      const seen: unknown[] = [];
      for (let presses = 0; presses < 3; presses += 1) {
        await page.keyboard.press("Tab");
        seen.push(await focused());
      }
      assert.deepEqual(seen, ["Yes, remember it", "It’s another one", "Close"]);
      await page.keyboard.press("Escape");
      await banner.waitForText(/^Demur: .*Show$/su);
      assert.equal(await focused(), "Show");
      await page.keyboard.press("Enter");
      await banner.waitFor(headlines.form);
    } finally {
      await world.close();
    }
  });
});
