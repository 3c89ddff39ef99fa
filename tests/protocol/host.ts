import { spawn, type ChildProcessByStdio } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

export interface Answer {
  result?: unknown;
  error?: { code: number; data: { kind: string } & Record<string, unknown> };
}

const download = new URL("../fixtures/download-cases/json-tagged-nfc-nfd.zip", import.meta.url);

/** Where they lie in the home of the host. */
export const files = {
  download: "Downloads/facebook-anna-2026-11-20-UXHPhjRr.zip",
  mailbox: ".local/share/evolution/mail/local",
  mail: ".local/share/evolution/mail/local/cur/1:2,S",
} as const;

export const mail = [
  "Authentication-Results: gmx.net; dkim=pass header.i=@facebookmail.com",
  "Received: from mx-out.facebook.com by mx-ha.gmx.net (mxgmx116) with ESMTPS (Nemesis); Sun, 22 Nov 2026 15:33:11 +0100",
  "From: Facebook <notification@facebookmail.com>",
  "To: anna@example.org",
  "Subject: Your objection",
  "Date: Sun, 22 Nov 2026 14:33:10 +0000",
  "",
  "We will honour your objection for your public information.",
  "",
].join("\r\n");

/** Writes a file, and its folder. */
function put(file: string, write: (file: string) => void): void {
  mkdirSync(path.dirname(file), { recursive: true });
  write(file);
}

/** The real host with a home of its own, in which there are a download and a mailbox to be found. It stays open until `end`. */
export class Host {
  readonly folder = mkdtempSync(path.join(tmpdir(), "demur-"));
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #bytes = Buffer.alloc(0);
  #heard: () => void = () => undefined;

  constructor() {
    put(path.join(this.folder, files.download), (file) => {
      copyFileSync(download, file);
    });
    put(path.join(this.folder, files.mail), (file) => {
      writeFileSync(file, mail);
    });
    const program = new URL("../../build/native-host/demur-host", import.meta.url).pathname;
    this.#child = spawn(program, ["serve"], {
      env: { ...process.env, DEMUR_DATA_DIR: this.folder, HOME: this.folder, XDG_CONFIG_HOME: this.folder },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#heard();
    });
  }

  async call(method: string, params: unknown): Promise<Answer> {
    const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    const header = Buffer.alloc(4);
    header.writeUInt32LE(text.length);
    this.#child.stdin.write(Buffer.concat([header, text]));
    while (this.#bytes.length < 4 || this.#bytes.length < 4 + this.#bytes.readUInt32LE())
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    const end = 4 + this.#bytes.readUInt32LE();
    const answer = JSON.parse(this.#bytes.subarray(4, end).toString()) as Answer;
    this.#bytes = this.#bytes.subarray(end);
    return answer;
  }

  end(): void {
    this.#child.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
