/** Whether a name, as a person writes it, is that of a DNS record with a key for e-mail signatures. */
export const isKeyName = (name: string): boolean => /^\S+\._domainkey\.\S+$/u.test(name.trim());
