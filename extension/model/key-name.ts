/** Whether a name, as a person writes it, is that of a DNS record for a key of signatures on e-mails. */
export const isKeyName = (name: string): boolean => /^\S+\._domainkey\.\S+$/u.test(name.trim());
