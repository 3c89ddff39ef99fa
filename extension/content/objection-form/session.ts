import { isBeforeSending, objectionIdOf, type BannerState } from "../../model/banner-state.ts";
import { judgeForm, waitsForPause } from "../../model/judge-form.ts";
import type { Facts } from "../../model/messages.ts";
import { ask } from "../../ui/ask.ts";
import { onChange } from "../../ui/changes.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import type { FormBanner, Spotted } from "../banner-scripts.ts";
import { fillField } from "../found-form.ts";
import { asideFor, noteToldOfOthers, wasToldOfOthers, createBanner, type Banner, placeBanner } from "./banner.ts";
import { MessageHelper } from "./message-helper.ts";
import { Sending } from "./sending.ts";
import { watchAddress } from "./watch-form.ts";

type SpottedForm = Extract<Spotted, { kind: "form" }>;

/** One objection form, from the moment it is found to Meta's answer. */
export class FormSession implements FormBanner {
  readonly #banner: Banner;
  readonly #sending: Sending;
  readonly #helper: MessageHelper | undefined;
  readonly #ends: (() => void)[] = [];
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
    this.#banner = createBanner((action) => void this.#act(action), { isOwnForm: spotted.isOwn, hasMessage: !!found.message });
    this.#helper = found.message && new MessageHelper(found.message, this.#banner);
    this.#sending = new Sending(found, form, {
      accounts: () => this.#facts.accounts,
      show: (state) => {
        this.#show(state);
      },
      takenBack: () => {
        this.#state = undefined;
        void this.#judge(true);
      },
    });
    const leave = () => {
      this.#sending.end();
    };
    window.addEventListener("pagehide", leave);
    this.#ends.push(
      watchAddress(found.email, { changed: () => void this.#judge(false), settled: () => void this.#judge(true) }),
      () => {
        window.removeEventListener("pagehide", leave);
      },
      onChange(() => void this.#refresh().then(() => this.#judge(true))),
    );
  }

  /** Asks the background page what it knows about the person, then shows the banner. */
  async start(): Promise<void> {
    if (this.spotted.isProbable) this.#show({ kind: "probable" });
    await this.#refresh();
    await this.#judge(true);
  }

  keepPlace(): void {
    const { root } = this.spotted.found;
    if (!this.#state || this.#banner.element.isConnected) return;
    const place = root.isConnected ? root : document.querySelector("main, [role=main]")?.firstElementChild;
    if (place) placeBanner(this.#banner.element, place);
  }

  end(): void {
    for (const end of this.#ends) end();
    this.#sending.end();
    this.#banner.element.remove();
    void ask("banner-shown", { state: null });
  }

  get isSent(): boolean {
    return this.#sending.isSent || (this.#state !== undefined && !isBeforeSending(this.#state));
  }

  async #refresh(): Promise<void> {
    this.#facts = (await ask("facts", { platform: this.spotted.form.platform })) ?? this.#facts;
    this.#wasTold = await wasToldOfOthers();
  }

  async #judge(hasPaused: boolean): Promise<void> {
    if (this.isSent || this.spotted.isProbable) return;
    const { found, form } = this.spotted;
    const email = found.email.value;
    const kept = (await ask("is-kept", { formId: form.id, email })) ?? false;
    if (this.isSent || found.email.value !== email) return;
    const state = judgeForm({ platform: form.platform, email, kept }, this.#facts);
    const isFirst = this.#state === undefined;
    if (isFirst || hasPaused || !waitsForPause(state)) this.#show(state);
  }

  #show(state: BannerState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    if (!isBeforeSending(state)) this.#helper?.close();
    this.#banner.show(state, asideFor(state, this.#facts.others, this.#wasTold));
    if (state.kind === "received") void noteToldOfOthers();
    this.keepPlace();
    void ask("banner-shown", { state });
  }

  async #act(action: BannerAction): Promise<void> {
    const { found, form } = this.spotted;
    if (action.kind === "meta-link") return;
    switch (action.id) {
      case "use":
        if (action.kind === "button" && "email" in action) fillField(found.email, action.email);
        await this.#judge(true);
        return;
      case "keep":
        await ask("keep-address", { formId: form.id, email: found.email.value });
        await this.#judge(true);
        return;
      case "remember":
        await this.#remember();
        return;
      case "add-message":
        await this.#helper?.open();
        return;
      case "is-the-form":
        await ask("answer-form", { form, isObjection: true });
        return;
      case "not-the-form":
        await ask("answer-form", { form, isObjection: this.spotted.isOwn ? null : false });
        return;
      case "forget-answer":
        await ask("answer-form", { form, isObjection: null });
        return;
      case "other":
        await ask("open-page", { page: "welcome", fragment: "3" });
        return;
      case "set-up":
        await ask("open-page", { page: "welcome", fragment: "2" });
        return;
      case "see-others":
        await ask("open-page", { page: "history", fragment: "tagged" });
        return;
      case "what-meta-uses":
        await ask("open-page", { page: "uses" });
        return;
      case "record":
      case "have-mail":
        await ask("open-page", { page: "history", fragment: `entry/${this.#state ? objectionIdOf(this.#state) : ""}` });
        return;
      case "accepted":
        await this.#sending.accepted();
        return;
      case "failed":
        await this.#sending.failed();
        return;
      case "keep-again":
        await this.#sending.keepAgain();
        return;
    }
  }

  /** "Yes, remember it": adds the address to the account on this platform that has none yet, or to a new one. */
  async #remember(): Promise<void> {
    const { found, form } = this.spotted;
    const email = found.email.value.trim();
    const empty = this.#facts.accounts.find((account) => account.platform === form.platform && account.emails.length === 0);
    const account = empty
      ? { ...empty, emails: [email] }
      : { id: crypto.randomUUID(), platform: form.platform, label: "", emails: [email] };
    await ask("save-account", { account });
    await this.#refresh();
    await this.#judge(true);
  }
}
