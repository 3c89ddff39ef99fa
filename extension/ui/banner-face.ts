import type { Tone } from "../model/banner-state.ts";

/** What a press on one of the banner's buttons means. */
export type BannerActionId =
  | "use-own"
  | "keep"
  | "remember"
  | "other"
  | "record"
  | "have-mail"
  | "received"
  | "failed"
  | "set-up"
  | "keep-again"
  | "discard"
  | "add-message"
  | "is-the-form"
  | "not-the-form"
  | "forget-answer"
  | "see-others"
  | "what-meta-uses";

export type BannerAction =
  | { kind: "button" | "link"; id: BannerActionId; label: string }
  | { kind: "button"; id: "use"; email: string; label: string }
  | { kind: "meta-link"; href: string; label: string };

/** What a banner says, in the person's language. */
export interface BannerWords {
  headline: string;
  sentence: Node[];
  /** The single line of the folded banner. */
  closed: string;
  actions: BannerAction[];
}

/** A note that a banner shows below the rest, in grey. */
export interface BannerAside {
  headline: string;
  sentence: string;
  action: BannerAction;
}

/** Everything that a banner shows. */
export interface BannerFace {
  words: BannerWords;
  tone: Tone;
  sign: Element;
  /** While the address is being typed, the banner never shrinks, so that the field below it doesn't move. */
  keepsHeight: boolean;
  aside?: BannerAside | undefined;
  /** Other faces that may follow while the height is kept: there is room for the tallest of them from the beginning. */
  mayFollow?: readonly BannerFace[];
}
