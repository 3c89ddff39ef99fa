import path from "node:path";
import { ContactSheet } from "./contact-sheet.ts";
import { ExtensionPage, repainted } from "./page.ts";
import { reachState, states } from "./states.ts";
import type { Surface } from "./surfaces.ts";
import type { World } from "./world.ts";

/** Draws one surface in each of its states, wide and narrow, light and dark, all on one sheet. */
export async function drawSurface(world: World, { name, states, widths }: Surface, language: string): Promise<void> {
  const sheet = new ContactSheet(world);
  for (const { name: state, address, reach } of states) {
    const place = await address(world, language);
    const isFile = path.isAbsolute(place);
    const page = await (isFile ? ExtensionPage.openFile(world, place) : ExtensionPage.open(world, place, widths[0]));
    await page.waitFor("h1, h2");
    if (!isFile) await page.hostAnswers();
    await reach?.(page, language);
    for (const width of widths) {
      await page.setWidth(width);
      for (const scheme of ["light", "dark"] as const) {
        await page.setColourScheme(scheme);
        sheet.add(`${state}, ${String(width)}, ${scheme}`, await page.print());
      }
    }
    await page.close();
  }
  await sheet.save(`${language}/${name}`, 0.6);
}

/** Draws the banner in each state that a page can bring about, on a light page of Meta's or a dark one. */
export async function drawBanners(world: World, language: string, scheme: "light" | "dark"): Promise<void> {
  const sheet = new ContactSheet(world);
  for (const state of states) {
    const { page } = await reachState(world, state, { dark: scheme === "dark", language });
    for (const width of [1000, 360]) {
      await page.setViewport({ width, height: 800, deviceScaleFactor: 2 });
      await repainted(page);
      const { x, y, height } = await page.$eval("demur-banner", (banner) => {
        const box = banner.getBoundingClientRect();
        return { x: box.x + scrollX, y: box.y + scrollY, height: box.height };
      });
      const clip = { x: Math.max(0, x - 8), y: Math.max(0, y - 8), width: Math.min(width, 696), height: height + 16 };
      sheet.add(
        `${state.name}, ${String(width)}`,
        await page.screenshot({ clip, captureBeyondViewport: true, encoding: "base64" }),
      );
    }
    await page.close();
  }
  await sheet.save(`${language}/banner-${scheme}`, 0.9);
}
