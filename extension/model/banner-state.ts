import type { FormPurpose } from "./forms.ts";
import type { Account, HostErrorKind, Objection, Platform } from "./protocol.ts";

/**
 * What the banner in Meta's page says. The popup says the same, so that a closed banner loses nothing.
 * A state holds facts only; words and looks are the business of `ui/`.
 */
export type BannerState =
  /** `account`: whose address it is, where there are several accounts to tell apart. `relay`: the service that forwards its mail. */
  | { kind: "known"; email: string; kept: boolean; account?: Account; relay?: string }
  | { kind: "no-account"; email: string; platform: Platform; relay?: string }
  | { kind: "empty"; suggestions: string[] }
  /** `isCleaned`: the suggestion is what was typed, without characters that can't be seen. */
  | { kind: "malformed"; typed: string; suggestion?: string; isCleaned: boolean }
  | { kind: "slip"; domain: string; intended: string; suggestion: string }
  | { kind: "not-yours"; email: string; platform: Platform; suggestion: string; isOneOfSeveral: boolean; relay?: string }
  | { kind: "probable" }
  | { kind: "not-the-form" }
  | { kind: "gate" }
  | { kind: "already"; objection: Objection }
  | { kind: "code" }
  /** The button was pressed a moment ago. */
  | { kind: "sending" }
  | { kind: "sent" }
  | { kind: "received"; objectionId: string }
  | { kind: "not-sure" }
  /** The page marks a field: nothing was sent. */
  | { kind: "field-marked" }
  /** Nothing was sent, and the form is gone. `form`: its URL. */
  | { kind: "page-error"; form: string }
  /** Demur was updated while the page was open, and can't be reached from it any more. */
  | { kind: "cut-off" }
  | { kind: "another-form"; purpose: Exclude<FormPurpose, "objection">; objectionForm: string }
  | { kind: "host-missing" }
  /** The host is there and can't write. */
  | { kind: "not-kept"; error: HostErrorKind };

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
    case "sending":
    case "sent":
    case "not-sure":
    case "probable":
    case "not-the-form":
    case "gate":
      return "waiting";
    case "empty":
    case "malformed":
    case "slip":
    case "not-yours":
    case "code":
    case "field-marked":
    case "page-error":
    case "cut-off":
    case "another-form":
    case "host-missing":
    case "not-kept":
      return "check";
  }
}

/** The states in which the address is still being typed: the banner keeps one height among them. */
export function isBeforeSending(state: BannerState): boolean {
  return ["known", "no-account", "empty", "malformed", "slip", "not-yours", "already", "probable"].includes(state.kind);
}

/** The states that open a closed banner again, because something happened that the person should know. */
export function reopens(state: BannerState): boolean {
  return [
    "code",
    "sending",
    "sent",
    "received",
    "not-sure",
    "field-marked",
    "page-error",
    "cut-off",
    "host-missing",
    "not-kept",
  ].includes(state.kind);
}

/** The id of the objection that a state is about, or "" if it is about none. */
export function objectionIdOf(state: BannerState): string {
  if (state.kind === "already") return state.objection.id;
  return "objectionId" in state ? state.objectionId : "";
}
