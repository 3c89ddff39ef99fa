// The first of two content scripts. It runs on every page of Meta's help sites, so it must stay small and shows nothing.
// When there is something to show, it has the background page inject the second one, objection-form, which puts
// `demurShow` on the global object: the two scripts share nothing else (see ../banner-scripts.ts).
import { formUrl, formOfId, isAnswerUrl, objectionFormOf, uncataloguedForm, type FormUrl } from "../../model/forms.ts";
import type { SentFromTab } from "../../model/messages.ts";
import { emptyStore, type AnsweredForm, type LocalStore } from "../../model/storage.ts";
import { tryAsk } from "../../ui/ask.ts";
import type { FormBanner, Spotted } from "../banner-scripts.ts";
import { visibleCodeField, type FoundForm } from "../found-form.ts";
import { answerWhetherThere } from "../still-there.ts";
import { isSameField } from "./fields.ts";
import { findForm, gateOf, hasMetaForm, looksLikeObjection, repeatedFormId } from "./find.ts";

/** A question counts as coming before the form only if the form hasn't appeared after this long, in milliseconds. */
const gateAfter = 1500;
/** The events by which a choice is made: the browser's own list changes, a script's is clicked. */
const choiceEvents = ["change", "click"];
/** What a page changes to show something that was in it, hidden. */
const showingAttributes = ["class", "style", "hidden", "open"];

/** What the person has said about a form that isn't in the catalogue. */
async function answerFor(id: string): Promise<AnsweredForm | undefined> {
  const { answeredForms } = await chrome.storage.local.get<LocalStore>(emptyStore);
  return answeredForms.find((answered) => answered.id === id);
}

/** The page is looked at this long after it changed, at the earliest, in milliseconds. */
const looksAfter = 100;
/** Looking takes at most one part in this many of the time, however large the page is and however often it changes. */
const restsFor = 60;
/** But a form is never found later than this, in milliseconds. */
const maxRest = 2_000;
/** How many times in a row a banner is put back into a page that removes it; then only the toolbar button is left. */
const maxPutBack = 5;
/** A banner that has stayed this long is there to stay, in milliseconds. */
const staysAfter = 10_000;

