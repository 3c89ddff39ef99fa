/**
 * What Demur costs one of Meta's pages: npx tsx tests/bench/content_script.ts [PAGES]
 * Prints, for both browsers, how long the script runs on a page without a form, how long after Meta's form the banner appears, what looking
 * costs in a large page that keeps changing, and the sizes of the scripts. Ends with an error where the script for every page is too large:
 * the times depend on the machine.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "puppeteer-core";
import { facebook } from "../browser/harness/form.ts";
import { root, World, type BrowserName } from "../browser/harness/world.ts";

const pages = Number(process.argv[2] ?? 20);

/** A copy of the extension whose first script notes in an attribute of the page how long it took. */
function timedExtension(browser: BrowserName): string {
  const folder = mkdtempSync(path.join(tmpdir(), "demur-bench-"));
  cpSync(path.join(root, "build/extension", browser), folder, { recursive: true });
  const file = path.join(folder, "content/spotter.js");
  const tell = "document.documentElement.dataset.spotterTime = String(performance.now() - spotterStart);";
  // All looks at the page after the first come from timers.
  const timed = `const spotterStart = performance.now(); const plainTimer = setTimeout; let spotterBusy = 0;
globalThis.setTimeout = (run, pause) => plainTimer(() => {
  const start = performance.now();
  run();
  spotterBusy += performance.now() - start;
  document.documentElement.dataset.spotterBusy = String(spotterBusy);
}, pause);`;
  writeFileSync(file, `${timed}\n${readFileSync(file, "utf8")}\n${tell}\n`);
  return folder;
}

const median = (values: number[]): number => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;

/** Notes in the page when Meta's form is there, and when the banner is. */
function watchForBanner(): void {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  new MutationObserver(() => {
    if (document.querySelector("form")) seen["form"] ??= performance.now();
    if (document.querySelector("demur-banner")) seen["banner"] ??= performance.now();
  }).observe(document, { childList: true, subtree: true });
}

/** How long the changing page is watched, in milliseconds. */
const changesFor = 20_000;

/** A contact form at Meta that the catalogue doesn't know, with 340 kB of text, which changes 300 times a second. */
function changeAllTheTime(): void {
  const main = document.createElement("main");
  for (let count = 0; count < 3400; count += 1) {
    const paragraph = document.createElement("p");
    paragraph.textContent = "Words that say nothing. ".repeat(5).slice(0, 100);
    main.append(paragraph);
  }
  const box = document.createElement("input");
  box.type = "email";
  main.append(box, document.createElement("textarea"), document.createElement("button"));
  const changing = document.createElement("i");
  main.append(changing);
  document.body.replaceChildren(main);
  setInterval(() => {
    for (let count = 0; count < 3; count += 1) changing.replaceChildren(String(count));
  }, 10);
}

interface Costs {
  script: number;
  banner: number;
  /** The share of a core that looking takes in a page that keeps changing. */
  share: number;
}

/** What the extension's own looks take while such a page is open. */
async function shareOf(page: Page): Promise<number> {
  await page.goto("https://www.facebook.com/help/contact/904412873310277");
  await page.evaluate(changeAllTheTime);
  const busy = async () => Number(await page.evaluate(() => document.documentElement.dataset["spotterBusy"] ?? "0"));
  const before = await busy();
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, changesFor));
  return ((await busy()) - before) / (performance.now() - start);
}

async function measure(browser: BrowserName): Promise<Costs> {
  const extension = timedExtension(browser);
  const world = await World.open({ browser, host: "present", extension });
  try {
    const { page, banner } = await world.visit("https://www.facebook.com/help/1234567890");
    const script: number[] = [];
    for (let count = 0; count < pages; count += 1) {
      await page.reload();
      script.push(Number(await page.evaluate(() => document.documentElement.dataset["spotterTime"])));
    }
    await page.evaluateOnNewDocument(watchForBanner);
    // Late enough for the page to have loaded, as where Meta draws its form by script.
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org", renderAfter: 400 };
    const delays: number[] = [];
    for (let count = 0; count < pages; count += 1) {
      await page.goto(facebook);
      await banner.waitForText(/objection form/u);
      const seen = await page.evaluate(() => (window as unknown as { seen: { form: number; banner: number } }).seen);
      delays.push(seen.banner - seen.form);
    }
    return { script: median(script), banner: median(delays), share: await shareOf(page) };
  } finally {
    await world.close();
    rmSync(extension, { recursive: true });
  }
}

/** The largest size of the script for every page of Meta's help, in bytes. */
const largestSpotter = 20_000;
const sizeOf = (file: string): number => statSync(path.join(root, "build/extension/chromium", file)).size;
const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

const lines = [
  "| browser | script on a page that is no form | banner after the form | looking, at 340 kB and 300 changes a second |",
  "|---|---:|---:|---:|",
];
for (const browser of ["chromium", "firefox"] as const) {
  const { script, banner, share } = await measure(browser);
  lines.push(`| ${browser} | ${script.toFixed(2)} ms | ${banner.toFixed(0)} ms | ${(100 * share).toFixed(1)} % of a core |`);
}
lines.push("| limit | 1 ms | 200 ms | 2 % |");
console.log(lines.join("\n"));
const spotter = sizeOf("content/spotter.js");
const banner = inKilobytes(sizeOf("content/objection-form.js"));
console.log(
  `In every page of Meta's help: ${inKilobytes(spotter)} of at most ${inKilobytes(largestSpotter)}. Only where there is something to say: ${banner}.`,
);
if (spotter >= largestSpotter) process.exitCode = 1;
