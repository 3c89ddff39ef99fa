import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { writeTable } from "../table.ts";
import { corpus, type Expectation, type Fixture } from "../fixtures/pages/corpus.ts";
import { Banner } from "./harness/banner.ts";
import { headlines } from "./harness/form.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
/** Chromium sees every page. Firefox, which is slower at opening them and runs the same code, sees every thirteenth. */
const every = browser === "chromium" ? 1 : 13;
const tabs = 6;
/** A banner comes within a tenth of this on a page that is not late, and none of these is, in milliseconds. */
const watchFor = 400;
/** A page on which something is expected gets more time, because the machine may be busy, in milliseconds. */
const waitFor = 8000;

const { positives, steps: allSteps, negatives } = corpus();
/** A page that only holds Meta's answer is no form: whoever sent it sees the answer in the page that they sent it from. */
const steps = allSteps.filter(({ variant }) => variant !== "success");
/** Browsers open Meta's sites encrypted, whatever the link says (HSTS): such a page is Meta's own after all. */
const isUpgraded = (fixture: Fixture): boolean => /^http:\/\/(?:[\w-]+\.)*facebook\.com\//u.test(fixture.url);

/** DEMUR_FIXTURES, a regular expression, chooses pages by their names. */
const chosen = new RegExp(process.env["DEMUR_FIXTURES"] ?? "", "u");
const fixtures = [...positives, ...steps, ...negatives].filter(
  (fixture, index) => index % every === 0 && chosen.test(fixture.name) && !isUpgraded(fixture),
);

/** What Demur made of a page. A question before the form counts as certain: only the catalogue lets Demur wait for a form. */
function expectationFor(headline: string | undefined): Expectation {
  if (headline === undefined) return "silent";
  if (headline === headlines.probable) return "probable";
  return headline === headlines.otherForm ? "another-form" : "certain";
}

function addressOf(fixture: Fixture, key: string): string {
  const url = new URL(fixture.url);
  url.searchParams.set("fixture", key);
  return url.href;
}

interface Row {
  pages: number;
  right: number;
  wrong: string[];
}

describe(`recognition in ${browser}`, () => {
  let world: World;
  const rows = new Map<string, Row>();

  before(async () => {
    world = await World.open({ browser, host: "missing" });
  });
  after(async () => {
    await world.close();
  });

  const open = (fixture: Fixture, index: number): string => {
    const key = String(index);
    // A saved copy of the page, on the person's own disk.
    if (fixture.url.startsWith("file:")) {
      const file = path.join(world.folder, `${key}.html`);
      writeFileSync(file, fixture.html);
      return pathToFileURL(file).href;
    }
    world.replica.fixtures.set(key, fixture.html);
    const address = addressOf(fixture, key);
    if (!fixture.framed) return address;
    world.replica.fixtures.set(
      `${key}-outer`,
      `<!doctype html><title>News</title><iframe src="${address.replaceAll("&", "&amp;")}"></iframe>`,
    );
    return `https://news.example/?fixture=${key}-outer`;
  };

  const judge = async (
    fixture: Fixture,
    index: number,
    see: (address: string, isExpected: boolean) => Promise<string | undefined>,
  ) => {
    const seen = expectationFor(await see(open(fixture, index), fixture.expect !== "silent"));
    const name = `${fixture.expect}, ${fixture.engine}`;
    const row = rows.get(name) ?? { pages: 0, right: 0, wrong: [] };
    rows.set(name, row);
    row.pages += 1;
    if (seen === fixture.expect) row.right += 1;
    else row.wrong.push(`${fixture.name}: ${seen}`);
  };

  /** Works through the pages in one tab. */
  const work = async (queue: [number, Fixture][]): Promise<void> => {
    const page = await world.browser.newPage();
    const banner = new Banner(page, browser);
    const see = async (address: string, isExpected: boolean): Promise<string | undefined> => {
      await page.goto(address, { waitUntil: "domcontentloaded" });
      const end = Date.now() + (isExpected ? waitFor : watchFor);
      while (Date.now() < end) {
        if (await page.$("demur-banner")) {
          const headline = (await banner.look())?.headline;
          if (headline) return headline;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return undefined;
    };
    for (let next = queue.pop(); next; next = queue.pop()) await judge(next[1], next[0], see);
    await page.close();
  };

  it("finds the objection form, says nothing elsewhere, and tells other forms apart", { timeout: 1_200_000 }, async () => {
    const queue = [...fixtures.entries()];
    await Promise.all(Array.from({ length: tabs }, () => work(queue)));
    const figures = [...rows].sort().map(([name, { pages, right }]) => [name, pages, right, pages - right]);
    writeTable(
      `recognition-${browser}`,
      [`Recognition in ${browser}: what it should be, engine`, "pages", "right", "wrong"],
      figures,
    );
    for (const [name, { pages, right, wrong }] of rows) {
      const share = name.startsWith("probable") ? 0.95 : 1;
      assert.ok(right >= share * pages, `${name}:\n${wrong.join("\n")}`);
    }
  });
});
