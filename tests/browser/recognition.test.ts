import { writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer-core";
import type { Expectation, Fixture } from "../fixtures/pages/corpus.ts";
import { sample } from "../fixtures/pages/sample.ts";
import { Tally } from "../fixtures/pages/tally.ts";
import { Banner } from "./harness/banner.ts";
import { facebook, headlines } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import type { World, BrowserName } from "./harness/world.ts";

/*
 * All pages are recognized in tests/extension/recognized-pages.test.ts. This sample shows that browsers agree: on the URLs and frames in
 * which the content script runs, on what is visible, and on the banner in the end.
 */

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const tabs = 6;

/** Browsers open Meta's sites encrypted, whatever the link says (HSTS): such a page is Meta's own after all. */
const isUpgraded = (fixture: Fixture): boolean => /^http:\/\/(?:[\w-]+\.)*facebook\.com\//u.test(fixture.url);

/** DEMUR_FIXTURES, a regular expression, selects pages by name. */
const chosen = new RegExp(process.env["DEMUR_FIXTURES"] ?? "", "u");
const fixtures = sample().filter((fixture) => chosen.test(fixture.name) && !isUpgraded(fixture));

/** What Demur made of a page. A question before the form counts as certain: only the catalogue lets Demur wait for a form. */
function expectationFor(headline: string | undefined): Expectation {
  if (!headline) return "silent";
  if (headline === headlines.probable) return "probable";
  return headline === headlines.otherForm ? "another-form" : "certain";
}

function urlOf(fixture: Fixture): string {
  const url = new URL(fixture.url);
  url.searchParams.set("fixture", fixture.name);
  return url.href;
}

describe(`recognition in ${browser}`, () => {
  let world: World;
  const tally = new Tally();

  before(async () => {
    world = await freshWorld({ browser, host: "missing" });
  });

  /** The URL at which the browser finds the page. */
  const served = (fixture: Fixture): string => {
    // A saved copy of the page, on the person's own disk.
    if (fixture.url.startsWith("file:")) {
      const file = path.join(world.folder, `${fixture.name}.html`);
      writeFileSync(file, fixture.html);
      return pathToFileURL(file).href;
    }
    world.replica.fixtures.set(fixture.name, fixture.html);
    const url = urlOf(fixture);
    if (!fixture.framed) return url;
    const outer = `${fixture.name}-outer`;
    world.replica.fixtures.set(
      outer,
      `<!doctype html><title>News</title><iframe src="${url.replaceAll("&", "&amp;")}"></iframe>`,
    );
    return `https://news.example/?fixture=${outer}`;
  };

  const opened = (count: number): Promise<Page[]> => Promise.all(Array.from({ length: count }, () => world.browser.newPage()));

  it("shows the banner on the objection form, and tells other forms apart", async () => {
    const queue = fixtures.filter(({ expect }) => expect !== "silent");
    const work = async (page: Page) => {
      for (let fixture = queue.pop(); fixture; fixture = queue.pop()) {
        await page.goto(served(fixture), { waitUntil: "domcontentloaded" });
        const { headline } = await new Banner(page, browser).waitForText(/./u);
        tally.add(fixture, expectationFor(headline));
      }
      await page.close();
    };
    await Promise.all((await opened(tabs)).map(work));
  });

  it("says nothing on any other page, while it does on a form that was opened after them", async () => {
    world.replica.variant = { language: "en", answer: "success" };
    const silent = fixtures.filter(({ expect }) => expect === "silent");
    const pages = await opened(tabs);
    const { page: form, banner } = await world.visit(facebook);
    for (let first = 0; first < silent.length; first += tabs) {
      const batch = pages.flatMap((page, index) => {
        const fixture = silent[first + index];
        return fixture ? [{ page, fixture }] : [];
      });
      await Promise.all(batch.map(({ page, fixture }) => page.goto(served(fixture), { waitUntil: "load" })));
      await form.reload({ waitUntil: "domcontentloaded" });
      await banner.waitFor(headlines.empty);
      for (const { page, fixture } of batch)
        tally.add(fixture, expectationFor((await new Banner(page, browser).look())?.headline));
    }
    tally.check(browser);
  });
});
