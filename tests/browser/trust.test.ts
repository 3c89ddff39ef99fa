import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { RequestMessage } from "../../extension/model/messages.ts";
import { eventually } from "./harness/eventually.ts";
import { copyOfExtension } from "./harness/extension-copy.ts";
import { facebook } from "./harness/form.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

/** What a content script asks, and whether it is to be answered. */
const asked: [request: RequestMessage, isAnswered: boolean][] = [
  [{ kind: "facts", ask: { platform: "facebook" } }, true],
  [{ kind: "call", ask: { method: "accounts.list", params: {} } }, false],
  [{ kind: "import-download", ask: {} }, false],
  [{ kind: "stop-import", ask: {} }, false],
  [{ kind: "forget-import", ask: {} }, false],
];

/** A content script that has been taken over by its page: it asks for everything, and writes down which answers came. */
const script = `
const answerTo = (request) => chrome.runtime.sendMessage(request).then((answer) => answer !== undefined, () => false);
Promise.all(${JSON.stringify(asked.map(([request]) => request))}.map(answerTo)).then((answers) => {
  document.documentElement.dataset.answers = JSON.stringify(answers);
});`;

describe(`a page of Meta’s that turns hostile, in ${browser}`, () => {
  it("learns through Demur’s script what the banner needs, and nothing else of the host", async () => {
    const extension = copyOfExtension(browser, ({ content_scripts: [spotter] }) => spotter?.js.push("hostile.js"));
    writeFileSync(path.join(extension, "hostile.js"), script);
    const world = await World.open({ browser, host: "present", extension });
    try {
      world.replica.variant = { language: "en", answer: "success" };
      const { page } = await world.visit(facebook);
      const answers = await eventually(async () => {
        const written = await page.evaluate(() => document.documentElement.dataset["answers"]);
        assert.ok(written);
        return JSON.parse(written) as boolean[];
      });
      assert.deepEqual(
        answers,
        asked.map(([, isAnswered]) => isAnswered),
      );
    } finally {
      await world.close();
      rmSync(extension, { recursive: true });
    }
  });
});
