import type { BannerState } from "../../model/banner-state.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import type { Account } from "../../model/protocol.ts";
import { ask } from "../../ui/ask.ts";
import { isVisible, type FoundForm } from "../found-form.ts";
import { awaitAnswer, type Outcome } from "./answer.ts";
import { Submission } from "./submission.ts";
import { watchSending } from "./watch-form.ts";

/** While Demur waits for the page or the person, the hold on the entry is renewed this often, in milliseconds. */
const holdAgainEvery = 5_000;
/** When the page has not answered for this long, the banner says that Demur is waiting, in milliseconds. Form errors appear sooner. */
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

  /** The page is going away: what is known is recorded, unless neither the page nor the person has said that anything was sent. */
  end(): void {
    this.#endWatching();
    this.#endAwaiting?.();
    this.#stopWaiting();
    this.#submission?.stopHolding();
  }

  /** The person says that Meta has accepted it. */
  async accepted(): Promise<void> {
    if (this.#submission) await this.#release(this.#submission, "received");
  }

  /** The person may have fixed what kept the host from writing. */
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
        await this.#release(submission, "code-requested");
        this.#await(submission);
        return;
      case "received":
        await this.#release(submission, "received", outcome.words);
        return;
      case "refused":
        await this.#release(submission, "page-error", outcome.words);
        return;
    }
  }

  /** The form continues with other fields: nothing was sent yet. The fields that are gone can still be read. */
  async #nextStep(): Promise<void> {
    const root = document.querySelector<HTMLElement>("main, [role=main]") ?? document.body;
    const message = [...root.querySelectorAll("textarea")].find(isVisible) ?? this.found.message;
    this.#endWatching();
    this.found = { ...this.found, root, message };
    this.#endWatching = this.#watch();
    await this.failed();
  }

  /** Releases the submission to the host with what the page said, and tells the person, even when there is no host to record it. */
  async #release(submission: Submission, kind: "code-requested" | "received" | "page-error", words?: string): Promise<void> {
    this.#stopWaiting();
    if (kind === "received") this.listener.show({ kind: "sent" });
    await submission.release(kind, words);
    const outcome = await this.#keep(submission);
    if (kind === "code-requested") this.listener.show({ kind: "code" });
    else if (kind === "page-error") this.listener.show({ kind: "refused", objectionId: submission.id });
    else this.listener.show(outcome);
  }

  /** Asks the host to record what was sent, and returns what the banner shows about it. */
  async #keep(submission: Submission): Promise<BannerState> {
    const drained = await ask("drain", {});
    if (drained?.blockedBy) return { kind: "not-kept", error: drained.blockedBy };
    const isKept = drained?.host.kind === "connected" && !(await submission.isWaiting());
    return isKept ? { kind: "received", objectionId: submission.id } : { kind: "host-missing" };
  }
}
