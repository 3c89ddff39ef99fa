import type { BannerState } from "./banner-state.ts";
import { addressesOf, foldedAddress, isSameAddress, judgeAddress } from "./email.ts";
import type { Facts } from "./messages.ts";
import type { Platform, Standing } from "./protocol.ts";
import { hasObjected, isOfAddress } from "./standings.ts";

/** What is in the form, and whether the person has said that this address is to stay. */
export interface FormContent {
  platform: Platform;
  email: string;
  kept: boolean;
}

/** The standings on the form's platform. A form of Meta's own site may be for any account. */
function standingsOn(platform: Platform, { standings }: Facts): Standing[] {
  return standings.filter((standing) => platform === "meta" || standing.platform === platform);
}

/** What a standing means on a form that is opened again. */
function stateOf({ status }: Standing): "already" | "not-finished" | "still-unsure" | undefined {
  if (status === "unsure") return "still-unsure";
  return status === "not-finished" ? status : hasObjected({ status }) ? "already" : undefined;
}

/**
 * What is known about an objection that this form would repeat: that of the address in it, or of the person's only account while the field
 * is empty. With several accounts an empty field doesn't say whose objection it will be.
 */
function earlierState(content: FormContent, facts: Facts): BannerState | undefined {
  const standings = standingsOn(content.platform, facts);
  const own = standings.filter(({ accountId }) => accountId !== undefined);
  const email = content.email.trim();
  const asked = email === "" ? (own.length === 1 ? own : []) : standings.filter((one) => isOfAddress(one, email, facts.accounts));
  const states = asked.flatMap((standing): BannerState[] => {
    const kind = stateOf(standing);
    const objection = facts.objections.find(({ id }) => id === standing.objectionId);
    if (!kind || !objection) return [];
    return [kind === "already" ? { kind, objection, isTyped: isSameAddress(objection.email, email) } : { kind, objection }];
  });
  return states.find(({ kind }) => kind === "already") ?? states[0];
}

/** Whether somebody with this address has objected on the form's platform. */
export function hasAddressObjected(email: string, platform: Platform, facts: Facts): boolean {
  return standingsOn(platform, facts).some((one) => hasObjected(one) && isOfAddress(one, email, facts.accounts));
}

/** Addresses in their order, but with those of accounts that have not objected first. */
function openFirst(addresses: readonly string[], platform: Platform, facts: Facts): string[] {
  const isDone = (email: string) => hasAddressObjected(email, platform, facts);
  return [...addresses.filter((email) => !isDone(email)), ...addresses.filter(isDone)];
}

/** What the banner says about a form that has not been sent yet. */
export function judgeForm(content: FormContent, facts: Facts): BannerState {
  const earlier = earlierState(content, facts);
  if (earlier) return earlier;
  const email = content.email.trim();
  const verdict = judgeAddress(content.email, facts.accounts, content.platform);
  const relay = "relay" in verdict && verdict.relay !== undefined ? { relay: verdict.relay } : {};
  if (content.kept && (verdict.kind === "slip" || verdict.kind === "foreign"))
    return { kind: "known", email, kept: true, ...relay };
  switch (verdict.kind) {
    case "missing":
      return { kind: "empty", own: openFirst(addressesOf(facts.accounts, content.platform), content.platform, facts) };
    case "malformed": {
      const isCleaned = verdict.suggestion !== undefined && foldedAddress(verdict.suggestion) === foldedAddress(email);
      return { ...verdict, typed: email, isCleaned };
    }
    case "slip":
      return verdict;
    case "own":
      return { kind: "known", email, kept: false, ...relay };
    case "no-account":
      return { kind: "no-account", email, platform: content.platform, ...relay };
    case "foreign":
      return {
        kind: "not-yours",
        email,
        platform: content.platform,
        own: openFirst(verdict.own, content.platform, facts),
        ...relay,
      };
  }
}

/** Whether this state may only be shown when the person has stopped typing. Good news is shown at once. */
export function waitsForPause(state: BannerState): boolean {
  return ["malformed", "slip", "not-yours", "no-account"].includes(state.kind);
}
