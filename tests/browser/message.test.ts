import assert from "node:assert/strict";
import { afterEach, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import { holds } from "../fixtures/holds.ts";
import type { FormVariant } from "../fixtures/pages.ts";
import { violationsInBanner } from "./harness/axe.ts";
import type { Banner } from "./harness/banner.ts";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines, portal } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

describe(`a message for Meta in ${browser}`, () => {
  let world: World;
  let opened: Page | undefined;

  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    for (const platform of ["facebook", "meta"])
      await world.hostCall("accounts.save", { account: { platform, label: "Anna", emails: ["anna@example.org"] } });
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  const open = async (address: string, variant: Partial<FormVariant>): Promise<{ page: Page; banner: Banner }> => {
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org", ...variant };
    const visited = await world.visit(address);
    opened = visited.page;
    if (address === portal && (await visited.banner.waitForText(/objection form/u)).headline === headlines.probable)
      await visited.banner.press("Yes");
    await visited.banner.waitForText(/is one of your addresses/u);
    await visited.banner.press("Add a message");
    await visited.banner.waitForText(/Plain and short/u);
    return visited;
  };
  const inForm = (page: Page) => page.$eval("textarea", (field) => field.value);
  const drafts = async () =>
    (await world.hostCall("drafts.list"))["drafts"] as { title: string; language: string; text: string }[];

  it("is put into the form in the form’s language, and taken out again", async () => {
    const { page, banner } = await open(facebook, { language: "nl" });
    assert.deepEqual(await violationsInBanner(page, banner), []);
    await world.picture(page, "banner-message");
    await banner.press("About my work");
    await banner.press("Put it in the form");
    await banner.waitForText(/The text is in Meta’s field/u);
    assert.match(await inForm(page), /^Mijn foto’s en teksten zijn mijn werk/u);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
    await banner.press("Undo");
    await eventually(async () => {
      assert.equal(await inForm(page), "");
    });
  });

  it("is read whole before it is used, and no two buttons have one name", async () => {
    const { page, banner } = await open(facebook, {});
    await page.setViewport({ width: 360, height: 900 });
    await banner.press("Citing the law");
    const seen = (await banner.run((root) => {
      const cut = [...root.querySelectorAll<HTMLElement>(".ready")].filter((text) => text.scrollWidth > text.clientWidth + 1);
      const chosen = root.querySelector<HTMLElement>(".choice:has(input:checked) .ready");
      const names = [...root.querySelectorAll("button")].map((one) => one.getAttribute("aria-label") ?? one.textContent);
      return { cut: cut.length, isWhole: chosen !== null && !cut.includes(chosen), names };
    })) as { cut: number; isWhole: boolean; names: string[] };
    holds(seen.isWhole);
    assert.ok(seen.cut > 0, "the others are there by their beginning");
    assert.equal(new Set(seen.names).size, seen.names.length, seen.names.join(", "));
    await world.picture(page, "banner-message-whole");
  });

  it("asks before it replaces words, and React keeps what was put in", async () => {
    const { page, banner } = await open(portal, { language: "en" });
    await page.type("textarea", "Words of mine.");
    await banner.press("Put it in the form");
    await banner.waitForText(/already text in Meta’s field/u);
    assert.equal(await inForm(page), "Words of mine.");
    await banner.press("Replace it");
    await banner.waitForText(/The text is in Meta’s field/u);
    await page.type("input[type=text]", " ");
    assert.match(await inForm(page), /^I object to the use of my information/u);
  });

  it("of one’s own is kept for the next time, and can be removed", async () => {
    const { page, banner } = await open(facebook, {});
    await banner.press("My own text");
    await banner.press("Your text");
    await page.keyboard.type("I draw for a living.");
    await banner.press("Keep it for next time");
    await banner.press("Put it in the form");
    await banner.waitForText(/The text is in Meta’s field/u);
    assert.equal(await inForm(page), "I draw for a living.");
    await eventually(async () => {
      assert.deepEqual(
        (await drafts()).map(({ title, language, text }) => ({ title, language, text })),
        [{ title: "I draw for a living.", language: "en", text: "I draw for a living." }],
      );
    });
    await page.close();
    const next = await open(facebook, {});
    await next.banner.waitForText(/I draw for a living/u);
    await next.banner.press("Remove");
    await next.banner.waitForText(/The text was removed/u);
    await eventually(async () => {
      assert.deepEqual(await drafts(), []);
    });
    await next.banner.press("Undo");
    await eventually(async () => {
      assert.equal((await drafts()).length, 1);
    });
  });

  it("tells how much room is left, and puts in nothing that is too long", async () => {
    const { page, banner } = await open(facebook, { maxMessage: 100 });
    // Each that is too long says so before it is chosen.
    const tooLong = (await banner.run((root) => root.querySelectorAll(".choice .too-long").length)) as number;
    holds(tooLong >= 1);
    await banner.press("Citing the law");
    await banner.waitForText(/characters too many for Meta’s field/u);
    await banner.press("Put it in the form");
    assert.equal(await inForm(page), "");
    await banner.press("My own text");
    await banner.press("Your text");
    await page.keyboard.type("No.");
    await banner.waitForText(/97 characters left/u);
  });
});
