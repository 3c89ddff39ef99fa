import type { Authority } from "./authorities.ts";

/** A way to send a complaint. `certified-mail`: the authority accepts no other e-mail. */
export type Way = "form" | "mail" | "certified-mail" | "post";

/** How many ways are offered: more would be one more thing to decide. */
const maxWays = 2;

/** The ways to send a complaint to an authority, easiest first. */
export function waysTo({ asks, complaintPages, email }: Authority): Way[] {
  if (asks?.ownForm === true) return ["form"];
  const ways: Way[] = [];
  if (complaintPages?.some(({ by }) => by !== "paper")) ways.push("form");
  // Few people have the electronic signature that some authorities require on an e-mail.
  const isPlainMailEnough = asks?.signature === undefined;
  if (email?.needs === "certified-mail") ways.push("certified-mail");
  else if (email && isPlainMailEnough) ways.push("mail");
  return [...ways, "post" as const].slice(0, maxWays);
}
