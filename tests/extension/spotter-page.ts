import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { JSDOM, VirtualConsole, type DOMWindow } from "jsdom";
import type { Spotted } from "../../extension/content/banner-scripts.ts";
import manifest from "../../manifests/extension/common.json" with { type: "json" };
import type { Fixture } from "../fixtures/pages/corpus.ts";

const [contentScript] = manifest.content_scripts;

const entry = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../extension/content/spotter/main.ts");
const spotter = buildSync({ entryPoints: [entry], bundle: true, format: "iife", write: false }).outputFiles[0]?.text ?? "";

/** A match pattern of the manifest as a regular expression; https://developer.chrome.com/docs/extensions/develop/concepts/match-patterns. */
function expressionOf(pattern: string): RegExp {
  const [, host = "", rest = ""] = /^https:\/\/([^/]+)(\/.*)$/u.exec(pattern) ?? [];
  const plain = (text: string) => text.replace(/[.?+^$()[\]{}|\\]/gu, "\\$&");
  const domain = host.startsWith("*.") ? `(?:[^/]+\\.)?${plain(host.slice(2))}` : plain(host);
  return new RegExp(`^https://${domain}(?::\\d+)?${plain(rest).replaceAll("*", ".*")}$`, "u");
}

const expressions = contentScript?.matches.map(expressionOf) ?? [];

/** Whether the manifest has the browser put the spotter into this page. */
export function isSpottedIn({ url, framed }: Fixture): boolean {
  const { href, hash } = new URL(url);
  const address = href.slice(0, href.length - hash.length);
  return !framed && expressions.some((expression) => expression.test(address));
}

/** Timers that fire in the order of their times, each as soon as everything before it is done. */
class Clock {
  now = 0;
  #next = 1;
  readonly #timers = new Map<number, { at: number; run: () => void }>();

  readonly set = (run: () => void, delay = 0): number => {
    this.#timers.set(this.#next, { at: this.now + delay, run });
    return this.#next++;
  };
  readonly clear = (id: number): void => {
    this.#timers.delete(id);
  };

  /** Lets time pass until no timer is left. */
  async runOut(): Promise<void> {
    for (;;) {
      // Promises and observers of the page come first.
      await new Promise(setImmediate);
      const [next] = [...this.#timers].sort(([, one], [, other]) => one.at - other.at);
      if (!next) return;
      const [id, { at, run }] = next;
      this.#timers.delete(id);
      this.now = at;
      run();
    }
  }
}

/** Whether an element has a box; jsdom has no layout, so all do except those hidden by their own style or an ancestor's. */
function isDrawn(element: Element | null): boolean {
  if (element === null) return true;
  return element.ownerDocument.defaultView?.getComputedStyle(element).display !== "none" && isDrawn(element.parentElement);
}

/** The few browser interfaces that the spotter needs and jsdom lacks. `leave` makes the spotter notice another URL. */
function furnish(window: DOMWindow, clock: Clock, spotted: Spotted[]): { leave: () => void } {
  const listeners = { addListener: () => undefined, removeListener: () => undefined };
  const navigated: (() => void)[] = [];
  Object.assign(window.Element.prototype, {
    getClientRects(this: Element) {
      return isDrawn(this) ? [this.getBoundingClientRect()] : [];
    },
  });
  Object.assign(window, {
    setTimeout: clock.set,
    clearTimeout: clock.clear,
    Date: { now: () => clock.now },
    navigation: { addEventListener: (_type: string, listener: () => void) => navigated.push(listener) },
    chrome: {
      storage: { local: { get: (stored: unknown) => Promise.resolve(stored), onChanged: listeners } },
      runtime: { sendMessage: () => Promise.resolve(null), onMessage: listeners },
    },
    demurShow: (seen: Spotted) => {
      spotted.push(seen);
      return { isSent: false, keepPlace: () => undefined, end: () => undefined };
    },
  });
  return {
    leave: () => {
      for (const listener of navigated) listener();
    },
  };
}

/** What the spotter finally shows in a page, after everything that the page's own script does later. Undefined if it says nothing. */
export async function spottedIn({ url, html, name }: Fixture): Promise<Spotted | undefined> {
  const clock = new Clock();
  const spotted: Spotted[] = [];
  const errors: Error[] = [];
  const virtualConsole = new VirtualConsole().on("jsdomError", (error) => errors.push(error));
  let leave: (() => void) | undefined;
  const page = new JSDOM(html, {
    url,
    virtualConsole,
    runScripts: "dangerously",
    beforeParse: (window) => {
      ({ leave } = furnish(window, clock, spotted));
      window.eval(spotter);
    },
  });
  if (page.window.document.readyState !== "complete")
    await new Promise((resolve) => {
      page.window.addEventListener("load", resolve);
    });
  await clock.runOut();
  page.reconfigure({ url: "https://example.org/" });
  leave?.();
  page.window.close();
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join(", ")}`);
  return spotted.at(-1);
}
