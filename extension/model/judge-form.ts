import type { BannerState } from "./banner-state.ts";
import { addressesOf, isSameAddress, judgeAddress } from "./email.ts";
import type { Facts } from "./messages.ts";
import type { Objection, Platform } from "./protocol.ts";

/** What stands in the form, and whether the person has said that this address shall stay. */
export interface FormContent {
  platform: Platform;
  email: string;
  kept: boolean;
}

/** The newest objection that this form would repeat: the same address, or any of the person's own while the field is empty. */
function earlierObjection(content: FormContent, facts: Facts): Objection | undefined {
  const own = addressesOf(facts.accounts, content.platform);
  const candidates = content.email.trim() === "" ? own : [content.email];
  const standing = facts.objections.filter((objection) => objection.status !== "withdrawn");
  return standing.find((objection) => candidates.some((email) => isSameAddress(email, objection.email)));
}

/** What the banner says of a form that has not been sent yet. */
export function judgeForm(content: FormContent, facts: Facts): BannerState {
  const earlier = earlierObjection(content, facts);
  if (earlier) return { kind: "already", objection: earlier };
  const email = content.email.trim();
  const verdict = judgeAddress(email, facts.accounts, content.platform);
  switch (verdict.kind) {
    case "missing":
      return { ...verdict, kind: "empty" };
    case "malformed":
      return { ...verdict, typed: email };
    case "own":
      return { kind: "known", email, kept: false };
    case "no-account":
      return { kind: "no-account", email, platform: content.platform };
    case "foreign":
      if (content.kept) return { kind: "known", email, kept: true };
      return { kind: "not-yours", email, platform: content.platform, suggestion: verdict.suggestion };
  }
}

/** Whether this state may only be shown when the person has stopped typing. Good news is shown at once. */
export function waitsForPause(state: BannerState): boolean {
  return state.kind === "malformed" || state.kind === "not-yours" || state.kind === "no-account";
}
