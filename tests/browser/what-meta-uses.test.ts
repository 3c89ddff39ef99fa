import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

describe(`the page about what Meta uses, in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "missing" });
  });

  it("says what is used and what isn't, what an objection covers and what it doesn't, each with who says so", async () => {
    const page = await ExtensionPage.open(world, "uses/uses.html", 1200);
    await page.waitForText(
      /What Meta uses for its AI[^]*Meta says it uses[^]*Others report[^]*back to 2007[^]*Meta says it doesn’t use[^]*Private messages[^]*under 18[^]*Your objection covers[^]*Your objection doesn’t cover[^]*of others[^]*already used[^]*27\s+May\s+2025\s+The training begins/u,
    );
    const lines = await page.evaluate(() =>
      [...document.querySelectorAll(".lines > li, .dates > li")].map((line) => line.querySelectorAll(".sources a").length),
    );
    holds(lines.length >= 18);
    holds(lines.every((sources) => sources > 0));
    const links = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>(".sources a")].map(({ href, rel, textContent }) => ({
        href,
        rel,
        textContent,
      })),
    );
    for (const { href, rel, textContent } of links) {
      assert.match(href, /^https:\/\//u);
      assert.equal(rel, "noopener noreferrer");
      assert.match(textContent, /20\d\d \((?:Dutch|English|German|Italian|Portuguese)\) \(opens another site\)$/u);
    }
    const saidByMeta = await page.evaluate(() =>
      [...document.querySelectorAll("h2")]
        .filter(({ textContent }) => textContent.startsWith("Meta says"))
        .flatMap((headline) => [...(headline.nextElementSibling?.querySelectorAll("li > div") ?? [])])
        .map((line) => line.textContent),
    );
    assert.equal(saidByMeta.length, 4);
    for (const line of saidByMeta) assert.match(line, /Meta, 14\s+April\s+2025/u);
    await page.picture("uses");
    await page.close();
  });

  it("asks for nothing, fits small windows, and can be read by everyone", async () => {
    const before = world.replica.requests.length;
    const page = await ExtensionPage.open(world, "uses/uses.html", 700);
    await page.waitForText(/What you can do/u);
    assert.deepEqual(await page.violations(), []);
    await page.setColourScheme("dark");
    assert.deepEqual(await page.violations(), []);
    await page.picture("uses-dark");
    await page.setColourScheme("light");
    await page.setWidth(320);
    assert.equal(await page.isTooWide(), false);
    await page.picture("uses-narrow");
    assert.deepEqual(
      world.replica.requests.slice(before).filter((request) => /facebook|instagram|meta/u.test(request)),
      [],
    );
    await page.close();
  });

  it("is one press away from the first step and from the settings", async () => {
    for (const [address, link] of [
      ["welcome/welcome.html#1", "More, with dates and sources"],
      ["history/history.html#settings", "What Meta uses, and what it doesn’t"],
    ] as const) {
      const page = await ExtensionPage.open(world, address, 900);
      await page.waitForText(new RegExp(link, "u"));
      await page.click("link", link);
      await eventually(async () => {
        assert.match(await page.evaluate(() => document.body.innerText), /Meta says it uses/u);
      });
      await page.close();
    }
  });
});
