import { isCompleteAddress, isSameAddress } from "../../model/email.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import { eventEntry, outboxKey, recordEntry, type OutboxEntry } from "../../model/outbox.ts";
import type { Account, EventKind, ObjectionDraft } from "../../model/protocol.ts";
import { ask } from "../../ui/ask.ts";
import type { FoundForm } from "../found-form.ts";

/** How long an entry is held without a word from the page, in milliseconds. Past it, what is known is recorded. */
const holdFor = 15_000;

/** Reads the form as it is sent now. `undefined`: there is no address, so that Meta can't take it either. */
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
    ...(account ? { accountId: account.id } : {}),
    ...(message ? { message } : {}),
    ...(language ? { language } : {}),
  };
}

/**
 * One submission from the press of Meta's button on. It is written to the outbox in the same instant, before the page can go away;
 * it can be taken back as long as it is held.
 */
export class Submission {
  readonly #key: string;
  #id: string;
  #isLetGo = false;
  /** Closes with the page, so that the background page learns of it whatever the page still manages to do. */
  #holder: chrome.runtime.Port | undefined;

  private constructor(
    readonly objection: ObjectionDraft,
    /** Whether the person has surely sent it, or only the page's answer will tell. */
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

  /** Keeps the entry from being sent to the host for some more seconds. */
  async hold(): Promise<void> {
    if (!this.isCertain) return;
    const written = this.#write(recordEntry(this.objection, Date.now() + holdFor));
    this.#openHolder();
    await written;
  }

  /** Lets the entry go to the host, with what happened after it. The same objection sent twice, as from two tabs, is one record. */
  async release(kind?: EventKind, words?: string): Promise<void> {
    if (!this.#isLetGo) await this.#letGo();
    this.#isLetGo = true;
    this.leave();
    if (kind) await this.add(kind, words);
  }

  async #letGo(): Promise<void> {
    // What was only a guess until now is not lost either while the background page decides.
    await this.#write(recordEntry(this.objection, Date.now() + holdFor));
    const id = await ask("release-submission", { key: this.#key, objection: this.objection });
    if (id === undefined) await this.#write(recordEntry(this.objection, 0));
    else this.#id = id;
  }

  /** Nobody holds the entry any more: what is left of it goes to the host. */
  leave(): void {
    this.#holder?.disconnect();
    this.#holder = undefined;
  }

  /** Adds to the record what happened. */
  async add(kind: EventKind, words?: string): Promise<void> {
    const entry = eventEntry(this.#id, kind, new Date(), words);
    await chrome.storage.local.set({ [outboxKey(Date.now(), crypto.randomUUID())]: entry });
  }

  /** Whether it still waits in this browser. */
  async isWaiting(): Promise<boolean> {
    return this.#key in (await chrome.storage.local.get(this.#key));
  }

  /** Takes the entry back: Meta's form showed an error, nothing was sent. */
  async discard(): Promise<void> {
    await chrome.storage.local.remove(this.#key);
    this.leave();
  }

  #openHolder(): void {
    if (this.#holder) return;
    const holder = chrome.runtime.connect({ name: this.#key });
    // The background page may be stopped and started; the next hold opens another one.
    holder.onDisconnect.addListener(() => {
      this.#holder = undefined;
    });
    this.#holder = holder;
  }

  async #write(entry: OutboxEntry): Promise<void> {
    await chrome.storage.local.set({ [this.#key]: entry });
  }
}
