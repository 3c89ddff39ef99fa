import { withinLimits } from "../model/limits.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import type { CallError, HostErrorKind } from "../model/protocol.ts";
import type { HeldEntries } from "./held-entries.ts";
import { HostError, type HostPort } from "./host-port.ts";
import { forgetErasedAddress, keptAddressOf } from "./kept-addresses.ts";
import { forgetTraces } from "./kept-traces.ts";
import { objectionOf } from "../model/rejected.ts";
import { readEntry, readOutbox, setAside, setForeignAside } from "./outbox-store.ts";

/** Errors that another try would not fix: the entry is set aside, so that it does not block those behind it. */
const permanent: ReadonlySet<CallError["kind"]> = new Set([
  "invalid-params",
  "not-found",
  "invalid-request",
  "method-not-found",
  "parse-error",
]);

/** An entry that the host has failed to answer this often, though it answers others, is set aside, too. */
const maxTries = 3;

/** How long to give a host that waits for another one, in milliseconds. An idle background page lives longer than that. */
const pause = 5_000;
/** After this many pauses in a row, what waits is sent at the next opportunity: when a page asks, or on the next start. */
const maxPauses = 12;

/** The result of sending an entry. `stop`: nothing can be sent now; `skip`: only what is about the same objection has to wait. */
type Sent = "done" | "skip" | "stop";

/** Makes the waiting calls one at a time, in the order in which they came, and never twice at the same time. */
export class OutboxDrain {
  #running: Promise<void> | undefined;
  #again = false;
  /** How often each entry has been sent without an answer. */
  readonly #unanswered = new Map<string, number>();
  #pauses = 0;
  #isPausing = false;
  /** The host's error that stopped the last drain; undefined if there was none, or no host. */
  blockedBy: HostErrorKind | undefined;

  constructor(
    private readonly host: Pick<HostPort, "call">,
    private readonly held: Pick<HeldEntries, "releaseRunOut">,
    private readonly afterPause: (send: () => void) => void = (send) => void setTimeout(send, pause),
  ) {}

  /** Resolves when nothing is left that can be sent now. Never rejects because of the host: what could not be sent keeps waiting. */
  drain(): Promise<void> {
    this.#again = this.#running !== undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      this.#planAgain();
    });
    return this.#running;
  }

  /** After a pause, sends what a busy host did not take: there may be no other occasion. */
  #planAgain(): void {
    if (this.#isPausing) return;
    const isHostBusy = this.blockedBy === "store-busy";
    this.#pauses = isHostBusy ? this.#pauses + 1 : 0;
    if (!isHostBusy || this.#pauses > maxPauses) return;
    this.#isPausing = true;
    this.afterPause(() => {
      this.#isPausing = false;
      void this.drain();
    });
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      this.blockedBy = undefined;
      await setForeignAside();
      const due = (await readOutbox()).filter(([, entry]) => entry.heldUntil <= Date.now());
      const skipped = new Set<string>();
      for (const [key] of due) {
        // It may have been discarded, or held longer, while the entries before it were sent.
        const entry = await readEntry(key);
        if (!entry || entry.heldUntil > Date.now()) continue;
        const about = objectionOf(entry) ?? key;
        if (skipped.has(about)) continue;
        // Its hold is over. What is left of it goes in the next round, unless a page holds it longer.
        if (entry.heldUntil > 0) {
          await this.held.releaseRunOut(key, entry);
          this.#again = true;
          continue;
        }
        const sent = await this.#send(key, entry);
        if (sent === "stop") return;
        if (sent === "skip") skipped.add(about);
      }
    } while (this.#again);
  }

  async #send(key: string, entry: OutboxEntry): Promise<Sent> {
    const { method, params } = withinLimits(entry);
    const erased = entry.method === "objections.remove" ? await keptAddressOf(this.host, entry.params.id) : undefined;
    // The person may have pressed "Undo" while the host was being asked.
    if (!(await readEntry(key))) return "done";
    try {
      await this.host.call(method, params);
    } catch (error) {
      return this.#fail(key, entry, error instanceof HostError ? error.error : { kind: "internal-error" });
    }
    this.#unanswered.delete(key);
    // Without an answer it is kept: that does less harm than repeating the removal again and again.
    if (erased !== undefined) await forgetErasedAddress(this.host, erased).catch(() => undefined);
    if (entry.method === "objections.remove") await forgetTraces(entry.params.id);
    await chrome.storage.local.remove(key);
    return "done";
  }

  async #fail(key: string, entry: OutboxEntry, error: CallError): Promise<Sent> {
    if (permanent.has(error.kind)) {
      await setAside(key, entry, error);
      return "done";
    }
    const isOfEntry = error.kind === "internal-error" || (error.kind === "host-missing" && (await this.#answersOthers()));
    if (!isOfEntry) {
      this.blockedBy = error.kind === "host-missing" ? undefined : error.kind;
      return "stop";
    }
    const tries = (this.#unanswered.get(key) ?? 0) + 1;
    this.#unanswered.set(key, tries);
    this.blockedBy = "internal-error";
    if (tries < maxTries) return "skip";
    this.#unanswered.delete(key);
    await setAside(key, entry, { kind: "internal-error" });
    return "done";
  }

  /** Whether the host is there and answers: if so, the fault is with the call that it didn't answer. */
  async #answersOthers(): Promise<boolean> {
    return this.host.call("accounts.list", {}).then(
      () => true,
      () => false,
    );
  }
}
