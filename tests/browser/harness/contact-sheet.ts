import type { World } from "./world.ts";

/** One picture of a sheet: what it shows, and a PNG in base64. */
interface Print {
  title: string;
  png: string;
}

/** Pictures of many states side by side, to be looked at at once. */
export class ContactSheet {
  readonly #prints: Print[] = [];

  constructor(private readonly world: World) {}

  add(title: string, png: string): void {
    this.#prints.push({ title, png });
  }

  /** Puts all of them on one sheet in build/screenshots/sheets, each so wide in CSS pixels, with its title above it. */
  async save(name: string, width: number): Promise<void> {
    const page = await this.world.browser.newPage();
    await page.setContent("<main></main>");
    await page.evaluate(
      async (prints, columns) => {
        document.body.style.cssText = "margin: 0; background: #8a9492; font: 600 14px sans-serif;";
        const sheet = document.querySelector("main") ?? document.body;
        sheet.style.cssText = "display: flex; flex-wrap: wrap; align-items: start; gap: 16px; padding: 16px;";
        for (const { title, png } of prints) {
          const image = new Image();
          image.src = `data:image/png;base64,${png}`;
          image.style.cssText = `display: block; inline-size: ${String(columns)}px; margin-block-start: 6px;`;
          const figure = document.createElement("figure");
          figure.style.margin = "0";
          figure.append(title, image);
          sheet.append(figure);
          await image.decode();
        }
      },
      this.#prints,
      width,
    );
    const columns = Math.max(1, Math.min(this.#prints.length, Math.floor(1800 / (width + 16))));
    await page.setViewport({ width: columns * (width + 16) + 16, height: 800 });
    await this.world.picture(page, `sheets/${name}`, true);
    await page.close();
  }
}
