import { asksOf, procedureOf, type Authority } from "./authorities.ts";
import type { Time } from "./protocol.ts";

/** What a person should know about an authority before complaining to it. */
export type DemandKind =
  | "harmonised"
  | "first"
  | "address"
  | "language"
  | "signed"
  | "signed-electronic"
  | "own-form"
  | "files"
  | "time-limit"
  | "login"
  | "certified-mail"
  | "copy"
  | "public";

export interface Demand {
  kind: DemandKind;
  /** What is known about it rests on weak sources. */
  isDoubtful: boolean;
}

/** What an authority requires of a complaint on a given day, in the order in which it is shown. */
export function demandsOf(authority: Authority, today: Time): Demand[] {
  const asks = asksOf(authority, today);
  const isHarmonised = procedureOf(authority, today) !== undefined;
  const demands: Partial<Record<DemandKind, [holds: boolean, member: string]>> = {
    harmonised: [isHarmonised, ""],
    // The common law has its own sentence for these.
    first: [asks.priorContact !== undefined && !isHarmonised, "asks.priorContact"],
    address: [asks.contactDetails === "name-and-address", "asks.contactDetails"],
    language: [true, "languages"],
    signed: [asks.signature?.on === "every", "asks.signature"],
    "signed-electronic": [asks.signature !== undefined && asks.signature.on !== "every", "asks.signature"],
    "own-form": [asks.ownForm === true, "asks.ownForm"],
    files: [asks.refusedFiles !== undefined, "asks.refusedFiles"],
    "time-limit": [asks.timeLimit !== undefined, "asks.timeLimit"],
    login: [authority.complaintPages?.[0]?.login !== undefined, "complaintPages"],
    "certified-mail": [authority.email?.needs === "certified-mail", "email"],
    copy: [authority.sendsCopyToController === true, "sendsCopyToController"],
    public: [authority.makesPublic === true, "makesPublic"],
  };
  return Object.entries(demands).flatMap(([kind, [holds, member]]) =>
    holds ? [{ kind: kind as DemandKind, isDoubtful: authority.doubtful?.includes(member) === true }] : [],
  );
}
