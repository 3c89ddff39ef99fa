import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "puppeteer-core";
import type { Banner } from "./banner.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  nodes: { html: string }[];
}
declare const axe: { run(context: Element | Document, options: unknown): Promise<{ violations: Violation[] }> };

const inWords = (violations: unknown): string[] =>
  (violations as Violation[]).map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);

/** What axe-core finds wrong with a page: every rule for WCAG 2.2 A and AA, and its best practices. */
export async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return inWords(await page.evaluate(async () => (await axe.run(document, {})).violations));
}

/** What axe-core finds wrong with the banner. It can't read a closed root, so the root is opened to it for this check. */
export async function violationsInBanner(page: Page, banner: Banner): Promise<string[]> {
  await page.evaluate(source);
  const violations = await banner.run(async (root) => {
    Object.defineProperty(root.host, "shadowRoot", { value: root, configurable: true });
    const region = root.querySelector("[role=region]");
    return region ? (await axe.run(region, {})).violations : [];
  });
  return inWords(violations);
}
