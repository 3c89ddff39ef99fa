import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { callHost } from "../browser/harness/host.ts";
import { cases } from "../fixtures/mail-cases.json";
import { providerSaysMeta } from "./provider-check.ts";

const host = new URL("../../build/native-host/demur-host", import.meta.url).pathname;
const fileOf = (name: string) => new URL(`../fixtures/mail-cases/${name}`, import.meta.url).pathname;

/** An e-mail as its bytes, each a character; UTF-16 and unusual line ends are converted to the usual forms. */
function read(name: string): string {
  const bytes = readFileSync(fileOf(name));
  const text = bytes.readUInt16LE() === 0xfeff ? bytes.toString("utf16le") : bytes.toString("latin1");
  return text.replaceAll(/\r(?!\n)/gu, "\n");
}

const single = cases.filter(({ mails }) => mails === 1);

describe("that a mail is Meta's by its provider's word", () => {
  for (const { file, authentication } of single)
    it(`is judged alike by another implementation: ${file}`, () => {
      assert.equal(providerSaysMeta(read(file)), authentication === "provider");
    });

  describe("in an exported history", () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), "demur-"));
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });
    const run = (...words: string[]) =>
      spawnSync(host, words, { env: { ...process.env, DEMUR_DATA_DIR: folder }, encoding: "utf8" }).stdout;

    it("stands with each kept mail of which the other implementation says so, too", async () => {
      const [email, formId] = ["anna@example.org", "712876720715583"];
      const pageUrl = `https://www.facebook.com/help/contact/${formId}`;
      const objection = { id: randomUUID(), formId, platform: "facebook", email, pageUrl, submittedAt: "2026-10-20T12:00:00Z" };
      await callHost(host, folder, "objections.record", { objection });
      for (const { file } of single) run("import", fileOf(file));
      const { entries } = JSON.parse(run("export", "--format", "json")) as {
        entries: { source?: { authentication?: string }; evidence?: string }[];
      };
      const kept = entries.filter(({ evidence }) => evidence !== undefined);
      assert.ok(kept.length > 2, "no mail is kept");
      for (const { source, evidence } of kept)
        assert.equal(
          source?.authentication === "provider",
          providerSaysMeta(Buffer.from(evidence ?? "", "base64").toString("latin1")),
        );
    });
  });
});
