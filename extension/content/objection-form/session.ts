import { isBeforeSending, type BannerState } from "../../model/banner-state.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import { judgeForm, waitsForPause } from "../../model/judge-form.ts";
import type { Facts } from "../../model/messages.ts";
import { ask } from "../../ui/ask.ts";
import type { BannerActionId } from "../../ui/banner-words.ts";
import { createBanner, type Banner } from "./banner.ts";
import type { FoundForm } from "./find.ts";
import { placeBanner } from "./place.ts";
import { Submission } from "./submission.ts";
import { fillField, watchAddress } from "./watch-address.ts";
import { awaitAnswer, watchSending, type Outcome } from "./watch-submission.ts";

/** While Demur waits for the page or the person, the entry is held anew this often, in milliseconds. */
const holdAgainEvery = 5_000;

/** Everything that happens on one objection form, from the first look to Meta's answer. */
export class FormSession {
  readonly #banner: Banner;
  readonly #ends: (() => void)[] = [];
  #facts: Facts = { accounts: [], objections: [], host: { kind: "unknown" } };
  #state: BannerState | undefined;
  #submission: Submission | undefined;
  #hold: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly found: FoundForm,
    private readonly form: CatalogueForm,
  ) {
    this.#banner = createBanner((id) => void this.#act(id));
    this.#ends.push(
      watchAddress(found.email, { changed: () => void this.#judge(false), settled: () => void this.#judge(true) }),
      watchSending(found, () => {
        this.#sent();
      }),
    );
    const leave = () => void this.#leave();
    window.addEventListener("pagehide", leave);
    this.#ends.push(() => {
      window.removeEventListener("pagehide", leave);
    });
  }

  /** Asks for what is known of the person, then shows the banner. */
  async start(): Promise<void> {
    await this.#refresh();
    await this.#judge(true);
  }

  /** Meta's page took the banner away, or the column that held it: it is put back. */
  keepPlace(): void {
    if (this.#state && !this.#banner.element.isConnected && this.found.form.isConnected)
      placeBanner(this.#banner.element, this.found.form);
  }

  /** The form is gone for good: the person went elsewhere in the page. */
  async end(): Promise<void> {
    for (const end of this.#ends) end();
    await this.#leave();
    this.#banner.element.remove();
    await ask("banner-shown", { state: null });
  }

  /** Whether something was sent whose fate the person should still see, though the form may be gone. */
  get isSent(): boolean {
    return this.#submission !== undefined || (this.#state !== undefined && !isBeforeSending(this.#state));
  }

  async #refresh(): Promise<void> {
    this.#facts = (await ask("facts", { platform: this.form.platform })) ?? this.#facts;
  }

  async #judge(hasPaused: boolean): Promise<void> {
    if (this.isSent) return;
    const email = this.found.email.value;
    const kept = (await ask("is-kept", { formId: this.form.id, email })) ?? false;
    if (this.isSent || this.found.email.value !== email) return;
    const state = judgeForm({ platform: this.form.platform, email, kept }, this.#facts);
    const isFirst = this.#state === undefined;
    if (isFirst || hasPaused || !waitsForPause(state)) this.#show(state);
  }

  #show(state: BannerState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#banner.show(state);
    this.keepPlace();
    void ask("banner-shown", { state });
  }

  #sent(): void {
    if (this.#submission) return;
    this.#submission = Submission.capture(this.found, this.form, this.#facts.accounts);
    if (!this.#submission) return;
    this.#hold = setInterval(() => void this.#submission?.hold(), holdAgainEvery);
    this.#ends.push(awaitAnswer(this.found, (outcome) => void this.#answered(outcome)));
  }

  async #answered(outcome: Outcome): Promise<void> {
    const submission = this.#submission;
    if (!submission) return;
    switch (outcome.kind) {
      case "invalid":
        await this.#takeBack();
        return;
      case "unsure":
        this.#show({ kind: "not-sure" });
        return;
      case "code":
        await this.#letGo(submission, { kind: "code" }, "code-requested");
        this.#ends.push(awaitAnswer(this.found, (next) => void this.#answered(next), "code"));
        return;
      case "received":
        await this.#letGo(submission, { kind: "received", objectionId: submission.objection.id }, "received", outcome.words);
        return;
      case "refused":
        await this.#letGo(submission, { kind: "refused", objectionId: submission.objection.id }, "declined", outcome.words);
        return;
    }
  }

  /** Lets the submission go to the host with what the page said, and tells the person, also when there is no host to keep it. */
  async #letGo(
    submission: Submission,
    state: BannerState,
    kind: "code-requested" | "received" | "declined",
    words?: string,
  ): Promise<void> {
    clearInterval(this.#hold);
    if (state.kind === "received") this.#show({ kind: "sent" });
    await submission.release(kind, words);
    const drained = await ask("drain", {});
    const isKept = drained?.host.kind === "connected" && drained.waiting === 0;
    this.#show(state.kind === "received" && !isKept ? { kind: "host-missing" } : state);
  }

  /** Nothing was sent: Meta's form showed an error. */
  async #takeBack(): Promise<void> {
    clearInterval(this.#hold);
    await this.#submission?.discard();
    this.#submission = undefined;
    this.#state = undefined;
    await this.#judge(true);
  }

  /** The page goes away before the answer: what is known is kept. */
  async #leave(): Promise<void> {
    const isOpen =
      this.#submission !== undefined &&
      (this.#state === undefined || isBeforeSending(this.#state) || this.#state.kind === "not-sure");
    clearInterval(this.#hold);
    if (isOpen) await this.#submission?.release();
  }

  async #act(id: BannerActionId): Promise<void> {
    const state = this.#state;
    if (!state) return;
    switch (id) {
      case "use":
        if ("suggestion" in state && state.suggestion !== undefined) fillField(this.found.email, state.suggestion);
        await this.#judge(true);
        return;
      case "keep":
        await ask("keep-address", { formId: this.form.id, email: this.found.email.value });
        await this.#judge(true);
        return;
      case "remember":
        await this.#remember();
        return;
      case "other":
        await ask("open-page", { page: "welcome", fragment: "3" });
        return;
      case "set-up":
        await ask("open-page", { page: "welcome", fragment: "2" });
        return;
      case "record":
      case "have-mail":
        await ask("open-page", { page: "history", fragment: `entry/${objectionIdOf(state)}` });
        return;
      case "accepted":
        if (this.#submission)
          await this.#letGo(this.#submission, { kind: "received", objectionId: this.#submission.objection.id }, "received");
        return;
      case "failed":
        await this.#takeBack();
        return;
    }
  }

  /** "Yes, remember it": the address joins the account of this platform that has none yet, or a new one. */
  async #remember(): Promise<void> {
    const email = this.found.email.value.trim();
    const empty = this.#facts.accounts.find((account) => account.platform === this.form.platform && account.emails.length === 0);
    const account = empty
      ? { ...empty, emails: [email] }
      : { id: crypto.randomUUID(), platform: this.form.platform, label: "", emails: [email] };
    await ask("save-account", { account });
    await this.#refresh();
    await this.#judge(true);
  }
}

function objectionIdOf(state: BannerState): string {
  if (state.kind === "already") return state.objection.id;
  return "objectionId" in state ? state.objectionId : "";
}
