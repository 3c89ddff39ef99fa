import assert from "node:assert/strict";
import { afterEach, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import type { FormVariant } from "../fixtures/pages.ts";
import { stopBackground } from "./harness/background.ts";
import type { Banner } from "./harness/banner.ts";
import { aMoment, allRecorded, headlines, portal, recorded, recordedOnce, typeAddress } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { Outbox } from "./harness/outbox.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const box = "input[type=text]";
const button = "[role=button]";

describe(`the request portal in ${browser}, with a form that is new`, () => {
  let world: World;
  let opened: Page | undefined;

  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  const visit = async (variant: Partial<FormVariant>, address = portal): Promise<{ page: Page; banner: Banner }> => {
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org", ...variant };
    const visited = await world.visit(address);
    opened = visited.page;
    return visited;
  };

  it("asks, and stays quiet after a No until it is taken back", async () => {
    const { page, banner } = await visit({ language: "fr", renderAfter: 200 });
    await banner.waitFor(headlines.probable);
    await world.picture(page, "banner-probable");
    await banner.press("No");
    await banner.waitForText(/You said that this isn’t the objection form/u);
    await page.reload();
    await banner.waitForText(/You said that this isn’t the objection form/u);
    await world.picture(page, "banner-not-the-form");
    await banner.press("Show");
    await banner.press("Undo");
    await banner.waitFor(headlines.probable);
  });

  it("remembers a Yes, and takes it back when asked", async () => {
    const { page, banner } = await visit({ language: "de" });
    await banner.waitFor(headlines.probable);
    await banner.press("Yes");
    await banner.waitFor(headlines.form);
    await page.reload();
    await banner.waitFor(headlines.form);
    await banner.press("Yes, remember it");
    await banner.waitForText(/is one of your addresses/u);
    await banner.press("This isn’t the form");
    await banner.waitFor(headlines.probable);
    await banner.press("Yes");
    await banner.waitForText(/is one of your addresses/u);
  });

  it("puts the right address into a field that React keeps", async () => {
    const { page, banner } = await visit({ email: "b@example.net" });
    await banner.waitForText(/b@example\.net is not the address of your/u);
    await banner.press("Use my address");
    await banner.waitForText(/is one of your addresses/u);
    // React renders the field from its own state on every change of another one.
    await page.type("textarea", "x");
    assert.equal(await page.$eval(box, (field) => field.value), "anna@example.org");
  });

  it("sees no submission in an error, and one in what follows", async () => {
    const outbox = await Outbox.watch(world);
    const { page, banner } = await visit({ answer: "invalid", language: "nl" });
    await banner.waitFor(headlines.form);
    await page.click(button);
    await page.waitForSelector("[role=alert]");
    await outbox.took("anna@example.org");
    await outbox.isEmpty();
    assert.deepEqual(await recorded(world), []);
    await banner.waitFor(headlines.marked);
    await outbox.close();
  });

  it("follows its steps: role button, Next, message, code", async () => {
    const outbox = await Outbox.watch(world);
    const { page, banner } = await visit({ steps: true, answer: "code", email: "" });
    await banner.waitFor(headlines.empty);
    await typeAddress(page, "anna@example.org", box);
    await banner.waitFor(headlines.form);
    await page.click(button);
    await page.waitForSelector("textarea");
    await page.type("textarea", "My photos are my work.");
    await outbox.took("anna@example.org");
    await outbox.isEmpty();
    assert.deepEqual(await recorded(world), []);
    await outbox.close();
    await page.focus(button);
    await page.keyboard.press("Enter");
    await banner.waitFor(headlines.code);
    await page.type(box, "123456");
    await page.click(button);
    await banner.waitFor(headlines.received);
    const [objection, ...others] = await recordedOnce(world, ([first]) => {
      assert.equal(first?.status, "received");
    });
    assert.deepEqual(others, []);
    assert.equal(objection?.message, "My photos are my work.");
    assert.equal(objection.email, "anna@example.org");
    assert.equal(objection.platform, "meta");
    assert.equal(objection.pageUrl, portal);
  });

  it("follows a form that React draws anew, and a second one in the same document", async () => {
    const { page, banner } = await visit({ email: "ben@example.net", redrawAfter: 1500 });
    await banner.waitFor(headlines.check);
    await aMoment(2500);
    await typeAddress(page, "carla@example.net", box);
    await banner.waitForText(/carla@example\.net/u);
    await page.click(button);
    await banner.waitFor(headlines.received);
    await page.click(button);
    await page.waitForSelector("textarea");
    await banner.waitFor(headlines.already);
    await typeAddress(page, "dora@example.net", box);
    await banner.waitForText(/dora@example\.net/u);
    await page.click(button);
    await banner.waitFor(headlines.received);
    await recordedOnce(world, (objections) => {
      const emails = objections.map(({ email }) => email);
      assert.ok(emails.includes("carla@example.net") && emails.includes("dora@example.net"), emails.join(" "));
    });
  });

  // Fifty times in the browser that stops its worker all the time, or as often as `./check --endure` says.
  const times = Number(process.env["DEMUR_SLEEPS"] ?? (browser === "chromium" ? 50 : 10));
  it(`loses none of ${String(times)} objections around whose press the background page was stopped`, async () => {
    const { page, banner } = await visit({ email: "" });
    const emails = Array.from({ length: times }, (_, index) => `eva${String(index)}@example.net`);
    for (const [index, email] of emails.entries()) {
      await page.waitForSelector("textarea");
      await (index > 0 ? banner.waitFor(headlines.already) : banner.waitForText(/./u));
      await typeAddress(page, email, box);
      await banner.waitForText(new RegExp(email, "u"));
      if (index % 2 === 0) await stopBackground(world);
      await page.click(button);
      if (index % 2 === 1) await stopBackground(world);
      await banner.waitFor(headlines.received);
      await page.click(button);
    }
    const kept = (await allRecorded(world)).map(({ email }) => email).filter((email) => emails.includes(email));
    assert.deepEqual(kept.sort(), emails.sort());
  });

  it("knows the objection on the next visit", async () => {
    const { banner } = await visit({ language: "fr" });
    await banner.waitFor(headlines.already);
  });
});
