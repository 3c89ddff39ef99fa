import bg from "../letters/bg.json";
import cs from "../letters/cs.json";
import da from "../letters/da.json";
import de from "../letters/de.json";
import deCH from "../letters/de-CH.json";
import el from "../letters/el.json";
import en from "../letters/en.json";
import enCH from "../letters/en-CH.json";
import enGB from "../letters/en-GB.json";
import es from "../letters/es.json";
import et from "../letters/et.json";
import fi from "../letters/fi.json";
import fr from "../letters/fr.json";
import frCH from "../letters/fr-CH.json";
import ga from "../letters/ga.json";
import hr from "../letters/hr.json";
import hu from "../letters/hu.json";
import it from "../letters/it.json";
import itCH from "../letters/it-CH.json";
import lt from "../letters/lt.json";
import lv from "../letters/lv.json";
import mt from "../letters/mt.json";
import nb from "../letters/nb.json";
import nl from "../letters/nl.json";
import pl from "../letters/pl.json";
import pt from "../letters/pt.json";
import ro from "../letters/ro.json";
import sk from "../letters/sk.json";
import sl from "../letters/sl.json";
import sv from "../letters/sv.json";
import {
  attachmentsFor,
  controllerFor,
  mayComplainFrom,
  newestOf,
  outcomeOf,
  procedureOf,
  situationOf,
  type Attachment,
  type Authority,
  type Course,
  type Situation,
} from "./authorities.ts";
import { dateFormat } from "./date-format.ts";
import { latest, momentOnDay } from "./day-label.ts";
import { primaryOf } from "./languages.ts";
import { momentOnMetasDay } from "./metas-day.ts";
import { platformNames, type Event, type Objection, type Precision, type Time } from "./protocol.ts";

/** The sentences of the letters in one language. Names in braces stand for values from `valuesOf`. */
interface LetterTexts {
  notLegalAdvice: string;
  gaps: { name: string; postalAddress: string };
  closing: string;
  /** `ahead` and `over`: the month for Meta's answer has not ended, has ended. */
  reminder: Record<"subject" | "greeting" | "objection" | Situation | "ahead" | "over" | "request" | "next", string>;
  /** `competence`: why this authority; `national`, `harmonised`: what the complaint contains under the law in force. */
  complaint: Record<
    "subject" | "greeting" | "opening" | "objection" | "message" | Situation | "reminded" | "request" | "competence" | "contact",
    string
  > & { national: string; harmonised?: string };
  attachments: Record<Attachment, string>;
}

/** Texts by language. Other languages fall back to English. */
type Catalogues = { en: LetterTexts } & Partial<Record<string, LetterTexts>>;

/** The texts that cite the GDPR. */
const gdpr = { bg, cs, da, de, el, en, es, et, fi, fr, ga, hr, hu, it, lt, lv, mt, nb, nl, pl, pt, ro, sk, sl, sv };

/** The texts of countries that have their own law. */
const ownLaws: Partial<Record<string, Catalogues>> = {
  CH: { de: deCH, en: enCH, fr: frCH, it: itCH },
  GB: { en: enGB },
};

/** What a letter is made from. */
export interface LetterFacts extends Course {
  /** The language that the person reads, BCP 47. */
  language: string;
  /** Where the person lives, ISO 3166-1: this determines the law and the company. */
  country: string;
  name?: string;
  /** Lines, as on an envelope. */
  postalAddress?: string;
  objection: Pick<Objection, "platform" | "email" | "message" | "submittedAt" | "precision">;
  today: Time;
}

/** A letter that the person checks, completes and sends. */
export interface Letter {
  /** BCP 47. */
  language: string;
  /** Who writes it, and how they can be reached. */
  sender: string[];
  /** The day on which it was drafted, in words. */
  date: string;
  addressee: string[];
  subject: string;
  /** The last two are the closing and the name. What the person has to fill in is in square brackets. */
  paragraphs: string[];
  attachments: string[];
  /** The placeholders for what the person has not said, in square brackets. */
  gaps: string[];
  /** To be shown beside the letter, in the person's language; not part of it. */
  notLegalAdvice: string;
}

