import { pathToFileURL } from "node:url";
import type { ElementHandle, KeyInput, Page } from "puppeteer-core";
import { violationsIn } from "./axe.ts";
import { contextOf, runInWindow, sendBidi } from "./bidi.ts";
import { catalogueOf } from "./catalogue.ts";
import { eventually, patience, within } from "./eventually.ts";
import { chromiumId, firefoxUuid, type World } from "./world.ts";

const origins = { chromium: `chrome-extension://${chromiumId}`, firefox: `moz-extension://${firefoxUuid}` };

/** Waits until the page is painted in its current state, and so is what is measured from it. */
export async function repainted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** In CSS pixels. */
export interface WindowSize {
  width: number;
  height: number;
}

/** Draws what is in a window of this size. `file` ends in .png. */
export async function drawWindow(page: Page, size: WindowSize, file: string): Promise<void> {
  await page.setViewport({ ...size, deviceScaleFactor: 1 });
  await repainted(page);
  await page.screenshot({ path: file });
}

/** One of Demur's own pages in a tab, read, pressed and typed into as a person would. */
export class ExtensionPage {
  /** The script that makes the page speak another language. */
  #spoken: string | undefined;

  private constructor(
    private readonly world: World,
    private readonly page: Page,
  ) {}

  /** Opens a page in front, such as "welcome/welcome.html#3", in a tab of this width in CSS pixels. */
  static async open(world: World, address: string, width = 360): Promise<ExtensionPage> {
    const page = await world.browser.newPage();
    page.setDefaultTimeout(patience);
    const opened = new ExtensionPage(world, page);
    await opened.setWidth(width);
    const url = `${origins[world.options.browser]}/${address}`;
    // In Firefox, Puppeteer waits forever for such a page, because the tab changes its process.
    if (world.options.browser === "chromium") await page.goto(url);
    else await sendBidi(world.browser, "browsingContext.navigate", { context: contextOf(page), url, wait: "complete" });
    await page.bringToFront();
    return opened;
  }

  /** Opens a local file in front, such as one that Demur has saved. */
  static async openFile(world: World, file: string, width = 1000): Promise<ExtensionPage> {
    const page = await world.browser.newPage();
    page.setDefaultTimeout(patience);
    const opened = new ExtensionPage(world, page);
    await opened.setWidth(width);
    await page.goto(pathToFileURL(file).href);
    await page.bringToFront();
    return opened;
  }

  /** The page as a PDF, as it would be printed. */
  async printed(): Promise<Buffer> {
    // What is emulated for the screen would be printed, too.
    if (this.world.options.browser === "chromium") await this.page.emulateMediaType(undefined);
    return Buffer.from(await this.page.pdf({ format: "A4", preferCSSPageSize: true }));
  }

  /** Reloads the page where it is: in front, or behind another tab. */
  async reload(): Promise<void> {
    if (this.world.options.browser === "chromium") await this.page.reload();
    else await sendBidi(this.world.browser, "browsingContext.reload", { context: contextOf(this.page), wait: "complete" });
  }

  /** Brings the page in front: one in the background is not painted, and can't be clicked. */
  async toFront(): Promise<void> {
    await this.page.bringToFront();
  }

  /** Waits until the visible words match, and returns them. */
  async waitForText(pattern: RegExp): Promise<string> {
    return eventually(async () => {
      const text = await this.page.evaluate(() => document.body.innerText);
      if (!pattern.test(text)) throw new Error(`The page says "${text}" instead of ${String(pattern)}`);
      return text;
    });
  }

  /** Waits until an element matches the selector. */
  async waitFor(selector: string): Promise<void> {
    await eventually(async () => {
      if (!(await this.exists(selector))) throw new Error(`The page has no ${selector}`);
    });
  }

  /** Whether an element matches the selector now. */
  async exists(selector: string): Promise<boolean> {
    return (await this.page.$(selector)) !== null;
  }

  /** Presses the button or link with this accessible name with the mouse. */
  async click(role: "button" | "link" | "switch" | "textbox" | "checkbox", name: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
  }

  /** Follows the link with this accessible name in a new tab: in Firefox, Puppeteer loses a page of Demur's that navigates to another. */
  async follow(name: string): Promise<ExtensionPage> {
    const link = await this.page.waitForSelector(`::-p-aria([name="${name}"][role="link"])`);
    const url = (await link?.evaluate((one) => (one as HTMLAnchorElement).href)) ?? "";
    const width = await this.page.evaluate(() => window.innerWidth);
    await this.close();
    return ExtensionPage.open(this.world, url.slice(origins[this.world.options.browser].length + 1), width);
  }

