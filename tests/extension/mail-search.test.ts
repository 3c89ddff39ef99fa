import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Ajv } from "ajv";
import type { HostPort } from "../../extension/background/host-port.ts";
import { searchOnConnect } from "../../extension/background/mail-search.ts";
import { mailSearchPort } from "../../extension/model/mail-search.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../manifests/${name}`, import.meta.url), "utf8")) as unknown;

it("what is known about mail programs is in the form that its schema describes", () => {
  const ajv = new Ajv();
  assert.ok(ajv.validate(read("mail-programs.schema.json") as object, read("mail-programs.json")), ajv.errorsText());
});

/** One end of a port, whose other end is a page. */
class Port {
  readonly told: unknown[] = [];
  readonly #asked: ((message: unknown) => void)[] = [];
  readonly #gone: (() => void)[] = [];
  readonly onMessage = { addListener: (listener: (message: unknown) => void) => this.#asked.push(listener) };
  readonly onDisconnect = { addListener: (listener: () => void) => this.#gone.push(listener) };
  constructor(
    readonly name: string,
    url: string,
  ) {
    this.sender = { url };
  }
  readonly sender: { url: string };
  postMessage(message: unknown): void {
    this.told.push(message);
  }
  ask(message: unknown): void {
    for (const hear of this.#asked) hear(message);
  }
  disconnect(): void {
    for (const hear of this.#gone) hear();
  }
}

describe("a search of mailboxes", () => {
  const own = "chrome-extension://demur/history/history.html";
  const browser = globalThis as { chrome?: unknown };
  let connect: (port: Port) => void = () => undefined;
  /** What was asked of the host. */
  let asked: string[] = [];
  let answer: (result: unknown) => void = () => undefined;

  beforeEach(() => {
    asked = [];
    const onConnect = {
      addListener: (listener: (port: Port) => void) => {
        connect = listener;
      },
    };
    browser.chrome = { runtime: { onConnect, getURL: (path: string) => `chrome-extension://demur/${path}` } };
    const host = {
      call: (method: string) => {
        asked.push(method);
        return Promise.resolve({});
      },
      callLong: (method: string) => {
        asked.push(method);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    };
    searchOnConnect(host as unknown as HostPort);
  });
  afterEach(() => {
    delete browser.chrome;
  });

  it("is for Demur’s own pages alone", () => {
    for (const url of ["https://www.facebook.com/help/contact/712876720715583", "https://chrome-extension.example/"]) {
      const port = new Port(mailSearchPort, url);
      connect(port);
      port.ask({ paths: ["/home/anna/.thunderbird"] });
      port.disconnect();
    }
    connect(new Port("outbox:1", own));
    assert.deepEqual(asked, []);
  });

  it("tells its page what it found", async () => {
    const port = new Port(mailSearchPort, own);
    connect(port);
    port.ask({ paths: [] });
    answer({ messages: [], total: 0, unsure: [] });
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(port.told, [{ answer: { ok: true, result: { messages: [], total: 0, unsure: [] } } }]);
  });

  it("ends with its page, and tells it nothing any more", async () => {
    const port = new Port(mailSearchPort, own);
    connect(port);
    port.ask({ paths: [] });
    port.disconnect();
    assert.deepEqual(asked, ["mail.search", "mail.cancel"]);
    answer({ messages: [], total: 0, unsure: [] });
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(port.told, []);
  });
});
