import { isCompleteAddress, isSameAddress } from "../../model/email.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import { eventEntry, outboxKey, recordEntry, type OutboxEntry } from "../../model/outbox.ts";
import type { Account, EventKind, ObjectionDraft } from "../../model/protocol.ts";
import { ask } from "../../ui/ask.ts";
import type { FoundForm } from "../found-form.ts";

/** How long a hold lasts when the page doesn't renew it, in milliseconds. After that, what is known is recorded. */
const holdFor = 15_000;

/** Reads the form as it is being sent. Undefined when it has no complete address: Meta can't accept it either. */
function readObjection(found: FoundForm, form: CatalogueForm, accounts: readonly Account[]): ObjectionDraft | undefined {
  const email = found.email.value.trim();
  if (!isCompleteAddress(email)) return undefined;
  const account = accounts.find(
    ({ platform, emails }) => platform === form.platform && emails.some((own) => isSameAddress(own, email)),
  );
  const message = found.message?.value.trim();
  const language = document.documentElement.lang;
  return {
    id: crypto.randomUUID(),
    formId: form.id,
    platform: form.platform,
    email,
    pageUrl: form.url,
    submittedAt: new Date().toISOString(),
    source: { by: "page" },
    ...(account ? { accountId: account.id } : {}),
    ...(message ? { message } : {}),
    ...(language ? { language } : {}),
  };
}

/**
 * One submission, from the press of Meta's button on. It is written to the outbox at once, before the page can go away, and *held*:
 * the background page doesn't send a held entry to the host, so it can still be discarded if Meta's form shows an error.
 * `release` ends the hold because the answer is known; `stopHolding` ends it because the page goes away. The hold also runs out by itself.
 */
export class Submission {
  readonly #key: string;
  #id: string;
  #isReleased = false;
  /** Closes with the page, which tells the background page even if no script of the page runs any more. */
  #holder: chrome.runtime.Port | undefined;

  private constructor(
    readonly objection: ObjectionDraft,
    /** Whether the person has certainly sent it; otherwise only the page's answer will tell. */
    readonly isCertain: boolean,
  ) {
    this.#id = objection.id;
    this.#key = outboxKey(Date.now(), objection.id);
  }

  /** Captures what is sent. Undefined when the form holds no complete address. */
  static capture(
    found: FoundForm,
    form: CatalogueForm,
    accounts: readonly Account[],
    isCertain: boolean,
  ): Submission | undefined {
    const objection = readObjection(found, form, accounts);
    if (!objection) return undefined;
    const submission = new Submission(objection, isCertain);
    if (isCertain) void submission.hold();
    return submission;
  }

  /** The id of the record: its own, or that of the same objection sent from another tab. */
  get id(): string {
    return this.#id;
  }

  /** Holds the entry for some more seconds: it isn't sent to the host yet. */
  async hold(): Promise<void> {
    if (!this.isCertain) return;
    const written = this.#write(recordEntry(this.objection, Date.now() + holdFor));
    this.#openHolder();
    await written;
  }

  /** Releases the entry to the host, with what happened after it. An objection sent twice, as from two tabs, is recorded once. */
  async release(kind?: EventKind, words?: string): Promise<void> {
    if (!this.#isReleased) await this.#writeReleased();
    this.#isReleased = true;
    this.stopHolding();
    if (kind) await this.add(kind, words);
  }

  async #writeReleased(): Promise<void> {
    // What was only a guess so far must not be lost while the background page decides.
    await this.#write(recordEntry(this.objection, Date.now() + holdFor));
    const id = await ask("release-submission", { key: this.#key, objection: this.objection });
    if (id === undefined) await this.#write(recordEntry(this.objection, 0));
    else this.#id = id;
  }

  /** Ends the hold: unless the entry was discarded, it goes to the host. */
  stopHolding(): void {
    this.#holder?.disconnect();
    this.#holder = undefined;
  }

  /** Adds an event to the record. */
  async add(kind: EventKind, words?: string): Promise<void> {
    const entry = eventEntry(this.#id, kind, new Date(), words);
    await chrome.storage.local.set({ [outboxKey(Date.now(), crypto.randomUUID())]: entry });
  }

  /** Whether it still waits in this browser. */
  async isWaiting(): Promise<boolean> {
    return this.#key in (await chrome.storage.local.get(this.#key));
  }

  /** Discards the entry: Meta's form showed an error, nothing was sent. */
  async discard(): Promise<void> {
    await chrome.storage.local.remove(this.#key);
    this.stopHolding();
  }

  #openHolder(): void {
    if (this.#holder) return;
    const holder = chrome.runtime.connect({ name: this.#key });
    // The browser may stop and restart the background page; the next hold opens another port.
    holder.onDisconnect.addListener(() => {
      this.#holder = undefined;
    });
    this.#holder = holder;
  }

  async #write(entry: OutboxEntry): Promise<void> {
    await chrome.storage.local.set({ [this.#key]: entry });
  }
}
