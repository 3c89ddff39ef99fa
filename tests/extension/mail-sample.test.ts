import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../fixtures/add-mail.ts", import.meta.url));

it("one command makes a test of a mail that was shared", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "demur-"));
  const list = path.join(folder, "mail-cases.json");
  const mail = path.join(folder, "demur-mail.eml");
  const words = "From: Facebook <case++xxx0@support.facebook.com>\n\nWe will honour your objection.\n";
  const add = (kind: string, authentication = "provider") =>
    execFileSync(process.execPath, ["--import", "tsx", script, mail, "italian", kind, authentication, folder], { stdio: "pipe" });
  try {
    writeFileSync(mail, words);
    writeFileSync(list, JSON.stringify({ description: "d", cases: [{ file: "other.eml", mails: 1, kinds: [] }] }));
    assert.throws(() => add("something"));
    assert.throws(() => add("declined", "genuine"));
    add("declined", "none");
    add("confirmation");
    assert.deepEqual((JSON.parse(readFileSync(list, "utf8")) as { cases: unknown }).cases, [
      { file: "other.eml", mails: 1, kinds: [] },
      { file: "italian.eml", mails: 1, kinds: ["confirmation"], authentication: "provider" },
    ]);
    assert.equal(readFileSync(path.join(folder, "mail-cases/italian.eml"), "utf8"), words);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