  /** Types into the field with this accessible name, after what is there. */
  async type(label: string, text: string): Promise<void> {
    const field = await this.page.waitForSelector(`::-p-aria([name="${label}"])`);
    await field?.type(text);
  }

  /** Searches for this in the list's search field, instead of what was searched for before. */
  async search(query: string): Promise<void> {
    const field = await this.page.waitForSelector("input[type=search]");
    await field?.click({ count: 3 });
    await this.page.keyboard.press("Backspace");
    if (query !== "") await this.page.keyboard.type(query);
  }

  /** Chooses a day, such as 2026-11-24, in the field with this name, or in the first: how it is typed depends on the language. */
  async fillDay(day: string, name?: string): Promise<void> {
    await this.page.waitForSelector("input[type=date]");
    const isFilled = await this.page.evaluate(
      (value, label) => {
        const fields = [...document.querySelectorAll<HTMLInputElement>("input[type=date]")];
        const field = fields.find(({ labels }) => label === null || labels?.[0]?.textContent === label);
        if (!field) return false;
        field.value = value;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
        return true;
      },
      day,
      name ?? null,
    );
    if (!isFilled) throw new Error(`No day field is called ${name ?? ""}`);
  }

  /** Chooses from the list with this accessible name. */
  async choose(label: string, value: string): Promise<void> {
    const list = await this.page.waitForSelector(`::-p-aria([name="${label}"][role="combobox"])`);
    await (list as ElementHandle<HTMLSelectElement> | null)?.select(value);
  }

