import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { changingMethods } from "../../extension/background/changing-methods.ts";

const pages = new URL("../../extension/pages/", import.meta.url);
const scripts = (readdirSync(pages, { recursive: true }) as string[]).filter((file) => file.endsWith(".ts"));

/** Methods that pages call and that change nothing which another page shows while it is open. */
const others = [
  ...["downloads.find", "drafts.list", "contacts.count", "contacts.list", "history.export", "history.preview", "history.verify"],
  ...["keys.list", "keys.add", "keys.remove", "mail.fetch", "mail.find", "mail.read", "mail.redact"],
  ...["objections.evidence", "objections.get", "objections.list", "objections.match", "seals.list", "seals.now", "tagged.list"],
];

describe("the host's methods that pages call", () => {
  const called = new Set(
    scripts.flatMap((file) =>
      [...readFileSync(new URL(file, pages), "utf8").matchAll(/\b(?:call|resultOf|host)\(\s*"([a-z]+\.[a-zA-Z]+)"/gu)].map(
        ([, name = ""]) => name,
      ),
    ),
  );

  it("are announced to the other pages where these show what changes", () => {
    const unknown = [...called].filter((method) => !others.includes(method));
    const announced: readonly string[] = changingMethods;
    assert.deepEqual(
      unknown.filter((method) => !announced.includes(method)),
      [],
    );
    for (const method of ["contacts.update", "seals.keep", "objections.addEvent"]) assert.ok(called.has(method), method);
  });
});
