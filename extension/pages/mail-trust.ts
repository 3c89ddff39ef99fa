import van from "vanjs-core";
import type { MailMessage } from "../model/protocol.ts";
import { maxEvidence } from "../model/mail-pieces.ts";
import { relayOf } from "../model/mailboxes.ts";
import { address } from "../ui/components.ts";
import { message, rich, type PlainMessageKey } from "../ui/i18n.ts";

const { p } = van.tags;

type Reason = MailMessage["suspicious"][number];

/** Why an e-mail isn't trusted. What merely couldn't be checked is not a reason. */
const reasons: Partial<Record<Reason, PlainMessageKey>> = {
  "sender-not-meta": "mailWrongSender",
  "lookalike-domain": "mailWrongSender",
  "several-senders": "mailWrongSender",
  "reply-elsewhere": "mailWrongSender",
  "link-elsewhere": "mailWrongLink",
  "provider-denies": "mailProviderDenies",
  "signed-by-other": "mailWrongSignature",
  "signature-failed": "mailWrongSignature",
};

/** How it is known whether Meta sent it. */
const trustWords: Record<MailMessage["authentication"], PlainMessageKey> = {
  signed: "mailSigned",
  provider: "mailByProvider",
  fail: "mailWrongSignature",
  none: "mailUnchecked",
};

/** Why it can't be told, and what would help. */
const untold: Partial<Record<Reason, PlainMessageKey>> = {
  forwarded: "mailNeedsOriginal",
  "not-signed": "mailNotSigned",
  "no-provider-verdict": "mailNoVerdict",
  "signature-differs": "mailSignatureDiffers",
  "signature-partial": "mailSignaturePartial",
  "too-long": "mailTooLong",
  "within-mailbox": "mailInMailbox",
};

/** Whether it is known that Meta sent it. */
export const isMetas = ({ authentication }: MailMessage): boolean => authentication === "signed" || authentication === "provider";

/** Why an e-mail is not to be trusted; empty where nothing speaks against it. */
export function reasonsAgainst(mail: MailMessage): PlainMessageKey[] {
  return [...new Set(mail.suspicious.flatMap((reason) => reasons[reason] ?? []))];
}

/** Why it can't be told whether an e-mail is Meta's, and what would help. Pasted words have no sender. */
function whyUntold({ from, suspicious, keyName }: MailMessage): (string | Node)[][] {
  if (from === "") return [[message("mailNeedsOriginal")]];
  const words = suspicious.flatMap((reason) => untold[reason] ?? []).map((key) => [message(key)]);
  const isKeyMissing = keyName !== undefined && suspicious.includes("key-unknown");
  return isKeyMissing ? [...words, rich("mailKeyUnknown", address(keyName))] : words;
}

/** So many bytes of an e-mail are kept. */
const isCut = ({ bytes }: MailMessage) => bytes > maxEvidence;

/** Says whether an e-mail is Meta's, and who says so. */
export function trustView(mail: MailMessage): HTMLElement[] {
  const relay = mail.suspicious.includes("alias") ? relayOf(mail.from) : undefined;
  if (relay !== undefined) return [p(message("mailUnchecked")), p(message("mailAlias", relay))];
  const said = p(message(mail.isKeyAdded === true ? "mailSignedAddedKey" : trustWords[mail.authentication]));
  if (mail.authentication === "none") return [said, ...whyUntold(mail).map((words) => p(words))];
  if (mail.authentication === "fail") return [said];
  const isService = mail.isService === true;
  return [
    ...(isService || mail.isKeyAdded === true ? [said] : []),
    ...(isService ? [] : [p(message("mailOthersWords"))]),
    ...(mail.addressedTo === undefined ? [] : [p(rich("mailToOther", address(mail.addressedTo)))]),
    ...(isCut(mail) ? [p(message("mailCut"))] : []),
  ];
}