/** For the person to fill in if nobody has noted the day of Meta's answer; the same in all languages. */
const dayGap = "[…]";

/** Two weeks to answer a reminder: not by law, but by custom. */
const courtesy = 14 * 24 * 60 * 60 * 1000;

/** The texts for a country, in the first of these languages that has them. */
function textsFor(languages: readonly string[], country: string): { language: string; texts: LetterTexts } {
  const ownLaw = ownLaws[country];
  const catalogues: Catalogues = ownLaw ?? gdpr;
  const language = languages.map(primaryOf).find((wanted) => catalogues[wanted]) ?? "en";
  return { language: ownLaw ? `${language}-${country}` : language, texts: catalogues[language] ?? catalogues.en };
}

/** A day of the person's calendar in words. */
function dayIn(language: string, country: string, time: Time, precision?: Precision): string {
  const primary = primaryOf(language);
  // English with a country that doesn't speak it would put the month first.
  const locales = primary === "en" ? ["en-GB"] : [`${primary}-${country}`, primary];
  const format = dateFormat(locales, { dateStyle: "long" }, { day: "2-digit", month: "2-digit", year: "numeric" });
  return format.format(new Date(momentOnDay(time, precision))).replaceAll(" ", "\u00a0");
}

/** The values that the sentences of a letter may contain. */
type Values = Record<string, string | undefined>;

/** Replaces names by their values. Names within a value are left alone. */
function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/gu, (gap, name: string) => values[name] ?? gap);
}

/** Whether a time limit of Meta's has not ended. */
const isAhead = (limit: "confirmationExpectedBy" | "answerDueBy", { deadlines, today }: LetterFacts): boolean =>
  Date.parse(today) <= latest(deadlines[limit], deadlines.precision);

/** The day on which Meta's month ends. */
const dueOn = ({ deadlines }: LetterFacts): Time => momentOnMetasDay(deadlines.answerDueBy, deadlines.precision);

/** By when an answer to a reminder is asked for: the end of the month, or two weeks from now if that is over. */
function answerWantedBy(facts: LetterFacts): Time {
  if (isAhead("answerDueBy", facts)) return dueOn(facts);
  return momentOnMetasDay(new Date(Date.parse(facts.today) + courtesy).toISOString());
}

/** The non-empty lines of an address. */
const addressLines = ({ postalAddress = "" }: LetterFacts): string[] =>
  postalAddress.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));

/** What is known about the sender, or the gaps that they have to fill. */
function senderOf(facts: LetterFacts, { gaps }: LetterTexts): { name: string; address: string[] } {
  const lines = addressLines(facts);
  const name = facts.name?.trim() ?? "";
  return { name: name === "" ? gaps.name : name, address: lines.length > 0 ? lines : [gaps.postalAddress] };
}

function valuesOf(facts: LetterFacts, language: string, texts: LetterTexts): Values {
  const { objection, events, country } = facts;
  const controller = controllerFor(country);
  const outcome = outcomeOf(events);
  const reminder = newestOf(events, ["reminded"]);
  const day = (time: Time, precision?: Precision) => dayIn(language, country, time, precision);
  const dayOf = ({ at, precision }: Event) => (precision === "unknown" ? dayGap : day(at, precision));
  const sender = senderOf(facts, texts);
  return {
    date: day(objection.submittedAt, objection.precision),
    due: day(dueOn(facts)),
    until: day(answerWantedBy(facts)),
    eventDate: outcome && dayOf(outcome),
    remindedDate: reminder && dayOf(reminder),
    platform: platformNames[objection.platform],
    email: objection.email,
    message: objection.message?.trim(),
    controllerName: controller?.name,
    controller: controller && [controller.name, ...(controller.address ?? [])].join(", "),
    name: sender.name,
    postalAddress: sender.address.join(", "),
  };
}

