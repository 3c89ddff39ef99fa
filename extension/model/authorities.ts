import manifest from "../../manifests/authorities.json";
import { latest } from "./day-label.ts";
import { standingEvents } from "./events.ts";
import type { Deadlines, Event, Time } from "./protocol.ts";

/** What a complaint must contain or come with; `manifests/authorities.schema.json` explains each. */
export interface Asks {
  priorContact?: "required" | "advised";
  acknowledgementDays?: number;
  contactDetails?: "name-and-contact" | "name-and-address";
  signature?: { on: "every" | "electronic" | "email"; kinds?: string[] };
  identityCopy?: "with-handwritten-signature";
  ownForm?: true;
  refusedFiles?: string[];
  timeLimit?: { months: number; law: string };
}

/** A data protection authority, as `manifests/authorities.json` has it. */
export interface Authority {
  id: string;
  /** ISO 3166-1. */
  country: string;
  /** If the country has several authorities: ISO 3166-2 and the region's own name. */
  region?: { code: string; name: string };
  /** Its name by language. */
  name: Partial<Record<string, string>>;
  englishName: string;
  website: string;
  /** Forms or explanations, best first. */
  complaintPages?: { url: string; by?: "electronic" | "paper"; login?: string }[];
  email?: { address: string; needs?: "certified-mail" };
  /** The languages in which a complaint can be written. */
  languages: string[];
  leadsOnMeta?: "eea" | "country";
  sendsCopyToController?: true;
  makesPublic?: true;
  asks?: Asks;
  /** Members that rest on weak sources: Demur should say so, or refer to the website instead. */
  doubtful?: string[];
  /** The day on which its sources were last read, as 2026-11-23. */
  checked: string;
}

/** Meta's company that is responsible for the processing. Its address is omitted if unknown. */
export interface Controller {
  countries?: string[];
  name: string;
  address?: string[];
}

/** A law that says for several countries what a complaint must contain. */
export interface Procedure {
  id: "harmonised";
  countries: string[];
  from: string;
  until?: string;
  asks: Asks;
}

const authorities = manifest.authorities as Authority[];
const controllers = manifest.controllers as Controller[];
const procedures = manifest.procedures as Procedure[];

/** Where all authorities of the EEA are listed, in case a URL is gone. */
export const membersPage: string = manifest.members;

/** The countries whose authorities are known, ISO 3166-1; `countryName` has their names. */
export const countries: readonly string[] = [...new Set(authorities.map((authority) => authority.country))].sort();

/** The regions with their own authority, by name; none in most countries. */
export function regionsOf(country: string): NonNullable<Authority["region"]>[] {
  const regions = authorities.flatMap(({ country: home, region }) => (home === country && region ? [region] : []));
  return regions.sort((one, other) => one.name.localeCompare(other.name));
}

/** The authority that leads on Meta in a country with several: it may be asked from anywhere in the country. */
export function leadingAuthorityIn(country: string): Authority | undefined {
  return authorities.find((authority) => authority.country === country && authority.leadsOnMeta === "country");
}

/**
 * The authority of the place where a person lives, or undefined if none is known. `region` is an ISO 3166-2 code; until the region is
 * known, the authority that leads on Meta stands in for a country with several.
 */
export function authorityFor(country: string, region?: string): Authority | undefined {
  const home = authorities.filter((authority) => authority.country === country);
  return home.find((authority) => authority.region?.code === region) ?? leadingAuthorityIn(country) ?? home[0];
}

/** Meta's company that a person's objection goes to. */
export function controllerFor(country: string): Controller | undefined {
  return controllers.find(({ countries: fits }) => fits === undefined || fits.includes(country));
}

/** The common law in force for complaints on a day. Laws change at midnight where they apply; the hours around it don't matter here. */
export function procedureOf({ country }: Authority, today: Time): Procedure | undefined {
  const day = today.slice(0, 10);
  return procedures.find(
    ({ countries: fits, from, until }) => fits.includes(country) && from <= day && (until === undefined || day <= until),
  );
}

