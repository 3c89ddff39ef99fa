import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { RequestMessage } from "../../extension/model/messages.ts";
import type { TaggedFound } from "../../extension/model/sighting.ts";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { copyOfExtension } from "./harness/extension-copy.ts";
import { facebook } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import type { BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

/** What is found only where the person has Demur look for it. */
const found: TaggedFound = {
  items: [
    {
      platform: "facebook",
      url: "https://www.facebook.com/photo.php?fbid=1",
      contact: { name: "Somebody" },
      kind: "photo",
      seenOn: "page",
    },
  ],
  ownerless: [],
  finders: [],
  sighting: { kind: "nothing-seen", platform: "facebook" },
};

/** What a content script asks, and whether it is to be answered. */
const asked: [request: RequestMessage, isAnswered: boolean][] = [
  [{ kind: "facts", ask: { platform: "facebook" } }, true],
  [{ kind: "tagged-found", ask: found }, true],
  [{ kind: "call", ask: { method: "accounts.list", params: {} } }, false],
  [{ kind: "import-download", ask: {} }, false],
  [{ kind: "stop-import", ask: {} }, false],
  [{ kind: "forget-import", ask: {} }, false],
  [{ kind: "overview", ask: {} }, false],
  [{ kind: "host", ask: {} }, false],
  [{ kind: "look-at-deadlines", ask: {} }, false],
  [{ kind: "await-form", ask: { platform: "facebook" } }, false],
  [{ kind: "remove-account", ask: { id: "00000000-0000-4000-8000-000000000001" } }, false],
];

/** A content script that has been taken over by its page: it asks for everything, and notes which answers came. */
const script = `
const answerTo = (request) => chrome.runtime.sendMessage(request).then((reply) => "answer" in reply, () => "no reply");
Promise.all(${JSON.stringify(asked.map(([request]) => request))}.map(answerTo)).then((answers) => {
  document.documentElement.dataset.answers = JSON.stringify(answers);
});`;

describe(`a page of Meta’s that turns hostile, in ${browser}`, () => {
  it("learns through Demur’s script what the banner needs, gets nothing else from the host, and puts nothing in", async () => {
    const extension = copyOfExtension(browser, ({ content_scripts: [spotter] }) => spotter?.js.push("hostile.js"));
    writeFileSync(path.join(extension, "hostile.js"), script);
    const world = await freshWorld({ browser, host: "present", extension });
    try {
      world.replica.variant = { language: "en", answer: "success" };
      const { page } = await world.visit(facebook);
      const answers = await eventually(async () => {
        const written = await page.evaluate(() => document.documentElement.dataset["answers"]);
        holds(written);
        return JSON.parse(written) as (boolean | "no reply")[];
      });
      assert.deepEqual(
        answers,
        asked.map(([, isAnswered]) => isAnswered),
      );
      assert.equal((await world.hostCall("contacts.list"))["total"], 0);
    } finally {
      rmSync(extension, { recursive: true });
    }
  });
});
