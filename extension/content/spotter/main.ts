import { formAddress, objectionFormOf, uncataloguedForm, type FormAddress } from "../../model/forms.ts";
import { emptyStore, type AnsweredForm, type LocalStore } from "../../model/storage.ts";
import { ask } from "../../ui/ask.ts";
import type { Shown, Spotted } from "../banner-scripts.ts";
import { visibleCodeField, type FoundForm } from "../found-form.ts";
import { findForm, gateOf, looksLikeObjection } from "./find.ts";

/** A question before the form is only taken for one when the form has not come after this long, in milliseconds. */
const gateAfter = 1500;

/** What the person once said about a form that the catalogue doesn't know. */
async function answerFor(id: string): Promise<AnsweredForm | undefined> {
  const { answeredForms } = await chrome.storage.local.get<LocalStore>(emptyStore);
  return answeredForms.find((answered) => answered.id === id);
}

/** Follows one address of a form, from the first look until the page shows another address. */
class Spotter {
  #shown: Shown | undefined;
  #kind: Spotted["kind"] | undefined;
  #answer: AnsweredForm | undefined;
  #isLoading = false;
  readonly #start = Date.now();
  readonly #observer = new MutationObserver(() => {
    this.#look();
  });
  readonly #onAnswer = (changes: Record<string, chrome.storage.StorageChange>) => {
    if ("answeredForms" in changes) void this.#answerChanged();
  };
  #gateTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly address: FormAddress) {}

  async begin(): Promise<void> {
    if (this.address.form) {
      // The banner's script and what is known of the person are fetched while the page is still being made.
      void ask("prepare", { platform: this.address.platform });
    } else this.#answer = await answerFor(this.address.id);
    chrome.storage.local.onChanged.addListener(this.#onAnswer);
    this.#observer.observe(document, { childList: true, subtree: true });
    this.#gateTimer = setTimeout(() => {
      this.#look();
    }, gateAfter);
    this.#look();
  }

  end(): void {
    clearTimeout(this.#gateTimer);
    this.#observer.disconnect();
    chrome.storage.local.onChanged.removeListener(this.#onAnswer);
    this.#shown?.end();
  }

  /** Whether something was sent from here whose fate the person should still see. */
  get isSent(): boolean {
    return this.#shown?.isSent === true;
  }

  /** The person has said, here or in the settings, what this form is: what is shown begins anew. */
  async #answerChanged(): Promise<void> {
    if (this.address.form || this.#shown?.isSent) return;
    this.#answer = await answerFor(this.address.id);
    this.#shown?.end();
    this.#shown = this.#kind = undefined;
    this.#look();
  }

  #look(): void {
    if (!document.body || this.#isLoading) return;
    this.#shown?.keepPlace();
    // What is shown stays, but for a question or a code: the form may come instead.
    if (this.#shown && this.#kind !== "gate" && this.#kind !== "code") return;
    const spotted = this.#spot();
    if (spotted && spotted.kind !== this.#kind) void this.#show(spotted);
  }

  async #show(spotted: Spotted): Promise<void> {
    this.#isLoading = true;
    if (!globalThis.demurShow) await ask("load-banner", { script: "objection-form" });
    this.#isLoading = false;
    this.#shown?.end();
    this.#kind = spotted.kind;
    this.#shown = globalThis.demurShow?.(spotted);
  }

  #spot(): Spotted | undefined {
    const { form } = this.address;
    if (form && form.purpose !== "objection") {
      const objectionForm = objectionFormOf(form.platform)?.url;
      const place = document.querySelector("form") ?? findForm(document, this.address)?.root;
      return objectionForm && place ? { kind: "other-form", purpose: form.purpose, objectionForm, place } : undefined;
    }
    const found = findForm(document, this.address);
    if (found) return this.#spotForm(found);
    const codeField = form && visibleCodeField(document);
    if (codeField) return { kind: "code", place: codeField.closest("form") ?? codeField.parentElement ?? codeField };
    const place = Date.now() - this.#start >= gateAfter ? gateOf(document, this.address) : undefined;
    return place && { kind: "gate", place };
  }

  #spotForm(found: FoundForm): Spotted | undefined {
    if (this.address.form) return { kind: "form", found, form: this.address.form, isProbable: false, isOwn: false };
    const form = uncataloguedForm(this.address, location.href);
    if (this.#answer?.isObjection === false) return { kind: "not-the-form", form, place: found.root };
    const isOwn = this.#answer !== undefined;
    if (!isOwn && !looksLikeObjection(document, found)) return undefined;
    return { kind: "form", found, form, isProbable: !isOwn, isOwn };
  }
}

let spotter: Spotter | undefined;
let current: FormAddress | undefined;

function navigated(): void {
  const address = formAddress(location.href);
  if (address?.id === current?.id || (!address && spotter?.isSent)) return;
  spotter?.end();
  current = address;
  spotter = address && new Spotter(address);
  void spotter?.begin();
}

navigated();
// Meta's pages change their address without loading anew; the Navigation API tells it in the content script's own world too.
navigation.addEventListener("currententrychange", navigated);
