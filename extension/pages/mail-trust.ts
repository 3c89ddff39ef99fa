import type { MailMessage } from "../model/protocol.ts";
import type { PlainMessageKey } from "../ui/i18n.ts";

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
};

/** Why an e-mail is not to be trusted; empty where nothing speaks against it. */
export function reasonsAgainst(mail: MailMessage): PlainMessageKey[] {
  return [...new Set(mail.suspicious.flatMap((reason) => reasons[reason] ?? []))];
}

/** Whether it is Meta's, and where that can't be told, why. Pasted words have no sender. */
export function trustOf(mail: MailMessage): PlainMessageKey[] {
  const said = trustWords[mail.authentication];
  if (mail.authentication !== "none") return [said];
  const why = mail.from === "" ? (["mailNeedsOriginal"] as const) : mail.suspicious.flatMap((reason) => untold[reason] ?? []);
  return [said, ...why];
}
