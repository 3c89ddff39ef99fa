import type { BannerState } from "../../model/banner-state.ts";
import { addressesOf } from "../../model/email.ts";
import type { Facts } from "../../model/messages.ts";
import type { Platform } from "../../model/protocol.ts";
import { hasObjected } from "../../model/standings.ts";

/** An address of typical length, to measure the banner with. It is never shown. */
const email = "firstname.lastname@example.org";

/**
 * The states that the banner may go through while the address is typed, to reserve the height of the tallest, so that nothing below it
 * moves.
 */
export function statesWhileTyping(platform: Platform, { accounts, standings, objections }: Facts): BannerState[] {
  const own = addressesOf(accounts, platform).map(() => email);
  const mayHaveObjected = standings.some((standing) => hasObjected(standing) && standing.platform === platform);
  const [objection] = mayHaveObjected ? objections : [];
  return [
    { kind: "empty", own },
    { kind: "malformed", typed: email, own, isCleaned: false },
    { kind: "slip", domain: "gmial.com", intended: "gmail.com", suggestion: email },
    ...(own.length > 0
      ? ([
          { kind: "known", email, kept: true },
          { kind: "known", email, kept: false },
          { kind: "not-yours", email, platform, own },
        ] as const)
      : ([{ kind: "no-account", email, platform }] as const)),
    ...(objection ? ([{ kind: "already", objection: { ...objection, email }, isTyped: true }] as const) : []),
  ];
}
