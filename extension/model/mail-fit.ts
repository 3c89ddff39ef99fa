import type { MailMessage, Time } from "./protocol.ts";

/** By how much clocks may differ, in milliseconds: as the host sees it, what is dated further ahead has not happened. */
const clockSkew = 10 * 60 * 1000;

function isDatedAhead({ date }: MailMessage, now: Date): boolean {
  return date !== undefined && Date.parse(date) > now.getTime() + clockSkew;
}

/** When an e-mail was sent; undefined if it doesn't say, or names a time in the future. */
export function sentAt(mail: MailMessage, now = new Date()): Time | undefined {
  return isDatedAhead(mail, now) ? undefined : mail.date;
}

/** What is said about an e-mail for which no objection was found, by its key in the catalogues. */
export function whyFitsNone(mail: MailMessage, now = new Date()): "mailDatedAhead" | "mailManyRecipients" | "mailFitsNone" {
  if (isDatedAhead(mail, now)) return "mailDatedAhead";
  return mail.suspicious.includes("many-recipients") ? "mailManyRecipients" : "mailFitsNone";
}
