import type { BannerState } from "../../model/banner-state.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import type { Account } from "../../model/protocol.ts";
import { nextStage, stages, type Keeping, type Stage, type StageEvent } from "../../model/submission-stages.ts";
import { tryAsk } from "../../ui/ask.ts";
import { isVisible, type FoundForm } from "../found-form.ts";
import { otherRequest } from "./gate.ts";
import { readPage } from "./answer.ts";
import { readForm, SentSubmission, Submission, type FormContent, type KeptSubmission, type Told } from "./submission.ts";
import { watchSending } from "./watch-form.ts";

/** While an entry is held, the hold is renewed this often, in milliseconds. */
const holdAgainEvery = 5_000;

/** What the form's session does for a submission. */
export interface SendingListener {
  /** The accounts known now. */
  accounts(): readonly Account[];
  show(state: BannerState): void;
  /** Nothing was sent: the address is judged again. */
  backToTyping(): void;
}

/** Follows the form from the press of Meta's button to Meta's answer, stage by stage (see `submission-stages.ts`). */
export class Sending {
  #stage: Stage = "typing";
  #submission: KeptSubmission | undefined;
  /** What belongs to the stage and ends with it. */
  #ofStage: (() => void)[] = [];
  #endReading: (() => void) | undefined;
  #endWatching: () => void;

  constructor(
    /** Undefined in a page that only answers. */
    private current: FoundForm | undefined,
    private readonly form: CatalogueForm,
    private readonly listener: SendingListener,
  ) {
    this.#endWatching = this.#watch();
  }

  /** The current form. */
  get found(): FoundForm | undefined {
    return this.current;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** The page has rendered the form again, or goes on to its next step. */
  follow(found: FoundForm): void {
    this.#endWatching();
    this.current = found;
    this.#endWatching = this.#watch();
  }

  /**
   * Continues with what the page before this one has sent. `event`: what this page shows; without it, the page is read. A page that shows
   * the same form again has not thanked.
   */
  followUp(objectionId: string, event?: StageEvent): void {
    this.#submission = new SentSubmission(objectionId);
    this.#stage = "pressed";
    if (event) this.take(event);
    else this.#beginReading();
  }

  /** The person or the page has done something. */
  take(event: StageEvent, words?: string): void {
    const next = nextStage(this.#stage, event);
    if (!next) return;
    for (const end of this.#ofStage.splice(0)) end();
    this.#stage = next;
    this.#read(event);
    if (event === "next-step") this.#followStep();
    const { timeLimit } = stages[next];
    if (timeLimit !== undefined) this.#during(setTimeout(this.take.bind(this, "time-over"), timeLimit), clearTimeout);
    this.#keep(stages[next].keeps, { by: event === "yes" ? "person" : "page", words });
    this.#show();
  }

  /** The person may have fixed what kept the host from writing. */
  async keepAgain(): Promise<void> {
    if (this.#submission) this.listener.show(await this.#kept(this.#submission, this.#submission.id));
  }

  /** The banner goes away. */
  end(): void {
    this.take("leave");
    this.#endReading?.();
    this.#endWatching();
  }

  /** Keeps a timer for as long as the stage lasts. */
  #during<Timer>(timer: Timer, clear: (timer: Timer) => void): void {
    this.#ofStage.push(() => {
      clear(timer);
    });
  }

  #watch(): () => void {
    if (!this.found) return () => undefined;
    return watchSending(this.found, {
      press: () => {
        this.#sent("press");
      },
      guess: () => {
        this.#sent("guess");
      },
      edit: () => {
        this.take("edit");
      },
    });
  }