/** What the authority asks for on a given day. Where a common law is in force, nothing beyond it may be asked for. */
export function asksOf(authority: Authority, today: Time): Asks {
  return procedureOf(authority, today)?.asks ?? authority.asks ?? {};
}

/** An objection's history, as `objections.get` has it. */
export interface Course {
  events: readonly Event[];
  deadlines: Deadlines;
}

const answerKinds: readonly string[] = ["confirmed", "declined", "asked-for-more", "withdrawn"];
const pageKinds: readonly string[] = ["received", "code-requested", "page-error", "unsure", "answered"];

/** The newest event of some kinds, among those that were not corrected. */
export function newestOf(events: readonly Event[], kinds: readonly string[]): Event | undefined {
  return standingEvents(events)
    .filter((event) => kinds.includes(event.kind))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .at(-1);
}

/** The event that says where an objection stands: an answer outweighs what Meta's page showed, and newer outweighs older. */
export function outcomeOf(events: readonly Event[]): Event | undefined {
  return newestOf(events, answerKinds) ?? newestOf(events, pageKinds);
}

/** Where an objection stands if there is something to write about. */
export type Situation = "silent" | "received" | "declined" | "asked-for-more";

/** Where an objection stands, or undefined if there is nothing to write about: confirmed, withdrawn, or never completed. */
export function situationOf(events: readonly Event[]): Situation | undefined {
  const kind = outcomeOf(events)?.kind;
  if (kind === undefined) return "silent";
  if (kind === "answered" || kind === "unsure") return "silent";
  return kind === "received" || kind === "declined" || kind === "asked-for-more" ? kind : undefined;
}

/** Whether and from when a complaint is timely. */
export type ComplaintTime =
  | { kind: "no-ground" }
  /** Meta has to be written to once more first. */
  | { kind: "after-reminder" }
  | { kind: "from"; at: Time; because: "declined" | "no-answer" };

const dayLength = 24 * 60 * 60 * 1000;

/**
 * From when a person may complain: at once after a refusal (GDPR Art. 12(4)), otherwise when the month of Art. 12(3) is over. If an authority
 * wants Meta to be contacted first, the objection is enough; only a complaint that Meta must acknowledge needs a separate letter.
 */
export function mayComplainFrom({ events, deadlines }: Course, authority: Authority, today: Time): ComplaintTime {
  const situation = situationOf(events);
  if (situation === undefined) return { kind: "no-ground" };
  const refusal = situation === "declined" ? outcomeOf(events) : undefined;
  const because = refusal ? "declined" : "no-answer";
  const from = refusal?.at ?? new Date(latest(deadlines.answerDueBy, deadlines.precision)).toISOString();
  const { acknowledgementDays } = asksOf(authority, today);
  if (acknowledgementDays === undefined) return { kind: "from", at: from, because };
  const reminder = newestOf(events, ["reminded"]);
  if (!reminder) return { kind: "after-reminder" };
  const acknowledged = Date.parse(reminder.at) + acknowledgementDays * dayLength;
  return { kind: "from", at: new Date(Math.max(Date.parse(from), acknowledged)).toISOString(), because };
}

/** What belongs to a complaint: the record of the objection, Meta's answer, the letter to Meta, a copy of the identity document. */
export type Attachment = "objection" | "answer" | "reminder" | "identity";

/** What to attach to a complaint, preferably as PDF: some authorities refuse archives, recordings and links. */
export function attachmentsFor({ events }: Course, authority: Authority, today: Time): Attachment[] {
  const situation = situationOf(events);
  const wanted: Record<Attachment, boolean> = {
    objection: true,
    answer: situation === "declined" || situation === "asked-for-more",
    reminder: newestOf(events, ["reminded"]) !== undefined,
    identity: asksOf(authority, today).identityCopy !== undefined,
  };
  return (Object.keys(wanted) as Attachment[]).filter((attachment) => wanted[attachment]);
}
