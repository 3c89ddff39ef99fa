import { readyTexts } from "../texts/all.ts";
import { objectionFormOf } from "./forms.ts";
import { primaryOf } from "./languages.ts";
import type { OthersCount } from "./messages.ts";
import { platformNames, type Contact, type ContactCount, type ContactState, type Time } from "./protocol.ts";

/** The parts of the list of contacts, in order, each with the states that belong to it. */
export const contactGroups = {
  open: ["new", "asked"],
  declined: ["declined"],
  objected: ["objected"],
  removed: ["removed-tag"],
  ignored: ["ignored"],
} as const satisfies Record<string, readonly ContactState[]>;

export type ContactGroup = keyof typeof contactGroups;

/** The states of contacts whose items still include the person, except those that the person doesn't want to see. */
export const stillIncluding: readonly ContactState[] = ["new", "asked", "declined"];

/** What contacts in several states shared together. */
export function sumOf(counts: readonly ContactCount[], states: readonly ContactState[]): OthersCount {
  const chosen = counts.filter(({ state }) => states.includes(state));
  const sum = (part: keyof OthersCount) => chosen.reduce((total, count) => total + count[part], 0);
  return { items: sum("items"), people: sum("people"), ownerless: sum("ownerless") };
}

/** Most items first, as the host sorts them. */
export function sharedMore(one: Contact, other: Contact): boolean {
  return one.items > other.items;
}

/** How long after asking a reminder is offered, in milliseconds. */
const patience = 14 * 24 * 60 * 60 * 1000;

/** Whether to suggest reminding a contact who was asked, which is done only once. `reminded`: the ids of those for whom it was. */
export function isReminderDue({ id, state, stateAt }: Contact, reminded: readonly string[], now: Date): boolean {
  if (state !== "asked" || stateAt === undefined || reminded.includes(id)) return false;
  return now.getTime() - Date.parse(stateAt satisfies Time) > patience;
}

/** The primary languages that have texts to send, in the order of their tags. */
export const askLanguages: readonly string[] = Object.keys(readyTexts);

/** The one of these languages that a person reads, by a BCP 47 tag. */
export function askLanguageFor(tag: string): string {
  const primary = primaryOf(tag);
  return askLanguages.includes(primary) ? primary : "en";
}

/** What a friend is called. In Hungarian the family name comes first, so the first word of a name would be wrong. */
function callingName(name: string, language: string): string {
  return language === "hu" ? name : (name.split(" ")[0] ?? name);
}

/** A text to send to a contact: the first one, or a reminder of it. */
export function askText({ name, platform }: Contact, language: string, kind: "ask" | "askAgain"): string {
  const text = (readyTexts[language] ?? readyTexts.en)[kind];
  const values: Record<string, string | undefined> = {
    name: callingName(name, language),
    platform: platformNames[platform],
    form: objectionFormOf(platform)?.url,
  };
  return text.replace(/\{(\w+)\}/gu, (gap, value: string) => values[value] ?? gap);
}