  /** What counts is what is in the form now: Meta answers the last press. A press for another request doesn't count. */
  #sent(event: "press" | "guess"): void {
    const { found } = this;
    if (!found || otherRequest() || !nextStage(this.#stage, event) || !this.#isAtForm(found)) return;
    const content = readForm(found, this.form, this.listener.accounts());
    if (!content || this.#isDoubleClick(content)) return;
    if (this.#submission instanceof Submission && !this.#submission.isReleased) this.#submission.replace(content);
    else this.#submission = new Submission(content);
    this.take(event);
  }

  /** Whether a press is on the form itself: Meta's answer may have buttons, too, such as one for a new request. */
  #isAtForm({ email, message }: FoundForm): boolean {
    return this.#stage === "typing" || isVisible(email) || (message !== undefined && isVisible(message));
  }

  #isDoubleClick(content: FormContent): boolean {
    return this.#stage === "pressed" && this.#submission?.isOf(content) === true;
  }

  /** Reads the page while the stage requires it, from the press on, and afresh once a code is asked for. */
  #read(event: StageEvent): void {
    const isAfresh = event === "press" || event === "guess" || event === "code-asked";
    if (isAfresh || !stages[this.#stage].reads) this.#endReading?.();
    if (isAfresh) this.#beginReading();
  }

  #beginReading(): void {
    this.#endReading = readPage(
      () => this.found,
      (answer, words) => {
        this.take(answer, words);
      },
    );
  }

  /** The form continues with other fields. The ones that are gone can still be read. */
  #followStep(): void {
    const root = document.querySelector<HTMLElement>("main, [role=main]") ?? document.body;
    const { found } = this;
    if (!found) return;
    const message = [...root.querySelectorAll("textarea")].find(isVisible) ?? found.message;
    this.follow({ ...found, root, message });
  }

  /** Keeps or discards the submission as the stage says. */
  #keep(keeps: Keeping, told: Told): void {
    const submission = this.#submission;
    if (!submission) return;
    switch (keeps) {
      case "in-page":
        return;
      case "nothing":
        this.#submission = undefined;
        void submission.discard();
        return;
      case "not-sent":
        this.#submission = undefined;
        void submission.deny();
        return;
      case "unsure":
        void submission.doubt();
        this.#hold(submission);
        return;
      case "held":
        this.#hold(submission);
        return;
      case "code-requested":
      case "received":
      case "page-error":
        void this.#release(submission, keeps, told);
        return;
      case "as-it-was":
        this.#submission = undefined;
        submission.letGo();
        return;
    }
  }

  /** Holds the submission for as long as the stage lasts. */
  #hold(submission: KeptSubmission): void {
    void submission.hold();
    this.#during(
      setInterval(() => void submission.hold(), holdAgainEvery),
      clearInterval,
    );
  }

  /** Releases the submission to the host with what the page said, and tells the person, even when there is no host to record it. */
  async #release(submission: KeptSubmission, kind: "code-requested" | "received" | "page-error", told: Told): Promise<void> {
    await submission.release(kind, told);
    const state = await this.#kept(submission);
    if (this.#submission === submission && this.#stage === "received") this.listener.show(state);
  }

  /** Asks the host to record what was sent, and returns what the banner shows about it. `retry`: including what it has refused before. */
  async #kept(submission: KeptSubmission, retry?: string): Promise<BannerState> {
    const drained = await tryAsk("drain", retry === undefined ? {} : { retry });
    if (drained?.blockedBy) return { kind: "not-kept", error: drained.blockedBy };
    if (drained?.refused.includes(submission.id)) return { kind: "not-kept", error: "internal-error", isRefused: true };
    const isKept = drained?.host.kind === "connected" && !(await submission.isWaiting());
    return isKept ? { kind: "received", objectionId: submission.id } : { kind: "host-missing" };
  }

  #show(): void {
    switch (this.#stage) {
      case "guessed":
      case "left":
        return;
      case "typing":
        this.listener.backToTyping();
        return;
      case "pressed":
        this.listener.show({ kind: "sending" });
        return;
      case "waiting":
      case "received":
        this.listener.show({ kind: "sent" });
        return;
      case "asked":
        this.listener.show({ kind: "not-sure" });
        return;
      case "marked":
        this.listener.show({ kind: "field-marked" });
        return;
      case "denied":
        if (this.#isFormThere()) this.listener.backToTyping();
        else this.#showNotSent();
        return;
      case "code":
        this.listener.show({ kind: "code" });
        return;
      case "page-error":
        this.#showNotSent();
        return;
    }
  }

  #showNotSent(): void {
    this.listener.show(this.#isFormThere() ? { kind: "page-error" } : { kind: "page-error", form: this.form.url });
  }

  /** Whether the person can continue in the form as it is in the page. */
  #isFormThere(): boolean {
    return this.found !== undefined && isVisible(this.found.email);
  }
}
