import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { HostError, HostPort } from "../../extension/background/host-port.ts";
import type { HostState } from "../../extension/model/messages.ts";
import { protocolVersion } from "../../extension/model/protocol.ts";
import { holds } from "../fixtures/holds.ts";

interface Request {
  id: number;
  method: string;
  params: unknown;
}

/** The browser's end of a native messaging port, with a program behind it that answers when the test says so. */
class Port {
  readonly asked: Request[] = [];
  isOpen = true;
  /** The browser has closed the port, but has not said so yet. */
  isBroken = false;
  /** The program is still getting ready, and doesn't answer the first call. */
  isStarting = false;
  /** The program's version of the protocol. */
  speaks = protocolVersion;
  readonly #listeners: ((message: unknown) => void)[] = [];
  readonly onMessage = { addListener: (listener: (message: unknown) => void) => this.#listeners.push(listener) };
  readonly onDisconnect = { addListener: () => undefined };

  postMessage(request: Request): void {
    if (this.isBroken) throw new Error("Attempting to use a disconnected port object");
    this.asked.push(request);
    if (request.method === "initialize" && !this.isStarting)
      this.answer("initialize", { protocolVersion: this.speaks, host: { version: "1" }, capabilities: [] });
  }
  /** Answers a call that the host could not read: it has no id to return. */
  refuseUnread(): void {
    const error = { code: -32700, data: { kind: "parse-error" } };
    for (const hear of this.#listeners) hear({ jsonrpc: "2.0", id: null, error });
  }
  answer(method: string, result: unknown): void {
    const { id } = this.asked.find((request) => request.method === method) ?? assert.fail(`${method} was not asked`);
    for (const hear of this.#listeners) hear({ jsonrpc: "2.0", id, result });
  }
  disconnect(): void {
    this.isOpen = false;
  }
}

/** Time that passes only when the test says so, in milliseconds. */
class Clock {
  #now = 0;
  #timers = new Map<object, { due: number; ring: () => void }>();
  readonly set = (ring: () => void, after: number): object => {
    const name = {};
    this.#timers.set(name, { due: this.#now + after, ring });
    return name;
  };
  readonly clear = (name: object | undefined) => name && this.#timers.delete(name);
  get timers(): number {
    return this.#timers.size;
  }
  pass(time: number): void {
    this.#now += time;
    for (const [name, { due, ring }] of [...this.#timers]) if (due <= this.#now && this.#timers.delete(name)) ring();
  }
}

const piece = { importId: "00000000-0000-4000-8000-000000000001", number: 0, bytes: "", isLast: true };
const seconds = 1000;
const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
const aMoment = () => new Promise((resolve) => setImmediate(resolve));

describe("the connection to the program", () => {
  let clock: Clock;
  let ports: Port[];
  let states: HostState[];
  let host: HostPort;
  let isStarting: boolean;
  let speaks: number;

  beforeEach(() => {
    clock = new Clock();
    ports = [];
    states = [];
    isStarting = false;
    speaks = protocolVersion;
    const runtime = {
      connectNative: () => {
        const port = new Port();
        port.isStarting = isStarting;
        port.speaks = speaks;
        ports.push(port);
        return port;
      },
      getURL: () => "chrome-extension://x/",
      getManifest: () => ({ version: "1" }),
    };
    Object.assign(globalThis, { chrome: { runtime }, setTimeout: clock.set, clearTimeout: clock.clear });
    host = new HostPort((state) => states.push(state));
  });
  afterEach(() => {
    Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear });
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("is given up when an answer does not come for 15 seconds, and made anew by the next call", async () => {
    const call = assert.rejects(host.call("accounts.list", {}), new HostError({ kind: "host-missing" }));
    await aMoment();
    clock.pass(15 * seconds);
    await call;
    assert.equal(ports[0]?.isOpen, false);
    const again = host.call("accounts.list", {});
    await aMoment();
    ports[1]?.answer("accounts.list", { accounts: [] });
    assert.deepEqual(await again, { accounts: [] });
  });

  it("goes on with an import while another call is not answered, and is given up where it can’t be stopped", async () => {
    const running = host.callLong("downloads.import", { progressToken: "t" }, () => undefined);
    await aMoment();
    const lost = assert.rejects(host.call("accounts.list", {}), new HostError({ kind: "host-missing" }));
    for (let tries = 0; tries < 2; tries += 1) {
      await aMoment();
      clock.pass(15 * seconds);
    }
    await lost;
    const [port] = ports;
    assert.equal(port?.isOpen, true);
    assert.equal(ports.length, 1);
    const ended = assert.rejects(running, new HostError({ kind: "host-missing" }));
    const stopping = assert.rejects(host.call("downloads.cancel", { token: "t" }));
    await aMoment();
    clock.pass(15 * seconds);
    assert.equal(port.isOpen, false);
    await ended;
    await aMoment();
    clock.pass(15 * seconds);
    await stopping;
  });

  it("waits for minutes where a whole history is taken in, and so does what comes behind", async () => {
    const brought = host.call("history.import", piece);
    await aMoment();
    const behind = host.call("accounts.list", {});
    await aMoment();
    clock.pass(120 * seconds);
    const [port] = ports;
    assert.equal(port?.isOpen, true);
    port.answer("history.import", { merged: { entries: 300_000, objections: 100_000, removed: 0, setAside: 0, agreed: 0 } });
    port.answer("accounts.list", { accounts: [] });
    assert.equal((await brought).merged?.entries, 300_000);
    assert.deepEqual(await behind, { accounts: [] });
    const next = assert.rejects(host.call("accounts.list", {}));
    // A restarted program is asked once more.
    for (const port of [0, 1]) {
      await aMoment();
      assert.equal(ports[port]?.isOpen, true);
      clock.pass(15 * seconds);
      assert.equal(ports[port].isOpen, false);
    }
    await next;
  });

  it("waits for minutes until the program has settled a long history at its first start", async () => {
    isStarting = true;
    const call = host.call("accounts.list", {});
    await aMoment();
    clock.pass(120 * seconds);
    const [port] = ports;
    assert.equal(port?.isOpen, true);
    port.answer("initialize", { protocolVersion, host: { version: "1" }, capabilities: [] });
    await aMoment();
    port.answer("accounts.list", { accounts: [] });
    assert.deepEqual(await call, { accounts: [] });
  });

  it("waits as long as it takes where a download is read", async () => {
    const params = { paths: ["/download.zip"], progressToken: "read" };
    const read = host.callLong("downloads.import", params, () => undefined);
    await aMoment();
    clock.pass(3600 * seconds);
    assert.equal(ports[0]?.isOpen, true);
    const summary = { items: 0 };
    ports[0].answer("downloads.import", { summary });
    assert.deepEqual(await read, { summary });
  });

  it("sends half a character as U+FFFD, and never as half", async () => {
    const draft = { language: "en", text: "private \ud83e", title: "\ude8a fox 🦊" };
    const saved = host.call("drafts.save", { draft });
    await aMoment();
    assert.deepEqual(ports[0]?.asked.at(-1)?.params, {
      draft: { language: "en", text: "private \ufffd", title: "\ufffd fox 🦊" },
    });
    ports[0]?.answer("drafts.save", {});
    await saved;
  });

  it("has the host’s answer, also where the browser can’t note the end of its chain", async () => {
    const full = () => Promise.reject(new Error("Resource::kQuotaBytes quota exceeded"));
    host = new HostPort((state) => states.push(state), { read: () => Promise.resolve(undefined), keep: full, note: full });
    const saved = host.call("accounts.remove", { id: "a" });
    await aMoment();
    const answer = { head: { seq: 2, hash: "00" } };
    ports[0]?.answer("accounts.remove", answer);
    assert.deepEqual(await saved, answer);
    assert.equal(states.at(-1)?.kind, "connected");
  });

  it("gives the one call that waits the answer to what the host could not read", async () => {
    const call = assert.rejects(host.call("accounts.list", {}), new HostError({ kind: "parse-error", detail: {} }));
    await aMoment();
    ports[0]?.refuseUnread();
    await call;
    assert.equal(ports[0]?.isOpen, true);
  });

  it("is closed after 20 seconds of silence, and not while an answer is awaited", async () => {
    const call = host.call("history.import", piece);
    await aMoment();
    clock.pass(20 * seconds);
    assert.equal(ports[0]?.isOpen, true);
    ports[0].answer("history.import", {});
    await call;
    clock.pass(19 * seconds);
    assert.equal(ports[0].isOpen, true);
    clock.pass(seconds);
    assert.equal(ports[0].isOpen, false);
    assert.deepEqual(states, [{ kind: "connected", version: "1", age: "same", capabilities: [] }]);
  });

  it("tells a program that is older or newer than the extension from one of its age", async () => {
    for (const [spoken, age] of [
      [protocolVersion - 1, "older"],
      [protocolVersion + 1, "newer"],
    ] as const) {
      speaks = spoken;
      const call = host.call("accounts.list", {});
      await aMoment();
      ports.at(-1)?.answer("accounts.list", { accounts: [] });
      assert.deepEqual(await call, { accounts: [] });
      assert.deepEqual(states.at(-1), { kind: "connected", version: "1", age, capabilities: [] });
      clock.pass(20 * seconds);
    }
  });

  it("is made anew when the browser does not take a call, which leaves nothing behind", async () => {
    const first = host.call("accounts.list", {});
    await aMoment();
    const [port] = ports;
    port?.answer("accounts.list", { accounts: [] });
    await first;
    holds(port);
    port.isBroken = true;
    const second = host.call("accounts.list", {});
    await aMoment();
    assert.equal(ports.length, 2);
    ports[1]?.answer("accounts.list", { accounts: [] });
    assert.deepEqual(await second, { accounts: [] });
    // The only timer left closes the port when it is idle.
    assert.equal(clock.timers, 1);
  });

  it("rejects a call that the browser does not take, and lets the calls that wait go on", async () => {
    const params = { paths: ["/download.zip"], progressToken: "read" };
    const read = host.callLong("downloads.import", params, () => undefined);
    await aMoment();
    const [port] = ports;
    holds(port);
    port.isBroken = true;
    await assert.rejects(host.call("accounts.list", {}), new HostError({ kind: "host-missing" }));
    assert.equal(clock.timers, 1);
    clock.pass(15 * seconds);
    assert.equal(port.isOpen, true);
    port.answer("downloads.import", { summary: {} });
    assert.deepEqual(await read, { summary: {} });
  });
});
