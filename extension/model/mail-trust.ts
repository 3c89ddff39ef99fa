import { senders } from "../../manifests/mail.json";
import { maxEvidence } from "./mail-pieces.ts";
import { relayOf } from "./mailboxes.ts";
import type { MailMessage } from "./protocol.ts";

type Reason = MailMessage["suspicious"][number];

/** How it is known whether Meta sent it. */
const verdicts = {
  signed: "mailSigned",
  provider: "mailByProvider",
  fail: "mailWrongSignature",
  none: "mailUnchecked",
} as const satisfies Record<MailMessage["authentication"], string>;

/** Why that can't be determined, and what would help. */
const untold = {
  forwarded: "mailForwarded",
  "not-signed": "mailNotSigned",
  "no-provider-verdict": "mailNoVerdict",
  "signature-differs": "mailSignatureDiffers",
  "signature-partial": "mailSignaturePartial",
  "too-long": "mailTooLong",
  "within-mailbox": "mailInMailbox",
} as const satisfies Partial<Record<Reason, string>>;

type Untold = (typeof untold)[keyof typeof untold] | "mailNeedsOriginal";

/** A sentence by its key in the catalogues, with its value if it takes one. */
export type TrustLine =
  | { key: (typeof verdicts)[keyof typeof verdicts] | Untold | "mailSignedAddedKey" | "mailOthersWords" | "mailCut" }
  | { key: "mailAlias" | "mailKeyUnknown" | "mailToOther"; value: string };

/** Whether it is known that Meta sent it. */
export const isMetas = ({ authentication }: MailMessage): boolean => authentication === "signed" || authentication === "provider";

/** Whether an e-mail says that Meta sent it, by its sender's address or via a forwarding service. */
export function saysItIsMetas({ from, suspicious }: MailMessage): boolean {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const isMetasOwn = senders.some((sender) => domain === sender.domain || domain.endsWith(`.${sender.domain}`));
  return isMetasOwn || suspicious.includes("alias");
}

/** What shows that somebody else sent it. What merely looks odd, such as a link rewritten by a scanner, doesn't. */
const denials: readonly Reason[] = [
  "sender-not-meta",
  "lookalike-domain",
  "several-senders",
  "provider-denies",
  "signed-by-other",
  "signature-failed",
];

/** Whether an e-mail is not Meta's. Nothing that it says is recorded as Meta's. */
export function isDenied({ authentication, suspicious }: MailMessage): boolean {
  return authentication === "fail" || suspicious.some((reason) => denials.includes(reason));
}

/** Whether Meta sent it from an address that it uses to answer forms. */
export const answersForm = (mail: MailMessage): boolean => isMetas(mail) && mail.answersForm === true;

/** How much it counts: what certainly confirms; a service e-mail of Meta's; any other of Meta's; what is uncertain; what isn't Meta's. */
function weight(mail: MailMessage): number {
  if (isDenied(mail)) return 0;
  if (!isMetas(mail)) return 1;
  if (mail.isCertain === true) return 4;
  return mail.isService === true ? 3 : 2;
}

/** Nobody can crowd out what is known to be Meta's by sending newer e-mails, not even by having Meta send other people's words. */
export function byTrustAndDate(one: MailMessage, other: MailMessage): number {
  const trust = weight(other) - weight(one);
  return trust === 0 ? (other.date ?? "").localeCompare(one.date ?? "") : trust;
}

const hasWords = (reason: Reason): reason is Reason & keyof typeof untold => reason in untold;

/** Why it is uncertain whether an e-mail is Meta's, and what would help. Pasted words have no sender. */
function whyUntold({ from, suspicious, keyName }: MailMessage): TrustLine[] {
  if (from === "") return [{ key: "mailNeedsOriginal" }];
  const original: TrustLine[] = suspicious.includes("forwarded") ? [{ key: "mailNeedsOriginal" }] : [];
  const lines: TrustLine[] = [...original, ...suspicious.filter(hasWords).map((reason) => ({ key: untold[reason] }))];
  const isKeyMissing = keyName !== undefined && suspicious.includes("key-unknown");
  return isKeyMissing ? [...lines, { key: "mailKeyUnknown", value: keyName }] : lines;
}

function verdictOn(mail: MailMessage): TrustLine[] {
  const relay = mail.suspicious.includes("alias") ? relayOf(mail.from) : undefined;
  if (relay !== undefined) return [{ key: "mailUnchecked" }, { key: "mailAlias", value: relay }];
  const said: TrustLine = { key: mail.isKeyAdded === true ? "mailSignedAddedKey" : verdicts[mail.authentication] };
  if (mail.authentication === "none") return [said, ...whyUntold(mail)];
  if (mail.authentication === "fail") return [said];
  const isService = mail.isService === true;
  return [
    ...(isService || mail.isKeyAdded === true ? [said] : []),
    ...(isService ? [] : [{ key: "mailOthersWords" } as const]),
    ...(mail.addressedTo === undefined ? [] : [{ key: "mailToOther", value: mail.addressedTo } as const]),
  ];
}

/**
 * Whether an e-mail is Meta's, and who says so. If it is too long to be kept whole, that is always mentioned: a
 * signature that can't be checked today could be checked later, with its key.
 */
export function trustLines(mail: MailMessage): TrustLine[] {
  return [...verdictOn(mail), ...(mail.bytes > maxEvidence ? [{ key: "mailCut" } as const] : [])];
}
