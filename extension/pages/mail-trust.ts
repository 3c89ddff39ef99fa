import van from "vanjs-core";
import { trustLines, type TrustLine } from "../model/mail-trust.ts";
import type { MailMessage } from "../model/protocol.ts";
import { address } from "../ui/components.ts";
import { message, rich, type PlainMessageKey } from "../ui/i18n.ts";

const { p } = van.tags;

type Reason = MailMessage["suspicious"][number];

/** Why an e-mail isn't trusted. What merely couldn't be checked is not a reason. */
const reasons: Partial<Record<Reason, PlainMessageKey>> = {
  "sender-not-meta": "mailWrongSender",
  "lookalike-domain": "mailWrongSender",
  "several-senders": "mailWrongSender",
  "reply-elsewhere": "mailReplyElsewhere",
  "link-elsewhere": "mailWrongLink",
  "provider-denies": "mailProviderDenies",
  "signed-by-other": "mailWrongSignature",
  "signature-failed": "mailWrongSignature",
};

/** Why an e-mail is not to be trusted, or only with care; empty if nothing speaks against it. */
export function reasonsAgainst(mail: MailMessage): PlainMessageKey[] {
  const found = new Set(mail.suspicious.flatMap((reason) => reasons[reason] ?? []));
  return found.size === 0 && mail.authentication === "fail" ? ["mailWrongSignature"] : [...found];
}

function inWords(line: TrustLine): (string | Node)[] {
  if (!("value" in line)) return [message(line.key)];
  return line.key === "mailAlias" ? [message(line.key, line.value)] : rich(line.key, address(line.value));
}

/** Says whether an e-mail is Meta's, and who says so. */
export function trustView(mail: MailMessage): HTMLElement[] {
  return trustLines(mail).map((line) => p(inWords(line)));
}
