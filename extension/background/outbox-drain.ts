import type { OutboxEntry } from "../model/outbox.ts";
import type { CallError, HostErrorKind } from "../model/protocol.ts";
import type { HeldEntries } from "./held-entries.ts";
import { HostError, type HostPort } from "./host-port.ts";
import { readOutbox, setAside, setForeignAside } from "./outbox-store.ts";

/** Errors that another try would not mend: the entry is set aside, so that it does not stop those behind it. */
const permanent: ReadonlySet<CallError["kind"]> = new Set(["invalid-params", "not-found", "invalid-request", "method-not-found"]);

/** Makes the waiting calls in the order in which they came, one after the other, and never twice at the same time. */
export class OutboxDrain {
  #running: Promise<void> | undefined;
  #again = false;
  /** The host's error that stopped the last drain; undefined where there was none, or no host. */
  blockedBy: HostErrorKind | undefined;

  constructor(
    private readonly host: Pick<HostPort, "call">,
    private readonly held: Pick<HeldEntries, "release">,
  ) {}

  /** Resolves when nothing is left that can be sent now. Never rejects because of the host: what could not be sent waits on. */
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
      this.blockedBy = undefined;
      await setForeignAside();
      const due = (await readOutbox()).filter(([, entry]) => entry.heldUntil <= Date.now());
      for (const [key, entry] of due) {
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
      const told: CallError = error instanceof HostError ? error.error : { kind: "internal-error" };
      if (permanent.has(told.kind)) {
        await setAside(key, entry, told);
        return true;
      }
      this.blockedBy = told.kind === "host-missing" ? undefined : told.kind;
      return false;
    }
    await chrome.storage.local.remove(key);
    return true;
  }
}
