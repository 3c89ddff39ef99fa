import type { BannerState } from "./banner-state.ts";
import { addressesOf, foldedAddress, isSameAddress, judgeAddress } from "./email.ts";
import type { Facts } from "./messages.ts";
import type { Account, Objection, Platform, Status } from "./protocol.ts";

/** More addresses to choose from than the banner has room for would not help. */
const mostSuggestions = 2;

/** What stands in the form, and whether the person has said that this address shall stay. */
export interface FormContent {
  platform: Platform;
  email: string;
  kept: boolean;
}

/**
 * What doesn't stand, or not yet: it was taken back, Meta didn't accept it, or Meta asks for something first, such as a code that
 * was perhaps never entered. To say "you have already objected" then would keep the person from doing it.
 */
const notStanding: readonly Status[] = ["withdrawn", "declined", "needs-answer"];

/** The newest objection that this form would repeat: the same address, or any of the person's own while the field is empty. */
function earlierObjection(content: FormContent, facts: Facts): Objection | undefined {
  const own = addressesOf(facts.accounts, content.platform);
  const candidates = content.email.trim() === "" ? own : [content.email];
  const standing = facts.objections.filter(({ status }) => !notStanding.includes(status));
  return standing.find((objection) => candidates.some((email) => isSameAddress(email, objection.email)));
}

/** The account that uses this address, where the platform has several: the person should see which one it is. */
function accountToName(content: FormContent, facts: Facts): { account?: Account } {
  const accounts = facts.accounts.filter(({ platform }) => platform === content.platform);
  const account = accounts.find(({ emails }) => emails.some((email) => isSameAddress(email, content.email)));
  return accounts.length > 1 && account ? { account } : {};
}

/** What the banner says of a form that has not been sent yet. */
export function judgeForm(content: FormContent, facts: Facts): BannerState {
  const earlier = earlierObjection(content, facts);
  if (earlier) return { kind: "already", objection: earlier };
  const email = content.email.trim();
  const known = addressesOf(facts.accounts, content.platform);
  const verdict = judgeAddress(content.email, facts.accounts, content.platform);
  const relay = "relay" in verdict && verdict.relay !== undefined ? { relay: verdict.relay } : {};
  if (content.kept && (verdict.kind === "slip" || verdict.kind === "foreign"))
    return { kind: "known", email, kept: true, ...relay };
  switch (verdict.kind) {
    case "missing":
      return { kind: "empty", suggestions: known.slice(0, mostSuggestions) };
    case "malformed": {
      const isCleaned = verdict.suggestion !== undefined && foldedAddress(verdict.suggestion) === foldedAddress(email);
      return { ...verdict, typed: email, isCleaned };
    }
    case "slip":
      return verdict;
    case "own":
      return { kind: "known", email, kept: false, ...accountToName(content, facts), ...relay };
    case "no-account":
      return { kind: "no-account", email, platform: content.platform, ...relay };
    case "foreign": {
      const { suggestion } = verdict;
      return { kind: "not-yours", email, platform: content.platform, suggestion, isOneOfSeveral: known.length > 1, ...relay };
    }
  }
}

/** Whether this state may only be shown when the person has stopped typing. Good news is shown at once. */
export function waitsForPause(state: BannerState): boolean {
  return ["malformed", "slip", "not-yours", "no-account"].includes(state.kind);
}
