import type { FormPurpose } from "./forms.ts";
import type { Objection, Platform } from "./protocol.ts";

/**
 * What the banner in Meta's page says. The popup says the same, so that a closed banner loses nothing.
 * A state holds facts only; words and looks are the business of `ui/`.
 */
export type BannerState =
  | { kind: "known"; email: string; kept: boolean }
  | { kind: "no-account"; email: string; platform: Platform }
  | { kind: "empty"; suggestion?: string }
  | { kind: "malformed"; typed: string; suggestion?: string }
  | { kind: "not-yours"; email: string; platform: Platform; suggestion: string }
  | { kind: "already"; objection: Objection }
  | { kind: "code" }
  | { kind: "sent" }
  | { kind: "received"; objectionId: string }
  | { kind: "not-sure" }
  | { kind: "refused"; objectionId: string }
  | { kind: "another-form"; purpose: Exclude<FormPurpose, "objection">; objectionForm: string }
  | { kind: "host-missing" };

export type BannerStateKind = BannerState["kind"];

/** Teal: settled or all right. Grey: waiting or asking. Amber: the person can do something. */
export type Tone = "settled" | "waiting" | "check";

/** The tone of a state. Only Meta's own confirmation counts as settled among objections already made. */
export function toneOf(state: BannerState): Tone {
  switch (state.kind) {
    case "known":
    case "no-account":
    case "received":
      return "settled";
    case "already":
      return state.objection.status === "confirmed" ? "settled" : "waiting";
    case "sent":
    case "not-sure":
      return "waiting";
    case "empty":
    case "malformed":
    case "not-yours":
    case "code":
    case "refused":
    case "another-form":
    case "host-missing":
      return "check";
  }
}

/** The states in which the address is still being typed: the banner keeps one height among them. */
export function isBeforeSending(state: BannerState): boolean {
  return ["known", "no-account", "empty", "malformed", "not-yours", "already"].includes(state.kind);
}

/** The states that open a closed banner again, because something happened that the person should know. */
export function reopens(state: BannerState): boolean {
  return ["code", "sent", "received", "not-sure", "refused", "host-missing"].includes(state.kind);
}
