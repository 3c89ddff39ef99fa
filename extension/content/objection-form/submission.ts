import { isCompleteAddress, isSameAddress } from "../../model/email.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import { addEventEntry, eventDraft, outboxEntries, outboxKey, recordEntry, type OutboxEntry } from "../../model/outbox.ts";
import type { HoldNotice } from "../../model/messages.ts";
import type { Account, EventDraft, EventKind, ObjectionDraft } from "../../model/protocol.ts";
import { tryAsk } from "../../ui/ask.ts";
import type { FoundForm } from "../found-form.ts";

/** How long a hold lasts when the page doesn't renew it, in milliseconds. After that, what is known is recorded. */
const holdFor = 15_000;

/** What is sent: everything but the id and the time. */
export type FormContent = Omit<ObjectionDraft, "id" | "submittedAt">;

/** Reads the form as it is being sent. Undefined if it has no complete address: Meta can't accept that either. */
export function readForm(found: FoundForm, form: CatalogueForm, accounts: readonly Account[]): FormContent | undefined {
  const email = found.email.value.trim();
  if (!isCompleteAddress(email)) return undefined;
  // An address that two accounts share identifies neither.
  const [account, another] = accounts.filter(
    ({ platform, emails }) => platform === form.platform && emails.some((own) => isSameAddress(own, email)),
  );
  const message = found.message?.value.trim();
  const language = document.documentElement.lang;
  return {
    formId: form.id,
    platform: form.platform,
    email,
    pageUrl: form.url,
    source: { by: "page" },
    ...(account && !another ? { accountId: account.id } : {}),
    ...(message ? { message } : {}),
    ...(language ? { language } : {}),
  };
}

/** Who says what became of a submission, and the page's words if it is the page. */
export interface Told {
  by: "page" | "person";
  words?: string | undefined;
}

async function putEvent(objectionId: string, event: EventDraft): Promise<void> {
  await chrome.storage.local.set({ [outboxKey(Date.now(), event.id)]: addEventEntry(objectionId, event) });
}

/** The event when the person says that the page shows an error now. */
const denial = () => eventDraft("page-error", new Date(), undefined, "person");

/** Keeps what the person says about the past: whether Meta received an objection, or what its e-mail says. They don't say when that was. */
export async function noteAnswer(objectionId: string, kind: EventKind): Promise<void> {
  await putEvent(objectionId, { ...eventDraft(kind, new Date(), undefined, "person"), precision: "unknown" });
}

/**
 * What is kept of one submission. It is written to the outbox before the page can go away, and *held*: the background page doesn't send a
 * held entry to the host, so it can still be discarded if nothing was sent. `release` ends the hold because the answer is known,
 * `letGo` because the page goes away. The hold also runs out by itself: then the background page first asks whether this page still holds
 * it. While the computer sleeps or the browser freezes the page, it may be released without this page's involvement.
 */
export class Submission {
  #key: string;
  #id: string;
  #isReleased = false;
  /** Released without this page's involvement, and nobody has said yet what became of it. */
  #hasRunOut = false;
  #objection: ObjectionDraft;
  /** What is held now, and until when. */
  #held: { objection: ObjectionDraft; unsure: EventDraft | undefined; until: number } | undefined;
  /** What is noted if neither the page nor the person says what became of it. */
  #unsure: EventDraft | undefined;
  /** Closes with the page, which informs the background page even if no script of the page runs any more. */
  #holder: chrome.runtime.Port | undefined;

  constructor(private content: FormContent) {
    this.#id = crypto.randomUUID();
    this.#objection = this.#drafted(content);
    this.#key = outboxKey(Date.now(), this.#id);
  }

  /** The id of the record: its own, or that of the same objection sent from another tab. */
  get id(): string {
    return this.#id;
  }

  /** Whether the host may have it already: then it can't be discarded or changed any more. */
  get isReleased(): boolean {
    return this.#isReleased;
  }

  /** Whether this is what was sent. */
  isOf(content: FormContent): boolean {
    return JSON.stringify(content) === JSON.stringify(this.content);
  }

  /** The form was sent again, with these contents. */
  replace(content: FormContent): void {
    this.content = content;
    this.#unsure = undefined;
    this.#objection = this.#drafted(content);
  }