/** Follows the page at one form's URL, until the page shows another URL. */
class Spotter {
  #shown: FormBanner | undefined;
  #kind: Spotted["kind"] | undefined;
  #answer: AnsweredForm | undefined;
  #isLoading = false;
  #hasEnded = false;
  #sent: SentFromTab | undefined;
  #putBack = { times: 0, last: 0 };
  readonly #start = Date.now();
  readonly #observer = new MutationObserver(() => {
    this.#lookLater(looksAfter);
  });
  /** A choice may change what the form is for, or show the form, without changing the page. */
  readonly #onChoice = () => {
    this.#lookLater(looksAfter);
  };
  readonly #onAnswer = (changes: Record<string, chrome.storage.StorageChange>) => {
    if ("answeredForms" in changes) void this.#answerChanged();
  };
  #gateTimer: ReturnType<typeof setTimeout> | undefined;
  #lookTimer: ReturnType<typeof setTimeout> | undefined;
  #restsUntil = 0;

  /** `sent`: what the page before this one has sent, if that has already been asked. */
  constructor(
    private readonly url: FormUrl,
    sent?: SentFromTab,
  ) {
    this.#sent = sent;
  }

  async begin(): Promise<void> {
    if (this.#isCertain) {
      // Load the banner's script and the facts about the person while the page is still being built.
      void tryAsk("prepare", { platform: this.url.platform });
    } else this.#answer = await answerFor(this.url.id);
    if (this.#hasEnded) return;
    chrome.storage.local.onChanged.addListener(this.#onAnswer);
    this.#observer.observe(document, { childList: true, subtree: true, attributeFilter: showingAttributes });
    for (const event of choiceEvents) document.addEventListener(event, this.#onChoice);
    this.#gateTimer = setTimeout(() => {
      this.#look();
    }, gateAfter);
    this.#look();
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#gateTimer);
    clearTimeout(this.#lookTimer);
    this.#observer.disconnect();
    for (const event of choiceEvents) document.removeEventListener(event, this.#onChoice);
    chrome.storage.local.onChanged.removeListener(this.#onAnswer);
    this.#shown?.end();
  }

  /** Whether something was sent from here and the person should still see what became of it. */
  get isSent(): boolean {
    return this.#shown?.isSent === true;
  }

  /** Whether there is a banner about what was found. */
  get hasShown(): boolean {
    return this.#shown !== undefined;
  }

  /** Whether the catalogue knows for sure what this form is for. */
  get #isCertain(): boolean {
    return this.url.form !== undefined && this.url.form.isUncertain !== true;
  }

  /** The person has said, here or in the settings, what this form is: starts over. */
  async #answerChanged(): Promise<void> {
    if (this.#isCertain || this.#shown?.isSent) return;
    this.#answer = await answerFor(this.url.id);
    this.#drop();
    this.#look();
  }

  /** Looks in a separate task: two observers that respond to each other's changes would never let the page continue. */
  #lookLater(pause: number): void {
    this.#lookTimer ??= setTimeout(
      () => {
        this.#look();
      },
      Math.max(pause, this.#restsUntil - Date.now()),
    );
  }

  #look(): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = undefined;
    const start = Date.now();
    this.#lookNow();
    this.#restsUntil = Date.now() + Math.min(maxRest, restsFor * (Date.now() - start));
  }

  #lookNow(): void {
    if (!document.body || this.#isLoading || this.#hasEnded) return;
    this.#keepPlace();
    if (this.#kind === "form") this.#follow();
    this.#dropMistaken();
    this.#dropStale();
    // A banner stays, except about a question or a code: the form may appear instead.
    if (this.#shown && this.#kind !== "gate" && this.#kind !== "code") return;
    const spotted = this.#spot();
    if (spotted && spotted.kind !== this.#kind) void this.#show(spotted);
  }

  #keepPlace(): void {
    const now = Date.now();
    if (now - this.#putBack.last > staysAfter) this.#putBack.times = 0;
    if (this.#putBack.times >= maxPutBack || this.#shown?.keepPlace() !== true) return;
    this.#putBack = { times: this.#putBack.times + 1, last: now };
  }

  /** Pages render their forms again, perhaps in another language. Once the form is sent, only one with the same field is the same. */
  #follow(): void {
    const email = this.#shown?.email;
    if (!email || email.isConnected) return;
    const found = findForm(document, this.url);
    if (found && (!this.isSent || isSameField(found.email, email))) this.#shown?.follow?.(found);
  }

  /** Meta's own `<form>` has come late: the box that was found before is outside it. */
  #dropMistaken(): void {
    const box = this.#shown?.email;
    if (!box || box.form || this.#shown?.isSent || !hasMetaForm(document, this.url.id)) return;
    this.#drop();
  }

  /** The person has chosen something else on the page: what it shows now is looked at afresh. */
  #dropStale(): void {
    if (this.#shown?.isSent === false && this.#shown.isStale?.() === true) this.#drop();
  }

  #drop(): void {
    this.#shown?.end();
    this.#shown = this.#kind = undefined;
  }

  async #show(spotted: Spotted): Promise<void> {
    this.#isLoading = true;
    const [sent] = await Promise.all([spotted.kind === "form" ? this.#askSent() : undefined, loadBanner()]);
    this.#isLoading = false;
    if (this.#hasEnded) return;
    this.#shown?.end();
    this.#kind = spotted.kind;
    this.#shown = globalThis.demurShow?.(sent && spotted.kind === "form" ? { ...spotted, sent } : spotted);
    // What changed meanwhile has not been looked at.
    this.#lookLater(looksAfter);
  }

  /** What was sent from this tab a moment ago, if it was this same form: it has then come again instead of an answer. */
  async #askSent(): Promise<SentFromTab | undefined> {
    this.#sent ??= (await tryAsk("sent-from-tab", {})) ?? undefined;
    return this.#sent?.formId === this.url.id ? this.#sent : undefined;
  }

  #spot(): Spotted | undefined {
    const { form } = this.url;
    if (form && form.purpose !== "objection") {
      const objectionForm = objectionFormOf(form.platform)?.url;
      const place = document.querySelector("form") ?? findForm(document, this.url)?.root;
      return objectionForm && place ? { kind: "other-form", purpose: form.purpose, objectionForm, place } : undefined;
    }
    const found = findForm(document, this.url);
    if (found) return this.#spotForm(found);
    const codeField = this.#isCertain && visibleCodeField(document);
    if (codeField) return { kind: "code", place: codeField.closest("form") ?? codeField.parentElement ?? codeField };
    const place = Date.now() - this.#start >= gateAfter ? gateOf(document, this.url) : undefined;
    return place && { kind: "gate", place };
  }

  #spotForm(found: FoundForm): Spotted | undefined {
    if (this.url.form && this.#isCertain) return { kind: "form", found, form: this.url.form, isProbable: false, isOwn: false };
    const form = this.url.form ?? uncataloguedForm(this.url, location.href);
    if (this.#answer?.isObjection === false) return { kind: "not-the-form", form, place: found.root };
    const isOwn = this.#answer !== undefined;
    if (!isOwn && !this.url.form && !looksLikeObjection(document, found)) return undefined;
    return { kind: "form", found, form, isProbable: !isOwn, isOwn };
  }
}

async function loadBanner(): Promise<void> {
  if (!globalThis.demurShow) await tryAsk("load-banner", { script: "objection-form" });
}

/** A form of the touch engine was posted to this page: it shows the form again, or Meta's answer. */
async function followAnswer(): Promise<void> {
  const sent = (await tryAsk("sent-from-tab", {})) ?? undefined;
  if (document.readyState === "loading")
    await new Promise((resolve) => {
      document.addEventListener("DOMContentLoaded", resolve, { once: true });
    });
  const id = repeatedFormId(document);
  const form = formOfId(id ?? sent?.formId ?? "");
  const place = document.querySelector("main, [role=main]")?.firstElementChild ?? document.body.firstElementChild;
  if (id !== undefined && form) spotAt({ platform: form.platform, id, form }, sent);
  else if (form && sent && place) {
    await loadBanner();
    answer = globalThis.demurShow?.({ kind: "answer", form, sent, place });
  }
}

/** The banner on a page that holds nothing but Meta's answer. */
let answer: FormBanner | undefined;
let spotter: Spotter | undefined;
let current: FormUrl | undefined;

function navigated(): void {
  const url = formUrl(location.href);
  if (url?.id === current?.id || (!url && spotter?.isSent)) return;
  spotAt(url);
}

function spotAt(url: FormUrl | undefined, sent?: SentFromTab): void {
  spotter?.end();
  current = url;
  spotter = url && new Spotter(url, sent);
  void spotter?.begin();
}

// If the extension was updated while the page was open, the old version has left its banner behind.
for (const banner of document.querySelectorAll("demur-banner")) banner.remove();
navigated();
answerWhetherThere("banner", () => spotter?.hasShown === true || answer !== undefined);
if (isAnswerUrl(location.href)) void followAnswer();
// Meta's pages change their URL without reloading; the Navigation API reports that in the isolated world, too.
navigation.addEventListener("currententrychange", navigated);
