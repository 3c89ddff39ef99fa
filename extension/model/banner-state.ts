import type { FormPurpose } from "./forms.ts";
import type { OtherRequest } from "./requests.ts";
import type { HostErrorKind, Objection, Platform } from "./protocol.ts";

/**
 * What the banner in Meta's page says. The popup says the same, so that nothing is lost when the banner is closed.
 * A state contains only facts; words and looks are up to `ui/`. The page can search the banner's words: `own` addresses may appear
 * in them only once the person has asked; `suggestion` follows only from what is typed.
 */
export type BannerState =
  /** `relay`: the service that forwards the address's mail. */
  | { kind: "known"; email: string; kept: boolean; relay?: string }
  | { kind: "no-account"; email: string; platform: Platform; relay?: string }
  | { kind: "empty"; own: string[] }
  /** `isCleaned`: the suggestion is what was typed, without invisible characters. */
  | { kind: "malformed"; typed: string; suggestion?: string; own: string[]; isCleaned: boolean }
  | { kind: "slip"; domain: string; intended: string; suggestion: string }
  | { kind: "not-yours"; email: string; platform: Platform; own: string[]; relay?: string }
  | { kind: "probable" }
  | { kind: "not-the-form" }
  /** There is a question before the form. `choice`: the words of the right answer, if known. */
  | { kind: "gate"; asks: "anything" | "product" | "request"; choice?: string }
  /** `isTyped`: its address is the one in the form. */
  | { kind: "already"; objection: Objection; isTyped: boolean }
  /** The mailed code was not entered on an earlier visit. */
  | { kind: "not-finished"; objection: Objection }
  /** Nobody said on an earlier visit whether Meta received it. */
  | { kind: "still-unsure"; objection: Objection }
  | { kind: "code" }
  /** The button was pressed a moment ago. */
  | { kind: "sending" }
  | { kind: "sent" }
  | { kind: "received"; objectionId: string }
  | { kind: "not-sure" }
  /** The page marks a field: nothing was sent. */
  | { kind: "field-marked" }
  /** The page showed an error: not sent. `form`: the form's URL, if the form is gone from the page. */
  | { kind: "page-error"; form?: string }
  /** Demur was updated while the page was open, and can't be reached from it any more. */
  | { kind: "cut-off" }
  | { kind: "another-form"; purpose: Exclude<FormPurpose, "objection"> | OtherRequest; objectionForm: string }
  | { kind: "host-missing" }
  /** The host is there but can't write. */
  /** `isRefused`: the host has refused this particular objection, but accepts others. */
  | { kind: "not-kept"; error: HostErrorKind; isRefused?: true };

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
    case "still-unsure":
    case "probable":
    case "not-the-form":
    case "gate":
      return "waiting";
    case "empty":
    case "malformed":
    case "slip":
    case "not-yours":
    case "not-finished":
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

/** The states in which the address is still being typed: the banner keeps the same height throughout. */
export function isBeforeSending(state: BannerState): boolean {
  return [
    "known",
    "no-account",
    "empty",
    "malformed",
    "slip",
    "not-yours",
    "already",
    "not-finished",
    "still-unsure",
    "probable",
  ].includes(state.kind);
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
  if ("objection" in state) return state.objection.id;
  return "objectionId" in state ? state.objectionId : "";
}
