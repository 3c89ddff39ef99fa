import { senders } from "../../manifests/mail.json";

/** Whether a name, as a person writes it, is that of a DNS record for a key of a domain that Meta mails from. */
export function isMetasKeyName(name: string): boolean {
  const [, domain] = /^\S+\._domainkey\.(\S+?)\.?$/u.exec(name.trim().toLowerCase()) ?? [];
  return domain !== undefined && senders.some((sender) => domain === sender.domain || domain.endsWith(`.${sender.domain}`));
}
