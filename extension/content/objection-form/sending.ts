import type { BannerState } from "../../model/banner-state.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import type { Account } from "../../model/protocol.ts";
import { ask } from "../../ui/ask.ts";
import { isVisible, type FoundForm } from "../found-form.ts";
import { Submission } from "./submission.ts";
import { awaitAnswer, watchSending, type Outcome } from "./watch-form.ts";

/** While Demur waits for the page or the person, the entry is held anew this often, in milliseconds. */
const holdAgainEvery = 5_000;
/** A page that has not answered for this long is said to be waited for, in milliseconds. An error in the form is there sooner. */
const sayWaitingAfter = 2_000;

/** What the form's session does about a submission. */
export interface SendingListener {
  /** The accounts as they are known now. */
  accounts(): readonly Account[];
  show(state: BannerState): void;
  /** Nothing was sent after all. */
  takenBack(): void;
}

/** Follows the form from the press of Meta's button to Meta's answer, through the steps that a form may have. */
export class Sending {
  #submission: Submission | undefined;
  #hold: ReturnType<typeof setInterval> | undefined;
  #sayWaiting: ReturnType<typeof setTimeout> | undefined;
  #endAwaiting: (() => void) | undefined;
  #endWatching: () => void;

  constructor(
    private found: FoundForm,
    private readonly form: CatalogueForm,
    private readonly listener: SendingListener,
  ) {
    this.#endWatching = this.#watch();
  }

  /** Whether something was sent, or may have been. */
  get isSent(): boolean {
    return this.#submission !== undefined;
  }

  /** The page goes away: what is known is kept, unless the page has not said that anything was sent and the person neither. */
  leave(): void {
    this.#endWatching();
    this.#endAwaiting?.();
    this.#stopWaiting();
    this.#submission?.leave();
  }

  /** The person says that Meta has accepted it. */
  async accepted(): Promise<void> {
    if (this.#submission) await this.#letGo(this.#submission, "received");
  }

  /** The person may have mended what kept the host from writing. */
  async keepAgain(): Promise<void> {
    if (this.#submission) this.listener.show(await this.#keep(this.#submission));
  }

  /** The person says that there was an error: nothing was sent. */
  async failed(): Promise<void> {
    this.#stopWaiting();
    const submission = this.#submission;
    this.#submission = undefined;
    await submission?.discard();
    this.listener.takenBack();
  }

  #watch(): () => void {
    return watchSending(this.found, (isCertain) => {
      this.#pressed(isCertain);
    });
  }

  #pressed(isCertain: boolean): void {
    // A double click is one submission; a certain sign replaces one that was only a guess.
    if (this.#submission && (this.#submission.isCertain || !isCertain)) return;
    const submission = Submission.capture(this.found, this.form, this.listener.accounts(), isCertain);
    if (!submission) return;
    this.#submission = submission;
    this.#stopWaiting();
    this.#hold = setInterval(() => void submission.hold(), holdAgainEvery);
    if (isCertain)
      this.#sayWaiting = setTimeout(() => {
        this.listener.show({ kind: "sent" });
      }, sayWaitingAfter);
    this.#await(submission);
  }

  #stopWaiting(): void {
    clearInterval(this.#hold);
    clearTimeout(this.#sayWaiting);
  }

  #await(submission: Submission): void {
    this.#endAwaiting?.();
    this.#endAwaiting = awaitAnswer(this.found, (outcome) => void this.#answered(submission, outcome));
  }

  async #answered(submission: Submission, outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case "invalid":
        await this.failed();
        return;
      case "step":
        await this.#nextStep();
        return;
      case "unsure":
        if (submission.isCertain) this.listener.show({ kind: "not-sure" });
        else await this.failed();
        return;
      case "code":
        await this.#letGo(submission, "code-requested");
        this.#await(submission);
        return;
      case "received":
        await this.#letGo(submission, "received", outcome.words);
        return;
      case "refused":
        await this.#letGo(submission, "declined", outcome.words);
        return;
    }
  }

  /** The form goes on with other fields: nothing was sent yet. What was typed before stays readable in the fields that are gone. */
  async #nextStep(): Promise<void> {
    const root = document.querySelector<HTMLElement>("main, [role=main]") ?? document.body;
    const message = [...root.querySelectorAll("textarea")].find(isVisible) ?? this.found.message;
    this.#endWatching();
    this.found = { ...this.found, root, message };
    this.#endWatching = this.#watch();
    await this.failed();
  }

  /** Lets the submission go to the host with what the page said, and tells the person, also when there is no host to keep it. */
  async #letGo(submission: Submission, kind: "code-requested" | "received" | "declined", words?: string): Promise<void> {
    this.#stopWaiting();
    if (kind === "received") this.listener.show({ kind: "sent" });
    await submission.release(kind, words);
    const outcome = await this.#keep(submission);
    if (kind === "code-requested") this.listener.show({ kind: "code" });
    else if (kind === "declined") this.listener.show({ kind: "refused", objectionId: submission.id });
    else this.listener.show(outcome);
  }

  /** Has the host keep what was sent, and tells whether it has. */
  async #keep(submission: Submission): Promise<BannerState> {
    const drained = await ask("drain", {});
    if (drained?.blockedBy) return { kind: "not-kept", error: drained.blockedBy };
    const isKept = drained?.host.kind === "connected" && !(await submission.isWaiting());
    return isKept ? { kind: "received", objectionId: submission.id } : { kind: "host-missing" };
  }
}