  /** Holds the entry for some more seconds, so that it isn't sent to the host yet. */
  async hold(): Promise<void> {
    await this.#catchUp();
    if (this.#isReleased) return;
    const until = Date.now() + holdFor;
    this.#held = { objection: this.#objection, unsure: this.#unsure, until };
    const written = this.#write(recordEntry(this.#objection, until, this.#unsure));
    this.#openHolder();
    await written;
  }

  /** Nobody has said what became of it: unless somebody does, that is recorded with it. */
  async doubt(): Promise<void> {
    if (this.#unsure) return;
    this.#unsure = eventDraft("unsure", new Date());
    await this.#catchUp();
    if (this.#isReleased) await putEvent(this.#id, this.#unsure);
  }

  /** Releases the entry to the host, with what happened after it. An objection sent twice, as from two tabs, is recorded once. */
  async release(kind: EventKind, { by, words }: Told): Promise<void> {
    const event = eventDraft(kind, new Date(), words, by);
    await this.#catchUp();
    this.#hasRunOut = false;
    if (this.#isReleased) await putEvent(this.#id, event);
    else {
      this.#isReleased = true;
      await this.#releaseWith(event);
    }
    this.letGo();
  }

  /** Ends the hold: unless the entry was discarded, it goes to the host. */
  letGo(): void {
    this.#holder?.disconnect();
    this.#holder = undefined;
    chrome.runtime.onMessage.removeListener(this.#renew);
  }

  /** Whether it still waits in this browser. */
  async isWaiting(): Promise<boolean> {
    return this.#key in (await chrome.storage.local.get(this.#key));
  }

  /** Discards the entry if it is still held: nothing was sent. */
  async discard(): Promise<void> {
    await this.#catchUp();
    if (!this.#isReleased) await chrome.storage.local.remove(this.#key);
    else if (this.#hasRunOut) await putEvent(this.#id, eventDraft("page-error", new Date()));
    this.letGo();
  }

  /** The person says that it was not sent. */
  async deny(): Promise<void> {
    await this.#catchUp();
    if (this.#isReleased) {
      await putEvent(this.#id, denial());
      this.letGo();
    } else await this.discard();
  }

  /** If the hold has run out, finds out whether the entry has been released meanwhile, and goes on from there. */
  async #catchUp(): Promise<void> {
    const held = this.#held;
    if (this.#isReleased || !held || Date.now() < held.until) return;
    const [[, stored] = []] = outboxEntries(await chrome.storage.local.get(this.#key));
    if (stored && stored.heldUntil > 0) return;
    if (held.objection !== this.#objection) await this.#startOver(held.unsure);
    else {
      this.#isReleased = this.#hasRunOut = true;
      if (this.#unsure && this.#unsure !== held.unsure) await putEvent(this.#id, this.#unsure);
    }
    this.#held = undefined;
  }

  /** What was held is recorded, and something else was sent after it: nobody will say what became of the first. */
  async #startOver(told: EventDraft | undefined): Promise<void> {
    if (!told) await putEvent(this.#id, eventDraft("unsure", new Date()));
    this.letGo();
    this.#id = crypto.randomUUID();
    this.#key = outboxKey(Date.now(), this.#id);
    this.#objection = this.#drafted(this.content);
  }

  /** The background page finds that the hold has run out: it is renewed, unless this page has let go of it. */
  readonly #renew = (heard: HoldNotice | object, _sender: unknown, respond: (isHeld: boolean) => void): boolean => {
    if (!("kind" in heard) || heard.kind !== "hold-over" || heard.key !== this.#key) return false;
    void this.hold().then(() => {
      respond(true);
    });
    return true;
  };

  #drafted(content: FormContent): ObjectionDraft {
    return { ...content, id: this.#id, submittedAt: new Date().toISOString() };
  }

  async #releaseWith(event: EventDraft): Promise<void> {
    // The page may go away while the background page decides: neither the objection nor what happened after it may be lost.
    await this.#write(recordEntry(this.#objection, Date.now() + holdFor, event));
    const id = await tryAsk("release-submission", { key: this.#key, objection: this.#objection, event });
    if (id !== undefined) this.#id = id;
    else {
      await this.#write(recordEntry(this.#objection, 0));
      await putEvent(this.#id, event);
    }
  }

  #openHolder(): void {
    if (this.#holder) return;
    chrome.runtime.onMessage.addListener(this.#renew);
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

/** What Sending does with a submission. */
export type KeptSubmission = Pick<
  Submission,
  "id" | "isReleased" | "isOf" | "hold" | "doubt" | "release" | "letGo" | "isWaiting" | "discard" | "deny"
>;

/** A submission of the page before this one: it is recorded, and only events can follow. */
export class SentSubmission implements KeptSubmission {
  readonly isReleased = true;
  #isDoubted = false;

  constructor(readonly id: string) {}

  isOf(): boolean {
    return false;
  }

  async doubt(): Promise<void> {
    if (this.#isDoubted) return;
    this.#isDoubted = true;
    await putEvent(this.id, eventDraft("unsure", new Date()));
  }

  async release(kind: EventKind, { by, words }: Told): Promise<void> {
    await putEvent(this.id, eventDraft(kind, new Date(), words, by));
  }

  async deny(): Promise<void> {
    await putEvent(this.id, denial());
  }

  async isWaiting(): Promise<boolean> {
    const stored = outboxEntries(await chrome.storage.local.get(null));
    return stored.some(([, { method, params }]) => method === "objections.record" && params.objection.id === this.id);
  }

  /** Nothing is held any more. */
  async hold(): Promise<void> {}
  letGo(): void {}
  async discard(): Promise<void> {}
}
