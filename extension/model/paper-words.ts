import bg from "../../manifests/paper-words/bg.json";
import cs from "../../manifests/paper-words/cs.json";
import da from "../../manifests/paper-words/da.json";
import de from "../../manifests/paper-words/de.json";
import el from "../../manifests/paper-words/el.json";
import en from "../../manifests/paper-words/en.json";
import es from "../../manifests/paper-words/es.json";
import et from "../../manifests/paper-words/et.json";
import fi from "../../manifests/paper-words/fi.json";
import fr from "../../manifests/paper-words/fr.json";
import ga from "../../manifests/paper-words/ga.json";
import hr from "../../manifests/paper-words/hr.json";
import hu from "../../manifests/paper-words/hu.json";
import it from "../../manifests/paper-words/it.json";
import lt from "../../manifests/paper-words/lt.json";
import lv from "../../manifests/paper-words/lv.json";
import mt from "../../manifests/paper-words/mt.json";
import nb from "../../manifests/paper-words/nb.json";
import nl from "../../manifests/paper-words/nl.json";
import pl from "../../manifests/paper-words/pl.json";
import pt from "../../manifests/paper-words/pt.json";
import ro from "../../manifests/paper-words/ro.json";
import sk from "../../manifests/paper-words/sk.json";
import sl from "../../manifests/paper-words/sl.json";
import sv from "../../manifests/paper-words/sv.json";
import { momentOnDay } from "./day-label.ts";
import { firstSource } from "./first-source.ts";
import { primaryOf } from "./languages.ts";
import { momentOnMetasDay } from "./metas-day.ts";
import type { Event, Precision, Source, Time } from "./protocol.ts";

/** The words of the papers that Demur makes for others, in one language: `manifests/paper-words.schema.json` says what each is for. */
export type PaperWords = typeof en;

const catalogues: Partial<Record<string, PaperWords>> = {
  bg,
  cs,
  da,
  de,
  el,
  en,
  es,
  et,
  fi,
  fr,
  ga,
  hr,
  hu,
  it,
  lt,
  lv,
  mt,
  nb,
  nl,
  pl,
  pt,
  ro,
  sk,
  sl,
  sv,
};

/** The words of a language, perhaps as spoken in one country, such as de-CH. Other languages fall back to English. */
export function paperWords(language: string): PaperWords {
  return catalogues[primaryOf(language)] ?? en;
}

/** Replaces names by their values. Names within a value are left alone. */
function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/gu, (gap, name: string) => String(values[name] ?? gap));
}

/** A day of the person's calendar: "3 May 2025". */
export function dayOnPaper({ dates }: PaperWords, time: Time, precision: Precision = "instant"): string {
  const date = new Date(momentOnDay(time, precision));
  return filled(dates.days[date.getMonth()] ?? "", { year: date.getFullYear(), day: date.getDate() });
}

/** The last day of Meta's time limit, as Meta counts it. */
export function limitOnPaper(words: PaperWords, time: Time, precision: Precision): string {
  return dayOnPaper(words, momentOnMetasDay(time, precision));
}

/** How far local time is ahead of UTC at a moment: "UTC+5:30". */
function zoneAt(date: Date): string {
  const ahead = -date.getTimezoneOffset();
  const minutes = Math.abs(ahead) % 60;
  const size = `${Math.floor(Math.abs(ahead) / 60)}${minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`}`;
  return ahead === 0 ? "UTC" : `UTC${ahead < 0 ? "\u2212" : "+"}${size}`;
}

/** A time as exactly as it is known; a moment in local time with its zone: "3 May 2025, 14:32 (UTC+1)". */
export function timeOnPaper(words: PaperWords, time: Time, precision: Precision): string {
  if (precision === "unknown") return words.paper.dayUnknown;
  const day = dayOnPaper(words, time, precision);
  if (precision === "day") return day;
  const date = new Date(time);
  const twoDigits = (number: number) => String(number).padStart(2, "0");
  const clock = filled(words.dates.time, { hour: twoDigits(date.getHours()), minute: twoDigits(date.getMinutes()) });
  return `${day}, ${clock}\u00a0(${zoneAt(date)})`;
}

/** How it is known that an e-mail is Meta's, and whether others can write into it. */
function mailWords({ known }: PaperWords, { authentication, isKeyAdded, hasOthersWords }: Source): string[] {
  const sender = isKeyAdded === true ? known.addedKey : known[authentication ?? "none"];
  return [sender, ...(hasOthersWords === true ? [known.othersWords] : [])];
}

/** How something is known, each part a phrase; if an e-mail is kept, also how that was judged. */
export function knownOnPaper(words: PaperWords, source: Source, hasMail: boolean): string[] {
  const { known } = words;
  switch (source.by) {
    case "page":
      return [known.page];
    case "mail":
      return mailWords(words, source);
    case "person": {
      const entered = source.enteredAt === undefined ? "" : dayOnPaper(words, source.enteredAt);
      const judged = source.authentication === undefined ? [known.unjudged] : mailWords(words, source);
      return [filled(known.person, { date: entered }), ...(hasMail ? judged : [])];
    }
    case "file": {
      const came =
        source.cameAt === undefined ? known.fileUndated : filled(known.file, { date: dayOnPaper(words, source.cameAt) });
      return [came, ...(source.was ? knownOnPaper(words, source.was, hasMail) : [])];
    }
    case "unrecorded":
      return [known.unrecorded];
  }
}

/** What an event is called. For sending, that depends on how it is known: what Demur saw is a press of Meta's button. */
export function eventOnPaper(
  { event, status }: PaperWords,
  kind: Exclude<Event["kind"], "corrected"> | "no-mail" | "limit-passed",
  source?: Source,
): string {
  const by = source && firstSource(source);
  if (kind === "submitted" && by === "page") return event.pressed;
  if (kind === "received" && by === "mail") return event.receivedMail;
  if (kind === "received" && by === "person") return event.receivedPerson;
  if (kind === "page-error" && by === "person") return status["not-sent"];
  return event[kind];
}
