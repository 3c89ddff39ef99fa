import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import type { FormVariant } from "../fixtures/pages.ts";
import type { Banner } from "./harness/banner.ts";
import { eventually } from "./harness/eventually.ts";
import { headlines, recorded, typeAddress } from "./harness/form.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const send = "button[type=submit]";

describe(`the touch engine in ${browser}, whose form leads to another page`, () => {
  let world: World;
  let opened: Page | undefined;
  let count = 0;
  let email: string;

  before(async () => {
    world = await World.open({ browser, host: "present" });
  });
  after(async () => {
    await world.close();
  });
  beforeEach(() => {
    count += 1;
    email = `anna${count}@example.org`;
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  const visit = async (host: "m" | "mbasic", variant: Partial<FormVariant>): Promise<{ page: Page; banner: Banner }> => {
    world.replica.variant = { language: "en", answer: "success", engine: "touch", email, ...variant };
    const visited = await world.visit(`https://${host}.facebook.com/help/contact/712876720715583`);
    opened = visited.page;
    return visited;
  };
  /** Waits until this test's objections have these statuses. */
  const untilStatuses = (wanted: string[]) =>
    eventually(async () => {
      const records = (await recorded(world)).filter((objection) => objection.email === email);
      assert.deepEqual(
        records.map(({ status }) => status),
        wanted,
      );
    });

  for (const host of ["m", "mbasic"] as const)
    it(`is received when the page that comes thanks (${host})`, async () => {
      const { page, banner } = await visit(host, {});
      await banner.waitFor(headlines.form);
      await page.click(send);
      await banner.waitFor(headlines.received);
      await untilStatuses(["received"]);
    });

  it("was not sent when the page that comes shows the form again, and is when it is sent again", async () => {
    const { page, banner } = await visit("m", { answer: "plain-error" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    // A link to the form would be right above the form itself.
    const { actions } = await banner.waitFor(headlines.notSent);
    assert.deepEqual(
      actions.map(({ words }) => words),
      ["Close"],
    );
    await untilStatuses(["not-sent"]);
    world.replica.variant = { ...world.replica.variant, answer: "success" };
    await page.type("textarea", "My photos are my work.");
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received", "not-sent"]);
  });

  it("asks when the form comes again without a word, and believes the answer", async () => {
    const { page, banner } = await visit("m", { answer: "invalid" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.notSure);
    await untilStatuses(["unsure"]);
    await banner.press("No, there was an error");
    await untilStatuses(["not-sent"]);
  });

  it("asks when the page that comes says something else, and says nothing on a visit that nothing was sent before", async () => {
    const { page, banner } = await visit("mbasic", { answer: "gone" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.notSure);
    await banner.press("Yes");
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
    const { page: other, banner: form } = await visit("m", { email: "" });
    await form.waitFor(headlines.empty);
    await typeAddress(other, "ben@example.net");
    await form.waitFor(headlines.form);
  });
});
