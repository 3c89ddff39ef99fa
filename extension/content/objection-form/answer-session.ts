import type { BannerState } from "../../model/banner-state.ts";
import { tryAsk } from "../../ui/ask.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import type { FormBanner, Spotted } from "../banner-scripts.ts";
import { createBanner, placeBanner, type Banner } from "./banner.ts";
import { Sending } from "./sending.ts";

/** The page that answers a form of the touch engine: it contains nothing but Meta's answer. */
export class AnswerSession implements FormBanner {
  readonly isSent = true;
  readonly #banner: Banner;
  readonly #sending: Sending;

  constructor(private readonly spotted: Extract<Spotted, { kind: "answer" }>) {
    this.#banner = createBanner((action) => void this.#act(action));
    this.#sending = new Sending(undefined, spotted.form, {
      accounts: () => [],
      show: (state) => {
        this.#show(state);
      },
      backToTyping: () => undefined,
    });
    this.#sending.followUp(spotted.sent.objectionId);
  }

  keepPlace(): boolean {
    if (this.#banner.element.isConnected || !this.spotted.place.isConnected) return false;
    placeBanner(this.#banner.element, this.spotted.place);
    return true;
  }

  end(): void {
    this.#sending.end();
    this.#banner.element.remove();
    void tryAsk("banner-shown", { state: null });
  }

  #show(state: BannerState): void {
    this.#banner.show(state);
    this.keepPlace();
    void tryAsk("banner-shown", { state });
  }

  async #act(action: BannerAction): Promise<void> {
    if (action.kind === "meta-link") return;
    if (action.id === "received") this.#sending.take("yes");
    if (action.id === "failed") this.#sending.take("no");
    if (action.id === "keep-again") await this.#sending.keepAgain();
    if (action.id === "discard") await tryAsk("open-page", { page: "history" });
    if (action.id === "set-up") await tryAsk("open-page", { page: "welcome", fragment: "2" });
    if (action.id === "record")
      await tryAsk("open-page", { page: "history", fragment: `entry/${this.spotted.sent.objectionId}` });
  }
}
