import type { World } from "./world.ts";

/** One picture of a sheet: what it shows, and a PNG in base64. */
interface Print {
  title: string;
  png: string;
}

/** Pictures of many states side by side, to be seen at a glance. */
export class ContactSheet {
  readonly #prints: Print[] = [];

  constructor(private readonly world: World) {}

  add(title: string, png: string): void {
    this.#prints.push({ title, png });
  }

  /** Puts all of them on one sheet in build/screenshots/sheets, each below its title; `scale`: relative to the size that a person sees. */
  async save(name: string, scale: number): Promise<void> {
    const page = await this.world.browser.newPage();
    await page.setContent("<main></main>");
    await page.evaluate(
      async (prints, share) => {
        document.body.style.cssText = "margin: 0; background: #8a9492; font: 600 14px sans-serif;";
        const sheet = document.querySelector("main") ?? document.body;
        sheet.style.cssText = "display: flex; flex-wrap: wrap; align-items: start; gap: 16px; padding: 16px;";
        for (const { title, png } of prints) {
          const image = new Image();
          image.src = `data:image/png;base64,${png}`;
          const figure = document.createElement("figure");
          figure.append(title, image);
          sheet.append(figure);
          await image.decode();
          figure.style.cssText = `margin: 0; inline-size: ${String(image.naturalWidth * share)}px;`;
          image.style.cssText = "display: block; inline-size: 100%; margin-block-start: 6px;";
        }
      },
      this.#prints,
      // Pictures are taken at two pixels to one.
      scale / 2,
    );
    await page.setViewport({ width: 2000, height: 400 });
    await this.world.picture(page, `sheets/${name}`, true);
    await page.close();
  }
}
