import { isBeforeSending, objectionIdOf, type BannerState } from "../../model/banner-state.ts";
import { hasAddressObjected, judgeForm, waitsForPause } from "../../model/judge-form.ts";
import type { Facts } from "../../model/messages.ts";
import { isOver } from "../../model/submission-stages.ts";
import { tryAsk } from "../../ui/ask.ts";
import { onChange } from "../../ui/changes.ts";
import { oneAtATime } from "../../ui/one-at-a-time.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import type { FormBanner, Spotted } from "../banner-scripts.ts";
import { fillField, type FoundForm } from "../found-form.ts";
import { isRefused } from "./answer.ts";
import { asideFor, noteToldOfOthers, wasToldOfOthers, createBanner, type Banner, placeBanner } from "./banner.ts";
import { addressChoice, addressQuestion } from "./address-panel.ts";
import { otherRequest } from "./gate.ts";
import { MessageHelper } from "./message-helper.ts";
import { mailQuestion, type MailAnswer } from "./mail-question.ts";
import { statesWhileTyping } from "./reserve.ts";
import { Sending } from "./sending.ts";
import { noteAnswer } from "./submission.ts";
import { watchAddress } from "./watch-form.ts";

type SpottedForm = Extract<Spotted, { kind: "form" }>;

/** Whether this script can no longer reach Demur: after an update of the extension it lives on in the page, cut off. */
const isCutOff = () => (chrome.runtime as Partial<typeof chrome.runtime> | undefined)?.id === undefined;
/** How often that is checked, in milliseconds. */
const lookEvery = 1_000;

