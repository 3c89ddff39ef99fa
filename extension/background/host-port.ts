import type { HostState } from "../model/messages.ts";
import {
  type CallError,
  type ChainHead,
  type HostErrorKind,
  type InitializeResult,
  type Methods,
  type Progress,
  hostAge,
  hostName,
  protocolVersion,
} from "../model/protocol.ts";
import { browserFamily } from "../ui/browser-family.ts";

/** How long the host may take to answer, in milliseconds. A cold disk at login can make the first answer slow. */
const maxAnswerTime = 15_000;
/**
 * How long it may take to work through a whole history, in milliseconds: when one is imported, or when a new version migrates it before its
 * first answer. A hundred thousand objections take a slow machine a minute.
 */
const maxHistoryTime = 600_000;
/** An open port keeps the background page alive, so it is closed after this long without a message, in milliseconds. */
const maxIdleTime = 20_000;

/** They may take any time: they report their progress, or are soon over, however full a disk is. */
const longMethods: readonly (keyof Methods)[] = ["downloads.import", "mail.find", "mail.search"];
/** The methods that stop them. */
const stoppingMethods: readonly (keyof Methods)[] = ["downloads.cancel", "mail.cancel"];

/** An error that the host answered with, or `host-missing`. */
export class HostError extends Error {
  constructor(readonly error: CallError) {
    super(error.kind);
  }
}

/** Half a surrogate pair, as left by an emoji that was cut in two: JSON can't carry it. */
const halfCharacter = /\p{Surrogate}/gu;

/** The same value with each half of a character replaced by U+FFFD, so that one bad string never spoils a call. */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.replace(halfCharacter, "\ufffd");
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wellFormed(member)]));
}

interface Waiting {
  method: keyof Methods;
  resolve(result: unknown): void;
  reject(error: HostError): void;
  /** Gives up waiting; a long call doesn't have one. */
  timer?: ReturnType<typeof setTimeout>;
}

/** Where the end of the host's chain is remembered, so that a loss is noticed on the next start. */
export interface HeadMemory {
  read(): Promise<ChainHead | undefined>;
  keep(head: ChainHead): Promise<void>;
  note(hello: InitializeResult): Promise<void>;
}

/** The end of the chain in an answer to a write. For an imported history it is nested. */
function headIn(result: unknown): ChainHead | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  const { head, merged } = result as { head?: ChainHead; merged?: { head?: ChainHead } };
  return head ?? merged?.head;
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

/**
 * The connection to Demur's program: one native messaging port, opened on demand, JSON-RPC 2.0 inside.
 * No timer reconnects: the next call does.
 */
export class HostPort {
  #port: chrome.runtime.Port | undefined;
  #ready: Promise<void> | undefined;
  #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, OnProgress>();
  #nextId = 1;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  /** `onState` is called whenever what is known about the host changes; `memory` keeps the end of its chain across restarts. */
  constructor(
    private readonly onState: (state: HostState) => void,
    private readonly memory?: HeadMemory,
  ) {}

  /**
   * Calls a method. Rejects with HostError: the host's own error, or `host-missing`.
   * A host that had answered and then went away is started once more: any call can safely be made twice.
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
   * Calls a method that may take any time, and reports its progress. Rejects like `call`, but is never retried automatically, because
   * the person is watching. Only the call that is meant to stop it ends it.
   */
  async callLong<Name extends "downloads.import" | "mail.search">(
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
    const result = await this.#request(method, params);
    const head = method === "history.verify" ? undefined : headIn(result);
    // The host has done it, whether or not this browser can still write.
    if (head) await this.memory?.keep(head).catch(() => undefined);
    return result;
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
    const client = { name: "demur-extension", version: chrome.runtime.getManifest().version, browser: browserFamily() };
    try {
      const remembered = await this.memory?.read();
      const hello = await this.#request("initialize", { protocolVersion, client, ...(remembered ? { remembered } : {}) });
      await this.memory?.note(hello).catch(() => undefined);
      const age = hostAge(hello.protocolVersion);
      this.onState({ kind: "connected", version: hello.host.version, age, capabilities: hello.capabilities });
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
        this.#giveUp(id);
      };
      const limit = this.#limitOf(method);
      const timer = limit === undefined ? {} : { timer: setTimeout(lose, limit) };
      this.#waiting.set(id, { method, resolve, reject, ...timer });
      this.#keepOpen();
      try {
        port.postMessage({ jsonrpc: "2.0", id, method, params: wellFormed(params) });
      } catch {
        this.#withdraw(id);
      }
    }) as Promise<Methods[Name]["result"]>;
  }

  /** How long a call may take, in milliseconds; undefined: any time. Calls behind a history wait until the host has imported it. */
  #limitOf(method: keyof Methods): number | undefined {
    if (longMethods.includes(method)) return undefined;
    const isHistory = (name: keyof Methods) => ["initialize", "history.import", "history.preview"].includes(name);
    return isHistory(method) || [...this.#waiting.values()].some((before) => isHistory(before.method))
      ? maxHistoryTime
      : maxAnswerTime;
  }

  #settle(answer: Answer): void {
    // If the host could not read a call at all, its answer has no id: we know which it was only if a single call is waiting.
    const id = answer.id ?? (this.#waiting.size === 1 ? [...this.#waiting.keys()][0] : undefined);
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (!waiting || id === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    this.#keepOpen();
    if (!answer.error) {
      waiting.resolve(answer.result);
      return;
    }
    const { kind, ...detail } = answer.error.data ?? { kind: "internal-error" as const };
    waiting.reject(new HostError({ kind, detail }));
  }

  /**
   * A call was not answered in time. A host that is reading a download or mailboxes is busy, not lost: only this call fails, unless it was
   * the one to stop the reading.
   */
  #giveUp(id: number): void {
    const call = this.#waiting.get(id);
    const isReading = [...this.#waiting.values()].some(({ method }) => longMethods.includes(method));
    if (!call || !isReading || stoppingMethods.includes(call.method)) {
      this.#lose();
      return;
    }
    this.#waiting.delete(id);
    call.reject(new HostError({ kind: "host-missing" }));
  }

  /** The browser did not take the call, because the port has just been closed. Other waiting calls learn that from the port itself. */
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
