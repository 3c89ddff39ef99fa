import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { JSDOM, type DOMWindow } from "jsdom";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { TaggedFound } from "../../extension/model/sighting.ts";
import { holds } from "../fixtures/holds.ts";
import { taggedPages } from "../fixtures/tagged/pages.ts";

const entry = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../extension/content/tagged-content/main.ts");
const script = buildSync({ entryPoints: [entry], bundle: true, format: "iife", write: false }).outputFiles[0]?.text ?? "";

describe("a page that shows others' posts", () => {
  let window: DOMWindow;
  let told: TaggedFound[];
  /** Whether the background page can be reached. */
  let isReachable: boolean;
  /** The timers of the page, which run when the test says so. */
  let timers: Map<number, () => void>;
  let hear: ((notice: object, sender: object, respond: (answer: unknown) => void) => void)[];

  const settle = async () => {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Changes the page, and lets the script look again. */
  const change = async () => {
    window.document.body.append("…");
    await settle();
    const due = [...timers.values()];
    timers.clear();
    for (const run of due) run();
    await settle();
  };
  const codes = () => told.map(({ items, ownerless }) => items.length + ownerless.length);

  beforeEach(async () => {
    [told, hear] = [[], []];
    timers = new Map();
    const { html, url } = taggedPages.tabLinks;
    ({ window } = new JSDOM(html, {
      url,
      runScripts: "outside-only",
      beforeParse: (made) => {
        let next = 1;
        const nothing = { addListener: () => undefined };
        made.Element.prototype.checkVisibility = () => true;
        Object.assign(made, {
          setTimeout: (run: () => void) => {
            timers.set(next, run);
            return next++;
          },
          clearTimeout: (id: number) => timers.delete(id),
          requestIdleCallback: (run: () => void) => setImmediate(run),
          navigation: { addEventListener: () => undefined },
          demurShowSighting: () => ({ show: () => undefined, keepPlace: () => undefined, end: () => undefined }),
          chrome: {
            storage: { local: { get: () => Promise.resolve({ watchedSites: ["instagram"] }), onChanged: nothing } },
            runtime: {
              onMessage: { addListener: (listener: (typeof hear)[number]) => hear.push(listener) },
              sendMessage: ({ kind, ask }: { kind: string; ask: TaggedFound }) => {
                if (!isReachable) return Promise.reject(new Error("Receiving end does not exist."));
                if (kind === "tagged-found") told.push(ask);
                return Promise.resolve({ answer: { isWaiting: false, isFolded: false } });
              },
            },
          },
        });
      },
    }));
    isReachable = false;
    window.eval(script);
    await settle();
  });
  afterEach(() => {
    window.close();
  });

  it("tells each post once", async () => {
    isReachable = true;
    await change();
    await change();
    assert.equal(codes().length, 1);
    holds((codes()[0] ?? 0) > 1);
  });

  it("tells again what the background page did not take", async () => {
    await change();
    assert.deepEqual(told, []);
    isReachable = true;
    await change();
    assert.equal(codes().length, 1);
  });

  it("says whether it has told something", async () => {
    isReachable = true;
    await change();
    const answers: unknown[] = [];
    for (const listener of hear) listener({ kind: "still-there", what: "posts" }, {}, (answer) => answers.push(answer));
    assert.deepEqual(answers, [true]);
  });
});
