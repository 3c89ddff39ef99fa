import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { evidenceIn, judgedIn, piecesOf, toBase64 } from "../../extension/model/mail-pieces.ts";
import type { MailReadResult } from "../../extension/model/protocol.ts";
import { callHost } from "../browser/harness/host.ts";
import { keyRecord, signed } from "../fixtures/sign-mail.ts";

const host = new URL("../../build/native-host/demur-host", import.meta.url).pathname;
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const headers = [
  "From: Facebook <case++aazq4xkq7vj2@support.facebook.com>",
  "To: Anna <anna@example.org>",
  "Subject: Your objection",
  "Date: Sun, 22 Nov 2026 14:33:10 +0000",
  "MIME-Version: 1.0",
  "Content-Type: text/plain",
];
const mailOf = (body: string) => signed([...headers, "", body, ""].join("\r\n"), { privateKey });
const answer = "We will honour your objection to AI at Meta.";

/** A computer with Anna's objection, and the key with which the e-mails are signed. */
class Computer {
  readonly folder = mkdtempSync(path.join(tmpdir(), "demur-"));
  readonly call = (method: string, params: Record<string, unknown>) => callHost(host, this.folder, method, params);

  run(...commands: string[]): { status: number | null; stdout: string } {
    return spawnSync(host, commands, { env: { ...process.env, DEMUR_DATA_DIR: this.folder }, encoding: "utf8" });
  }
  write(name: string, content: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, content, "latin1");
    return file;
  }
  async begin(): Promise<void> {
    const objection = {
      id: randomUUID(),
      formId: "712876720715583",
      platform: "facebook",
      email: "anna@example.org",
      message: "I object.",
      pageUrl: "https://www.facebook.com/help/contact/712876720715583",
      submittedAt: "2026-11-21T12:00:00.000Z",
      source: { by: "page" },
    };
    await this.call("objections.record", { objection });
    assert.equal(this.run("keys", "add", "test._domainkey.support.facebook.com", keyRecord(publicKey)).status, 0);
  }
  /** The faults found in the history when it is exported and checked. */
  faults(): unknown[] {
    const file = this.write("history.json", this.run("export").stdout);
    return (JSON.parse(this.run("verify", "--json", file).stdout) as { faults: unknown[] }).faults;
  }
}

describe("a signed mail that is kept", () => {
  const computers: Computer[] = [];
  after(() => {
    for (const { folder } of computers) rmSync(folder, { recursive: true });
  });
  const begun = async () => {
    const computer = new Computer();
    computers.push(computer);
    await computer.begin();
    return computer;
  };
  const quoted = mailOf(`From now on:\r\n\r\n${answer}\r\n>From here\r\n`);
  const lines = quoted.replaceAll("\r\n", "\n").replaceAll(/^(>*From )/gmu, ">$1");
  const mbox = `From - Sun Nov 22 15:34:28 2026\n${lines}\n`;

  it("can be checked again where it comes from a mailbox that quotes its lines", async () => {
    const computer = await begun();
    assert.match(mbox, /^>From now on[^]*^>>From here/mu);
    const { stdout } = computer.run("import", computer.write("Inbox", mbox));
    assert.match(stdout, /Answers added to your history, each with its e-mail: 1\./u);
    assert.deepEqual(computer.faults(), []);
  });

  it("can be checked again where a page reads that mailbox", async () => {
    const computer = await begun();
    for await (const piece of piecesOf(new Blob([mbox]))) {
      const read = (await computer.call("mail.read", { bytes: toBase64(piece.bytes) })) as unknown as MailReadResult;
      const [mail] = read.messages;
      assert.ok(mail, "an e-mail is read");
      assert.equal(mail.authentication, "signed");
      const again = (await computer.call("mail.read", {
        bytes: toBase64(evidenceIn(piece, mail)),
      })) as unknown as MailReadResult;
      assert.equal(again.messages[0]?.authentication, "signed");
    }
  });

  it("is too long to be checked, and not changed, where only its beginning reaches the host", async () => {
    const computer = await begun();
    const long = mailOf(`${answer}\r\n\r\n${`${"x".repeat(68)}\r\n`.repeat(10_000)}`);
    assert.match(computer.run("import", computer.write("long.eml", long)).stdout, /checked with a key that you added/u);
    for await (const piece of piecesOf(new Blob([long]))) {
      const read = (await computer.call("mail.read", { bytes: toBase64(piece.bytes) })) as unknown as MailReadResult;
      const [mail] = read.messages;
      assert.ok(mail, "an e-mail is read");
      assert.ok(mail.suspicious.includes("signature-differs"), mail.suspicious.join());
      const { authentication, suspicious } = judgedIn(piece, mail);
      assert.equal(authentication, "none");
      assert.ok(suspicious.includes("too-long"), suspicious.join());
      assert.ok(!suspicious.includes("signature-differs"), suspicious.join());
    }
  });
});
