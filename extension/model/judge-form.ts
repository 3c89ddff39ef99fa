import type { BannerState } from "./banner-state.ts";
import { addressesOf, foldedAddress, isSameAddress, judgeAddress } from "./email.ts";
import type { Facts } from "./messages.ts";
import type { Account, Objection, Platform, Standing } from "./protocol.ts";
import { hasObjected, isOfAddress } from "./standings.ts";

/** More addresses to choose from than the banner has room for would not help. */
const mostSuggestions = 2;

/** What stands in the form, and whether the person has said that this address shall stay. */
export interface FormContent {
  platform: Platform;
  email: string;
  kept: boolean;
}

/** The standings on the form's platform. A form of Meta's own site may be for any account. */
function standingsOn(platform: Platform, { standings }: Facts): Standing[] {
  return standings.filter((standing) => platform === "meta" || standing.platform === platform);
}

/**
 * The standing objection that this form would repeat: that of the address in it, or of the person's only account while the field is
 * empty. With several accounts an empty field doesn't tell whose objection it will be.
 */
function earlierObjection(content: FormContent, facts: Facts): Objection | undefined {
  const standings = standingsOn(content.platform, facts);
  const own = standings.filter(({ accountId }) => accountId !== undefined);
  const email = content.email.trim();
  const asked = email === "" ? (own.length === 1 ? own : []) : standings.filter((one) => isOfAddress(one, email, facts.accounts));
  const named = asked.filter(hasObjected).map(({ objectionId }) => objectionId);
  return facts.objections.find(({ id }) => named.includes(id));
}

/** The person's addresses on the form's platform, those of accounts that have not objected first. */
function addressesToOffer(platform: Platform, facts: Facts): string[] {
  const standings = standingsOn(platform, facts);
  const isDone = (email: string) => standings.some((one) => hasObjected(one) && isOfAddress(one, email, facts.accounts));
  const addresses = addressesOf(facts.accounts, platform);
  return [...addresses.filter((email) => !isDone(email)), ...addresses.filter(isDone)];
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
      return { kind: "empty", suggestions: addressesToOffer(content.platform, facts).slice(0, mostSuggestions) };
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
