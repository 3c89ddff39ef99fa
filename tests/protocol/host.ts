import { spawn, type ChildProcessByStdio } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

export interface Answer {
  result?: unknown;
  error?: { code: number; data: { kind: string } & Record<string, unknown> };
}

/** The real host with a data folder of its own, and a download to be found. It stays open until `end`. */
export class Host {
  readonly folder = mkdtempSync(path.join(tmpdir(), "demur-"));
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #bytes = Buffer.alloc(0);
  #heard: () => void = () => undefined;

  constructor() {
    mkdirSync(path.join(this.folder, "Downloads"));
    writeFileSync(path.join(this.folder, "Downloads", "facebook-anna-2026-11-20-UXHPhjRr.zip"), "");
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
