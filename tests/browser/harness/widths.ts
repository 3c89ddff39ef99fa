import assert from "node:assert/strict";
import type { ExtensionPage } from "./page.ts";

/** No page scrolls sideways or breaks a rule of accessibility, however wide it is. */
export async function holdsAtEveryWidth(page: ExtensionPage, name: string): Promise<void> {
  for (const width of [1200, 1000, 700, 360, 320]) {
    await page.setWidth(width);
    assert.equal(await page.isTooWide(), false, `${name} at ${width}`);
    assert.deepEqual(await page.violations(), [], `${name} at ${width}`);
    if (width !== 700) await page.picture(`${name}-${width}`);
  }
  await page.setColourScheme("dark");
  await page.setWidth(1200);
  assert.deepEqual(await page.violations(), [], `${name} in the dark`);
  await page.picture(`${name}-dark`);
  await page.setColourScheme("light");
}