  /** Drops a file on the box for it. */
  async drop(name: string, content: string, box = ".mail-box"): Promise<void> {
    await this.page.$eval(
      box,
      (box, fileName, text) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], fileName));
        box.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      name,
      content,
    );
  }

  /** Stops the reading of the next file while this piece of it is being read, counted from 1. */
  async stopAtPiece(wanted: number): Promise<void> {
    await this.page.evaluate((piece) => {
      const blobs = Blob.prototype as { slice: (this: Blob, start?: number, end?: number) => Blob };
      const readPiece = blobs.slice;
      let count = 0;
      blobs.slice = function (...range) {
        count += 1;
        document.body.dataset["pieces"] = String(count);
        if (count === piece) document.querySelector<HTMLElement>(".reading button")?.click();
        return readPiece.apply(this, range);
      };
    }, wanted);
  }

  /** Presses an element as soon as it is in the page. */
  async pressWhenThere(selector: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      const watch = new MutationObserver(() => {
        const element = document.querySelector<HTMLElement>(wanted);
        if (!element) return;
        watch.disconnect();
        element.click();
      });
      watch.observe(document.body, { childList: true, subtree: true });
    }, selector);
  }

  /** How many pieces of files have been read since then. */
  async piecesRead(): Promise<number> {
    return this.page.evaluate(() => Number(document.body.dataset["pieces"]));
  }

  /** Waits until the host has answered twice: what the page had asked before, and would ask then, has been answered by that time. */
  async hostAnswers(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let time = 0; time < 2; time += 1)
        await chrome.runtime.sendMessage({ kind: "call", ask: { method: "accounts.list", params: {} } });
    });
  }

  /** Presses a key together with Control. */
  async pressWithControl(key: KeyInput): Promise<void> {
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press(key);
    await this.page.keyboard.up("Control");
  }

  /** Types where the focus is. */
  async keys(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(key: KeyInput): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Runs a function in the page, where all extension APIs are available. */
  async evaluate<Result, Given extends unknown[] = []>(
    run: (...given: Given) => Result,
    ...given: Given
  ): Promise<Awaited<Result>> {
    return this.page.evaluate(run as (...given: unknown[]) => Result, ...given);
  }

  /** Runs a function in the page as laid out for printing. */
  async onPaper<Result>(run: () => Result): Promise<Awaited<Result>> {
    const setMedia = (media: "print" | "screen") =>
      this.world.options.browser === "chromium"
        ? this.page.emulateMediaType(media)
        : runInWindow(
            this.world.browser,
            `gBrowser.selectedBrowser.browsingContext.mediumOverride = "${media === "print" ? "print" : ""}"`,
          );
    await this.page.bringToFront();
    await setMedia("print");
    const result = await this.page.evaluate(run);
    await setMedia("screen");
    return result;
  }

  /** Finishes every colour transition: a colour in between is neither, and a page that isn't painted never finishes by itself. */
  async #settle(): Promise<void> {
    await this.page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });
  }

  /** What axe-core finds wrong with the page. */
  async violations(): Promise<string[]> {
    await this.page.bringToFront();
    await this.#settle();
    return violationsIn(this.page);
  }

  /** Whether anything makes the page scroll sideways. */
  async isTooWide(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }

  async setWidth(width: number): Promise<void> {
    await this.page.setViewport({ width, height: 600, deviceScaleFactor: 2 });
  }

  /** Sets whether the person prefers light or dark. */
  async setColourScheme(scheme: "light" | "dark"): Promise<void> {
    if (this.world.options.browser === "chromium") {
      await this.page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      return;
    }
    await this.page.bringToFront();
    await runInWindow(this.world.browser, `gBrowser.selectedBrowser.browsingContext.prefersColorSchemeOverride = "${scheme}"`);
  }

  /** Draws the page in the system's few colours, as for people who need the contrast. Chromium only. */
  async forceColours(): Promise<void> {
    const session = await this.page.createCDPSession();
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  }

  /** Saves a picture of the whole page in build/screenshots. Only Chromium is fast enough to do so every time. */
  async picture(name: string): Promise<void> {
    if (this.world.options.browser !== "chromium" && !process.env["DEMUR_PICTURES"]) return;
    // Firefox takes seconds to paint a page behind another one.
    await this.page.bringToFront();
    const width = await this.page.evaluate(() => window.innerWidth);
    // In a window that fits the whole page, no scroll bar makes it narrower.
    await this.page.setViewport({ width, height: 4000, deviceScaleFactor: 2 });
    const height = Math.ceil(await this.page.evaluate(() => document.documentElement.getBoundingClientRect().height));
    await this.page.setViewport({ width, height, deviceScaleFactor: 2 });
    await this.world.picture(this.page, name);
    await this.setWidth(width);
  }

  /** Draws what is in a window of this size. */
  async draw(size: WindowSize, file: string): Promise<void> {
    await drawWindow(this.page, size, file);
  }

  /** A picture of the whole page for a contact sheet, as base64; of a very long page as much as a browser can draw at once. */
  async print(): Promise<string> {
    await this.#settle();
    const size = await this.page.evaluate(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      return { width, height: Math.min(height, 8000) };
    });
    return this.page.screenshot({ clip: { x: 0, y: 0, ...size }, captureBeyondViewport: true, encoding: "base64" });
  }

  /**
   * Makes the page speak another language from its next load on, without another browser: its messages come from this catalogue.
   * Chromium only.
   */
  async speak(language: string): Promise<void> {
    if (this.#spoken) await this.page.removeScriptToEvaluateOnNewDocument(this.#spoken);
    const { identifier } = await this.page.evaluateOnNewDocument((catalogue) => {
      chrome.i18n.getMessage = (key: string, given: string | (string | number)[] = []) => {
        const values = Array.isArray(given) ? given : [given];
        const entry = catalogue[key];
        return (entry?.message ?? "").replace(/\$(\w+)\$/gu, (_, name: string) => {
          const { content } = entry?.placeholders?.[name.toLowerCase()] ?? { content: "" };
          return content.replace(/\$(\d)/gu, (__, number: string) => String(values[Number(number) - 1] ?? ""));
        });
      };
    }, catalogueOf(language));
    this.#spoken = identifier;
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** Closes every other page of the browser. */
  async closeOthers(): Promise<void> {
    for (const page of await this.world.browser.pages()) if (page !== this.page) await page.close();
  }

  /** Opens a page whose messages the extension answers. A page that is opened while the extension restarts never loads. */
  async #openAnswered(): Promise<ExtensionPage> {
    const page = await ExtensionPage.open(this.world, "popup/popup.html");
    await page.evaluate(() => chrome.runtime.sendMessage({ kind: "is-kept", ask: { formId: "", email: "" } }));
    return page;
  }

  /** Removes everything that the extension stores, and restarts it. This page goes with it; the extension answers afterwards. */
  async restartExtension(): Promise<void> {
    // Firefox closes the window together with its last page.
    const blank = await this.world.browser.newPage();
    await this.page
      .evaluate(async () => {
        const { optional_host_permissions: origins } = chrome.runtime.getManifest() as { optional_host_permissions?: string[] };
        await chrome.permissions.remove({ origins: origins ?? [] }).catch(() => false);
        await chrome.scripting.unregisterContentScripts();
        await chrome.alarms.clearAll();
        await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]);
        chrome.runtime.reload();
      })
      // The page may be gone before it has answered.
      .catch(() => undefined);
    const desk = await eventually(async () => within(10_000, this.#openAnswered()));
    await desk.closeOthers();
    await blank.close().catch(() => undefined);
  }

  /** Restarts the extension with everything that it stores, as an update does. This page goes with it; the extension answers afterwards. */
  async updateExtension(): Promise<void> {
    await this.page
      .evaluate(() => {
        chrome.runtime.reload();
      })
      // The page may be gone before it has answered.
      .catch(() => undefined);
    const desk = await eventually(async () => within(10_000, this.#openAnswered()));
    await desk.close();
  }
}