function isBefore(one: Time, other: Time): boolean {
  return Date.parse(one) < Date.parse(other);
}

/** The parts of a letter from the catalogue; a part that doesn't belong in it is undefined. */
interface Draft {
  addressee: string[];
  subject: string;
  parts: (string | undefined)[];
  attachments: Attachment[];
}

function letterOf(facts: LetterFacts, language: string, texts: LetterTexts, draft: Draft): Letter {
  const values = valuesOf(facts, language, texts);
  const parts = [...draft.parts, texts.closing, "{name}"].filter((part) => part !== undefined);
  const { name, address } = senderOf(facts, texts);
  const sender = [name, ...address, facts.objection.email];
  const paragraphs = parts.map((part) => filled(part, values));
  return {
    language,
    sender,
    date: dayIn(language, facts.country, facts.today),
    addressee: draft.addressee,
    subject: filled(draft.subject, values),
    paragraphs,
    attachments: draft.attachments.map((attachment) => filled(texts.attachments[attachment], values)),
    gaps: [
      ...Object.values(texts.gaps).filter((gap) => sender.includes(gap)),
      ...(paragraphs.some((paragraph) => paragraph.includes(dayGap)) ? [dayGap] : []),
    ],
    notLegalAdvice: textsFor([facts.language], facts.country).texts.notLegalAdvice,
  };
}

/**
 * A reminder to Meta in the person's language: of an objection that it hasn't answered, or not with a confirmation. Undefined if there is
 * nothing to remind of: confirmed, withdrawn, never completed, or sent less than 48 hours ago.
 */
export function reminderLetter(facts: LetterFacts): Letter | undefined {
  const { events, country } = facts;
  const situation = situationOf(events);
  if (situation === undefined) return undefined;
  const isUnanswered = situation === "silent" || situation === "received";
  if (isUnanswered && isAhead("confirmationExpectedBy", facts)) return undefined;
  const { language, texts } = textsFor([facts.language], country);
  const { subject, greeting, objection, ahead, over, request, next } = texts.reminder;
  const limit = isAhead("answerDueBy", facts) ? ahead : over;
  const controller = controllerFor(country);
  return letterOf(facts, language, texts, {
    addressee: controller ? [controller.name, ...(controller.address ?? [])] : [],
    subject,
    parts: [greeting, objection, texts.reminder[situation], isUnanswered ? limit : undefined, request, next],
    attachments: ["objection"],
  });
}

/**
 * A complaint about Meta to the person's authority, in the person's language if the authority reads it, else in the authority's. Undefined
 * if it isn't timely (see `mayComplainFrom`).
 */
export function complaintLetter(facts: LetterFacts, authority: Authority): Letter | undefined {
  const { events, today, objection } = facts;
  const situation = situationOf(events);
  const timely = mayComplainFrom(facts, authority, today);
  if (situation === undefined || timely.kind !== "from" || !isBefore(timely.at, today)) return undefined;
  const spoken = authority.languages.filter((language) => language === primaryOf(facts.language));
  const { language, texts } = textsFor([...spoken, ...authority.languages], authority.country);
  const { complaint } = texts;
  return letterOf(facts, language, texts, {
    addressee: [authority.name[primaryOf(language)] ?? Object.values(authority.name)[0] ?? authority.englishName],
    subject: complaint.subject,
    parts: [
      complaint.greeting,
      complaint.opening,
      complaint.objection,
      objection.message?.trim() ? complaint.message : undefined,
      complaint[situation],
      newestOf(events, ["reminded"]) && complaint.reminded,
      complaint.request,
      authority.leadsOnMeta === "eea" ? undefined : complaint.competence,
      complaint[procedureOf(authority, today)?.id ?? "national"],
      complaint.contact,
    ],
    attachments: attachmentsFor(facts, authority, today),
  });
}
