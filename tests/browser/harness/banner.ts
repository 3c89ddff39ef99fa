import { patience } from "./eventually.ts";
import type { Page } from "puppeteer-core";
import { contextOf, sendBidi } from "./bidi.ts";
import type { BrowserName } from "./world.ts";

/** What can be seen of the banner. */
interface Seen {
  headline: string;
  text: string;
  /** The middle of each button and link, in the page's own coordinates, by its words. */
  actions: { words: string; x: number; y: number }[];
  height: number;
}

/** Runs inside the closed shadow root. */
function look(shadow: ShadowRoot): Seen {
  const region = shadow.querySelector<HTMLElement>("[role=region]");
  const actions = [...(region?.querySelectorAll<HTMLElement>("button, a, label, textarea") ?? [])].map((element) => {
    const box = element.getBoundingClientRect();
    return {
      words: element.getAttribute("aria-label") ?? element.innerText.trim(),
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
    };
  });
  return {
    headline: region?.querySelector("[role=heading]")?.textContent ?? "",
    text: region?.innerText ?? "",
    actions,
    height: region?.getBoundingClientRect().height ?? 0,
  };
}

interface CdpNode {
  nodeName: string;
  backendNodeId: number;
  children?: CdpNode[];
  shadowRoots?: CdpNode[];
}

function findBanner(node: CdpNode): CdpNode | undefined {
  if (node.nodeName.toLowerCase() === "demur-banner") return node.shadowRoots?.[0];
  for (const child of node.children ?? []) {
    const found = findBanner(child);
    if (found) return found;
  }
  return undefined;
}

/** Chromium: the debugger sees through closed roots. `code` is a function whose only argument is the root. */
async function runInChromium(page: Page, code: string): Promise<unknown> {
  const session = await page.createCDPSession();
  try {
    const { root } = (await session.send("DOM.getDocument", { depth: -1, pierce: true })) as { root: CdpNode };
    const shadow = findBanner(root);
    if (!shadow) return undefined;
    const { object } = await session.send("DOM.resolveNode", { backendNodeId: shadow.backendNodeId });
    const { result, exceptionDetails } = await session.send("Runtime.callFunctionOn", {
      objectId: object.objectId ?? "",
      functionDeclaration: `async function () { return JSON.stringify((await (${code})(this)) ?? null); }`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return JSON.parse(result.value as string);
  } finally {
    await session.detach();
  }
}

/**
 * Firefox: WebDriver BiDi names closed roots when it serialises their host. Puppeteer's own search fails where a test can't catch it
 * if the page navigates in the meantime.
 */
async function runInFirefox(page: Page, code: string): Promise<unknown> {
  const { nodes } = (await sendBidi(page.browser(), "browsingContext.locateNodes", {
    context: contextOf(page),
    locator: { type: "css", value: "demur-banner" },
  })) as { nodes: { value?: { shadowRoot?: { sharedId: string } } }[] };
  const shadow = nodes[0]?.value?.shadowRoot;
  if (!shadow) return undefined;
  const answer = (await sendBidi(page.browser(), "script.callFunction", {
    functionDeclaration: `async (root) => JSON.stringify((await (${code})(root)) ?? null)`,
    arguments: [{ sharedId: shadow.sharedId }],
    target: { context: contextOf(page) },
    awaitPromise: true,
  })) as { result?: { value: string }; exceptionDetails?: { text: string } };
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
  return JSON.parse(answer.result?.value ?? "null");
}

/** The banner in a page, seen and pressed as a person would. */
export class Banner {
  constructor(
    private readonly page: Page,
    private readonly browser: BrowserName,
  ) {}

  /** Undefined if there is no banner. */
  async look(): Promise<Seen | undefined> {
    return ((await this.run(look)) as Seen | null | undefined) ?? undefined;
  }

  /** Runs a function in the banner's closed root, which the page itself can't reach. Undefined if there is no banner. */
  async run(inside: (root: ShadowRoot) => unknown): Promise<unknown> {
    const code = inside.toString();
    return this.browser === "chromium" ? runInChromium(this.page, code) : runInFirefox(this.page, code);
  }

  /** Waits until the banner has this headline, and returns what it says then. */
  async waitFor(headline: string): Promise<Seen> {
    return this.#wait((seen) => seen.headline === headline, headline);
  }

  /** Waits until the banner's words match. */
  async waitForText(pattern: RegExp): Promise<Seen> {
    return this.#wait((seen) => pattern.test(seen.text), pattern.source);
  }

  async #wait(fits: (seen: Seen) => boolean, wanted: string): Promise<Seen> {
    const end = Date.now() + patience;
    let seen: Seen | undefined;
    while (Date.now() < end) {
      // The page may be between two documents.
      seen = await this.look().catch(() => undefined);
      if (seen && fits(seen)) return seen;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The banner says "${seen?.text ?? "nothing"}" instead of "${wanted}"`);
  }

  /** Presses a button or link with the mouse, as only a person can, once it is there. */
  async press(words: string): Promise<void> {
    const isMeant = (action: { words: string }) => action.words === words || action.words.startsWith(`${words}\n`);
    const { actions } = await this.#wait((seen) => seen.actions.some(isMeant), words);
    const action = actions.find(isMeant);
    if (action) await this.page.mouse.click(action.x, action.y);
  }
}
