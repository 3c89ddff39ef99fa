import type { MailMessage, Time } from "./protocol.ts";

/** By how much clocks may differ, in milliseconds: what is dated further ahead has not happened, as the host counts. */
const clockSkew = 10 * 60 * 1000;

function isDatedAhead({ date }: MailMessage, now: Date): boolean {
  return date !== undefined && Date.parse(date) > now.getTime() + clockSkew;
}

/** When an e-mail was sent; nothing where it doesn't say so, or names a time that hasn't come. */
export function sentAt(mail: MailMessage, now = new Date()): Time | undefined {
  return isDatedAhead(mail, now) ? undefined : mail.date;
}

/** What is said of an e-mail that no objection was found for, by its key in the catalogues. */
export function whyFitsNone(mail: MailMessage, now = new Date()): "mailDatedAhead" | "mailManyRecipients" | "mailFitsNone" {
  if (isDatedAhead(mail, now)) return "mailDatedAhead";
  return mail.suspicious.includes("many-recipients") ? "mailManyRecipients" : "mailFitsNone";
}