/** One objection form, from the moment it is found to Meta's answer. */
export class FormSession implements FormBanner {
  readonly #banner: Banner;
  readonly #sending: Sending;
  /** What is shown once Demur has been updated. It is made while its words can still be fetched. */
  readonly #farewell = createBanner(() => undefined);
  /** The banner that is in the page now. */
  #shown: HTMLElement;
  readonly #ends: (() => void)[] = [];
  #endFollowing: (() => void) | undefined;
  #helper: MessageHelper | undefined;
  #facts: Facts = {
    accounts: [],
    standings: [],
    objections: [],
    others: { items: 0, people: 0, ownerless: 0 },
    host: { kind: "unknown" },
  };
  #wasTold = true;
  #state: BannerState | undefined;

  constructor(private readonly spotted: SpottedForm) {
    const { found, form } = spotted;
    this.#banner = createBanner(
      oneAtATime((action) => this.#act(action)),
      { isOwnForm: spotted.isOwn },
    );
    this.#farewell.show({ kind: "cut-off" });
    this.#shown = this.#banner.element;
    this.#sending = new Sending(found, form, {
      accounts: () => this.#facts.accounts,
      show: (state) => {
        this.#show(state);
      },
      backToTyping: () => void this.#beginAnew(),
    });
    this.#listen(window, "pagehide", () => {
      this.#sending.take("leave");
    });
    this.#listen(window, "pageshow", () => {
      this.#sending.take("return");
      void tryAsk("banner-shown", { state: this.#state ?? null });
    });
    const watch = setInterval(() => {
      if (isCutOff()) this.#sayFarewell();
    }, lookEvery);
    this.#ends.push(
      () => {
        clearInterval(watch);
      },
      onChange(() => void this.#refresh().then(() => this.#judge(true))),
    );
    this.#followFields();
  }

  /** Asks the background page what it knows about the person, then shows the banner. */
  async start(): Promise<void> {
    const { isProbable, sent, found } = this.spotted;
    if (isProbable) this.#show({ kind: "probable" });
    if (sent) this.#sending.followUp(sent.objectionId, isRefused(found) ? "error-shown" : "unclear");
    await this.#refresh();
    await this.#judge(true);
  }

  get email(): HTMLInputElement {
    return this.#found.email;
  }

  get #found(): FoundForm {
    return this.#sending.found ?? this.spotted.found;
  }

  follow(found: FoundForm): void {
    this.#sending.follow(found);
    this.#followFields();
    if (this.#sending.stage === "typing") void this.#beginAnew();
    // An answer that the page has replaced with a new form is over.
    else if (isOver(this.#sending.stage)) this.#sending.take("edit");
  }

  keepPlace(): boolean {
    const { root } = this.#found;
    if (!this.#state || this.#shown.isConnected) return false;
    const isForm = root.isConnected && !root.matches("main, [role=main], body");
    const place = isForm ? root : document.querySelector("main, [role=main]")?.firstElementChild;
    if (place) placeBanner(this.#shown, place);
    return place !== undefined;
  }

  end(): void {
    for (const end of this.#ends) end();
    this.#endFollowing?.();
    this.#sending.end();
    this.#shown.remove();
    if (!isCutOff()) void tryAsk("banner-shown", { state: null });
  }

  isStale(): boolean {
    return otherRequest() !== undefined;
  }

  get isSent(): boolean {
    return !["typing", "guessed", "marked", "left"].includes(this.#sending.stage);
  }

  #listen(target: Window, event: string, listener: () => void): void {
    target.addEventListener(event, listener);
    this.#ends.push(() => {
      target.removeEventListener(event, listener);
    });
  }

  /** Follows the current fields: a page may render them again, or show the one for the message in a later step. */
  #followFields(): void {
    const { email, message } = this.#found;
    this.#endFollowing?.();
    this.#endFollowing = watchAddress(email, {
      changed: () => void this.#judge(false),
      settled: () => void this.#judge(true),
    });
    if (message === this.#helper?.field) return;
    this.#helper?.close();
    this.#helper = message && new MessageHelper(message, this.#banner);
  }

  /** Nothing was sent, or something else will be: judges the form afresh. */
  async #beginAnew(): Promise<void> {
    this.#followFields();
    this.#state = undefined;
    await this.#refresh();
    await this.#judge(true);
  }

  /** Demur was updated while the form was open: nothing that happens here can be noted any more, and the page must be reloaded. */
  #sayFarewell(): void {
    this.#shown.replaceWith(this.#farewell.element);
    this.#shown = this.#farewell.element;
    this.#endFollowing?.();
    this.#sending.end();
    for (const end of this.#ends) end();
  }

  async #refresh(): Promise<void> {
    this.#facts = (await tryAsk("facts", { platform: this.spotted.form.platform })) ?? this.#facts;
    this.#wasTold = await wasToldOfOthers();
  }

  async #judge(hasPaused: boolean): Promise<void> {
    if (!this.#isToJudge()) return;
    const { form } = this.spotted;
    const email = this.email.value;
    const kept = (await tryAsk("is-kept", { formId: form.id, email })) ?? false;
    if (!this.#isToJudge() || this.email.value !== email) return;
    const state = judgeForm({ platform: form.platform, email, kept }, this.#facts);
    const isFirst = this.#state === undefined;
    if (isFirst || hasPaused || !waitsForPause(state)) this.#show(state);
  }

  #isToJudge(): boolean {
    return !this.spotted.isProbable && ["typing", "guessed", "denied"].includes(this.#sending.stage);
  }

  #show(state: BannerState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    if (!isBeforeSending(state)) this.#closePanel();
    const aside = asideFor(state, this.#facts.others, this.#wasTold);
    const mayFollow = this.spotted.isProbable ? [] : statesWhileTyping(this.spotted.form.platform, this.#facts);
    this.#banner.show(state, { aside, hasMessage: this.#helper !== undefined, mayFollow });
    if (state.kind === "received") void noteToldOfOthers();
    this.keepPlace();
    void tryAsk("banner-shown", { state });
  }

  async #act(action: BannerAction): Promise<void> {
    const { form } = this.spotted;
    if (action.kind === "meta-link") return;
    switch (action.id) {
      case "use":
        if ("email" in action) await this.#use(action.email);
        return;
      case "use-own":
        await this.#useOwn();
        return;
      case "keep":
        await tryAsk("keep-address", { formId: form.id, email: this.email.value });
        await this.#judge(true);
        return;
      case "remember":
        await this.#remember(this.email.value.trim());
        return;
      case "add-message":
        await this.#helper?.open();
        return;
      case "is-the-form":
        await tryAsk("answer-form", { form, isObjection: true });
        return;
      case "not-the-form":
        await tryAsk("answer-form", { form, isObjection: this.spotted.isOwn ? null : false });
        return;
      case "forget-answer":
        await tryAsk("answer-form", { form, isObjection: null });
        return;
      case "other":
        this.#askForAddress();
        return;
      case "set-up":
        await tryAsk("open-page", { page: "welcome", fragment: "2" });
        return;
      case "see-others":
        await tryAsk("open-page", { page: "history", fragment: "tagged" });
        return;
      case "what-meta-uses":
        await tryAsk("open-page", { page: "uses" });
        return;
      case "record":
        await this.#openEntry();
        return;
      case "have-mail":
        this.#showPanel(mailQuestion((kind) => void this.#noteMail(kind), this.#closePanel));
        return;
      case "received":
      case "failed":
        await this.#answer(action.id === "received");
        return;
      case "keep-again":
        await this.#sending.keepAgain();
        return;
      case "discard":
        // The history page asks first, and says why the host refused it.
        await tryAsk("open-page", { page: "history" });
        return;
    }
  }

  async #openEntry(): Promise<void> {
    const id = this.#state ? objectionIdOf(this.#state) : "";
    await tryAsk("open-page", { page: "history", fragment: `entry/${id}` });
  }

  /** The person says what Meta's e-mail says. */
  async #noteMail(kind: MailAnswer): Promise<void> {
    this.#closePanel();
    if (!this.#state) return;
    await noteAnswer(objectionIdOf(this.#state), kind);
    await this.#refresh();
    await this.#judge(true);
  }

  /** The person says whether Meta received it: what was sent now, or at an earlier visit. */
  async #answer(isReceived: boolean): Promise<void> {
    if (this.#state?.kind !== "still-unsure") {
      this.#sending.take(isReceived ? "yes" : "no");
      return;
    }
    await noteAnswer(this.#state.objection.id, isReceived ? "received" : "page-error");
    await this.#refresh();
    await this.#judge(true);
  }

  async #use(email: string): Promise<void> {
    this.#banner.showPanel(undefined);
    fillField(this.email, email);
    await this.#judge(true);
  }

  /** "Use my address": if there are several, the person chooses. */
  async #useOwn(): Promise<void> {
    const own = this.#state && "own" in this.#state ? this.#state.own : [];
    const [only] = own;
    if (own.length === 1 && only !== undefined) await this.#use(only);
    else this.#showPanel(this.#choiceOf(own));
  }

  #choiceOf(addresses: readonly string[]): HTMLElement {
    const hasObjected = (email: string) => hasAddressObjected(email, this.spotted.form.platform, this.#facts);
    return addressChoice(addresses, hasObjected, (email) => void this.#use(email), this.#closePanel);
  }

  /** "It's another one": asks which. */
  #askForAddress(): void {
    this.#showPanel(addressQuestion((email) => void this.#remember(email), this.#closePanel));
  }

  #showPanel(panel: HTMLElement): void {
    this.#banner.showPanel(panel);
    panel.querySelector<HTMLElement>("input, button")?.focus();
  }

  readonly #closePanel = () => {
    this.#banner.showPanel(undefined);
  };

  /** Adds an address to the account on this platform that has none yet, or to a new one. */
  async #remember(email: string): Promise<void> {
    this.#closePanel();
    const { form } = this.spotted;
    const empty = this.#facts.accounts.find((account) => account.platform === form.platform && account.emails.length === 0);
    const account = empty
      ? { ...empty, emails: [email] }
      : { id: crypto.randomUUID(), platform: form.platform, label: "", emails: [email] };
    await tryAsk("save-account", { account });
    await this.#refresh();
    await this.#judge(true);
  }
}
