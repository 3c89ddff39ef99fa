import type { HostState } from "../model/messages.ts";
import { type CallError, type HostErrorKind, type Methods, type Progress, hostName, protocolVersion } from "../model/protocol.ts";

/** How long the host may take to answer, in milliseconds. A cold disk at login can make the first answer slow. */
const maxAnswerTime = 15_000;
/** How long it may take to import a whole history, in milliseconds: a hundred thousand objections take a slow machine a minute. */
const maxHistoryTime = 600_000;
/** An open port keeps the background page alive, so it is closed after this long without a message, in milliseconds. */
const maxIdleTime = 20_000;

/** An error that the host answered with, or `host-missing`. */
export class HostError extends Error {
  constructor(readonly error: CallError) {
    super(error.kind);
  }
}

interface Waiting {
  method: keyof Methods;
  resolve(result: unknown): void;
  reject(error: HostError): void;
  /** Gives up waiting; a long call has none. */
  timer?: ReturnType<typeof setTimeout>;
}

type OnProgress = (progress: Progress) => void;

interface Answer {
  id: number | null;
  result?: unknown;
  error?: { code: number; data?: { kind: HostErrorKind } & Record<string, unknown> };
}

interface Notification {
  method: "progress";
  params: Progress;
}

/** The browser that this is, as the protocol names it: only Firefox has URLs of this scheme. */
function browserName(): "chromium" | "firefox" {
  return chrome.runtime.getURL("").startsWith("moz-extension:") ? "firefox" : "chromium";
}

/**
 * The connection to Demur's program: one native messaging port, opened on demand, JSON-RPC 2.0 inside.
 * There is no timer that reconnects: the next call does.
 */
export class HostPort {
  #port: chrome.runtime.Port | undefined;
  #ready: Promise<void> | undefined;
  #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, OnProgress>();
  #nextId = 1;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  /** `onState` is called with every change of what is known about the host. */
  constructor(private readonly onState: (state: HostState) => void) {}

  /**
   * Calls a method. Rejects with HostError: the host's own error, or `host-missing`.
   * A host that had answered and then went away is started once more: every call can be made twice without harm.
   */
  async call<Name extends keyof Methods>(method: Name, params: Methods[Name]["params"]): Promise<Methods[Name]["result"]> {
    const wasOpen = this.#port !== undefined;
    try {
      return await this.#callOnce(method, params);
    } catch (error) {
      const isGone = error instanceof HostError && error.error.kind === "host-missing";
      if (!wasOpen || !isGone) throw error;
      return this.#callOnce(method, params);
    }
  }

  /**
   * Calls a method that may take any time, and reports its progress. Rejects like `call`, but never starts a second time by itself, because
   * the person is watching. Where the host hangs, the next call notices and ends this one, too.
   */
  async callLong<Name extends "downloads.import">(
    method: Name,
    params: Methods[Name]["params"] & { progressToken: string },
    onProgress: OnProgress,
  ): Promise<Methods[Name]["result"]> {
    const { progressToken } = params;
    this.#listeners.set(progressToken, onProgress);
    try {
      return await this.#callOnce(method, params);
    } finally {
      this.#listeners.delete(progressToken);
    }
  }

  async #callOnce<Name extends keyof Methods>(method: Name, params: Methods[Name]["params"]): Promise<Methods[Name]["result"]> {
    this.#ready ??= this.#connect();
    await this.#ready;
    return this.#request(method, params);
  }

  async #connect(): Promise<void> {
    const port = chrome.runtime.connectNative(hostName);
    this.#port = port;
    port.onMessage.addListener((message: Answer | Notification) => {
      if ("method" in message) this.#listeners.get(message.params.token)?.(message.params);
      else this.#settle(message);
    });
    port.onDisconnect.addListener(() => {
      // Reading lastError keeps the browser from logging it as unhandled.
      const reason = chrome.runtime.lastError?.message ?? "";
      console.debug("Demur: the port was closed", reason);
      if (this.#port === port) this.#lose();
    });
    const client = { name: "demur-extension", version: chrome.runtime.getManifest().version, browser: browserName() };
    try {
      const hello = await this.#request("initialize", { protocolVersion, client });
      this.onState({ kind: "connected", version: hello.host.version, capabilities: hello.capabilities });
    } catch (error) {
      const kind = error instanceof HostError ? error.error.kind : "internal-error";
      this.onState(kind === "host-missing" ? { kind: "missing", everSeen: false } : { kind: "failed", error: kind });
      this.#close();
      throw error;
    }
  }

  #request<Name extends keyof Methods>(method: Name, params: Methods[Name]["params"]): Promise<Methods[Name]["result"]> {
    const port = this.#port;
    if (!port) return Promise.reject(new HostError({ kind: "host-missing" }));
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      const lose = () => {
        this.#lose();
      };
      const limit = this.#limitOf(method);
      const timer = limit === undefined ? {} : { timer: setTimeout(lose, limit) };
      this.#waiting.set(id, { method, resolve, reject, ...timer });
      this.#keepOpen();
      try {
        port.postMessage({ jsonrpc: "2.0", id, method, params });
      } catch {
        this.#withdraw(id);
      }
    }) as Promise<Methods[Name]["result"]>;
  }

  /** How long a call may take, in milliseconds; undefined: any time. Calls behind a history wait until the host has imported it. */
  #limitOf(method: keyof Methods): number | undefined {
    if (method === "downloads.import") return undefined;
    const isHistory = method === "history.import";
    return isHistory || [...this.#waiting.values()].some((before) => before.method === "history.import")
      ? maxHistoryTime
      : maxAnswerTime;
  }

  #settle(answer: Answer): void {
    const waiting = answer.id === null ? undefined : this.#waiting.get(answer.id);
    if (!waiting || answer.id === null) return;
    this.#waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    this.#keepOpen();
    if (!answer.error) {
      waiting.resolve(answer.result);
      return;
    }
    const { kind, ...detail } = answer.error.data ?? { kind: "internal-error" as const };
    waiting.reject(new HostError({ kind, detail }));
  }

  /** The browser did not take the call, because the port has just been closed. Others that wait learn so from the port itself. */
  #withdraw(id: number): void {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(call?.timer);
    if (this.#waiting.size === 0) this.#close();
    call?.reject(new HostError({ kind: "host-missing" }));
  }

  #keepOpen(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#waiting.size === 0) this.#close();
    }, maxIdleTime);
  }

  /** The host is gone or doesn't answer: every waiting call is rejected. */
  #lose(): void {
    this.#close();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const call of waiting) {
      clearTimeout(call.timer);
      call.reject(new HostError({ kind: "host-missing" }));
    }
  }

  #close(): void {
    clearTimeout(this.#idleTimer);
    const port = this.#port;
    this.#port = undefined;
    this.#ready = undefined;
    port?.disconnect();
  }
}
