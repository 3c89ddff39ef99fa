import { isOutboxKey, outboxEntries, outboxKey, type OutboxEntry } from "../model/outbox.ts";
import type { HostErrorKind } from "../model/protocol.ts";
import type { HeldEntries } from "./held.ts";
import { HostError, type HostPort } from "./host-port.ts";

/** Errors that another try would not mend: the entry is set aside, so that it does not stop those behind it. */
const hopeless = new Set(["invalid-params", "not-found", "invalid-request", "method-not-found"]);
/** Where such an entry stays, for a person who helps. */
const rejectedPrefix = "rejected/";

/** Everything that waits in this browser, oldest first. */
export async function readOutbox(): Promise<[key: string, entry: OutboxEntry][]> {
  return outboxEntries(await chrome.storage.local.get(null));
}

/** Puts a call into the outbox. It is durable when the promise resolves. */
export async function putIntoOutbox(entry: OutboxEntry): Promise<void> {
  await chrome.storage.local.set({ [outboxKey(Date.now(), crypto.randomUUID())]: entry });
}

/** Makes the waiting calls in the order in which they came, one after the other, and never twice at the same time. */
export class OutboxDrain {
  #running: Promise<void> | undefined;
  #again = false;
  /** The host's error that kept the last drain from its end; undefined where there was none, or no host. */
  stuck: HostErrorKind | undefined;

  constructor(
    private readonly host: HostPort,
    private readonly held: HeldEntries,
  ) {}

  /** Resolves when nothing is left that can be sent now. Never rejects: what could not be sent waits on. */
  drain(): Promise<void> {
    this.#again = this.#running !== undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      this.stuck = undefined;
      const free = (await readOutbox()).filter(([, entry]) => entry.heldUntil <= Date.now());
      for (const [key, entry] of free) {
        // Its time is over, and no page has said anything. What is left of it goes with the next turn.
        if (entry.heldUntil > 0) {
          await this.held.release(key, entry);
          this.#again = true;
        } else if (!(await this.#send(key, entry))) return;
      }
    } while (this.#again);
  }

  /** False when the host can't be reached or can't write: the rest has to wait too. */
  async #send(key: string, entry: OutboxEntry): Promise<boolean> {
    try {
      await this.host.call(entry.method, entry.params);
    } catch (error) {
      const kind = error instanceof HostError ? error.error.kind : "internal-error";
      if (!hopeless.has(kind)) {
        this.stuck = kind === "host-missing" ? undefined : kind;
        return false;
      }
      await chrome.storage.local.set({
        [key.replace(/^outbox\//, rejectedPrefix)]: { entry, error: (error as HostError).error },
      });
    }
    await chrome.storage.local.remove(key);
    return true;
  }
}

/** When the next held entry becomes free, in milliseconds since 1970; undefined when none is held. */
export async function nextRelease(): Promise<number | undefined> {
  const times = (await readOutbox()).map(([, entry]) => entry.heldUntil).filter((time) => time > Date.now());
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Whether a change of the storage concerns the outbox. */
export function touchesOutbox(changes: Readonly<Record<string, chrome.storage.StorageChange>>): boolean {
  return Object.keys(changes).some(isOutboxKey);
}
