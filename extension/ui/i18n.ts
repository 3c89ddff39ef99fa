import van from "vanjs-core";
import type { Messages, PluralMessages } from "#generated/messages.ts";
import { dateFormat, knownLocales } from "../model/date-format.ts";
import { ownName } from "../model/languages.ts";
import type { Counted } from "../model/merged-list.ts";

/** The names of the messages in the catalogues, except those that depend on a number. */
export type MessageKey = keyof Messages;
/** The names of the messages without arguments. */
export type PlainMessageKey = { [Key in MessageKey]: Messages[Key] extends [] ? Key : never }[MessageKey];

type Nodes<Values extends string[]> = { [Index in keyof Values]: string | Node };
type RichArguments = { [Key in MessageKey]: Nodes<Messages[Key]> };

/** A placeholder for an element in a sentence: a private-use character that no catalogue contains. */
const slot = (index: number) => String.fromCharCode(0xe000 + index);
/** A placeholder with what adjoins it without a space, such as brackets or a full stop. */
const slotted = /(\p{P}*[\ue000-\ue00f]\p{P}*)/u;
const inSlotted = /^(\p{P}*)([\ue000-\ue00f])(\p{P}*)$/u;

/** Marks an element that moves to a new line before it wraps, and takes along what adjoins it. */
export const keepsWhole = "keeps-whole";
/** A browser would break the line between such an element and a bracket. */
export const keepsWholeStyle = "display: inline-block; max-inline-size: 100%";

/** A sentence of the catalogue in the browser's language. */
export function message<Key extends MessageKey>(key: Key, ...values: Messages[Key]): string {
  return chrome.i18n.getMessage(key, values);
}

/** A sentence whose arguments may be elements, such as an address in bold. The sentence itself is never built from pieces. */
export function rich<Key extends MessageKey>(key: Key, ...values: RichArguments[Key]): Node[] {
  return richParts(key, values);
}

function richParts(key: MessageKey, given: readonly (string | Node)[]): Node[] {
  const parts = chrome.i18n.getMessage(
    key,
    given.map((_, index) => slot(index)),
  );
  return parts
    .split(slotted)
    .filter((part) => part !== "")
    .flatMap((part) => {
      const [, before = "", placeholder, after = ""] = inSlotted.exec(part) ?? [];
      if (placeholder === undefined) return document.createTextNode(part);
      const value = given[placeholder.charCodeAt(0) - 0xe000] ?? "";
      return typeof value === "string" ? document.createTextNode(before + value + after) : between(before, value, after);
    });
}

/** A copy of an element, with what adjoins it. */
function between(before: string, value: Node, after: string): Node[] {
  const copy = value.cloneNode(true);
  const nodes = [before, copy, after].flatMap((part) =>
    part === "" ? [] : typeof part === "string" ? document.createTextNode(part) : part,
  );
  const isWhole = "classList" in value && (value as Element).classList.contains(keepsWhole);
  return isWhole && nodes.length > 1 ? [van.tags.span({ style: keepsWholeStyle }, nodes)] : nodes;
}

/** The language of the catalogue in use, as a BCP 47 tag. */
export function locale(): string {
  return message("locale");
}

type Rest<Values extends string[]> = Values extends [string, ...infer Others] ? Others : never;

/** A sentence that depends on a number, which is its first argument. */
export function plural<Key extends keyof PluralMessages>(key: Key, count: number, ...others: Rest<PluralMessages[Key]>): string {
  return pluralOf(key, count, [formatNumber(count), ...(others as string[])]);
}

/** A sentence that depends on a number that the host has counted only up to a limit. */
export function pluralCounted(key: keyof PluralMessages, { count, isMore }: Counted): string {
  return pluralOf(key, count, [formatCounted({ count, isMore })]);
}

function pluralOf(key: string, count: number, values: string[]): string {
  const category = new Intl.PluralRules(locale()).select(count);
  return chrome.i18n.getMessage(`${key}_${category}`, values) || chrome.i18n.getMessage(`${key}_other`, values);
}

/** A number that the host has counted only up to a limit, in short: "100+". */
export function formatCounted({ count, isMore }: Counted): string {
  return `${formatNumber(count)}${isMore ? "+" : ""}`;
}

/** A number, formatted for the person's language. */
export function formatNumber(count: number): string {
  return new Intl.NumberFormat(locale()).format(count);
}

/** A share from 0 to 1 as a percentage, formatted for the person's language. */
export function formatPercent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(share);
}

/** A number of bytes in a suitable unit: "4.8 GB". Units are powers of 1000, as in browsers and file managers. */
export function formatSize(bytes: number): string {
  const units = ["kilobyte", "megabyte", "gigabyte", "terabyte"];
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const format = { style: "unit", unit: units[power - 1], maximumFractionDigits: power < 3 ? 0 : 1 } as const;
  return held(new Intl.NumberFormat(locale(), format).format(bytes / 1000 ** power));
}

/** A number of months with its unit, to stand on its own: "12 months". */
export function formatMonths(count: number): string {
  return held(plural("periodMonths", count));
}

/** A language's name in the person's language, or in its own if the browser knows no names in the person's. */
export function languageName(code: string): string {
  const [known] = Intl.DisplayNames.supportedLocalesOf([locale()]);
  return known === undefined ? ownName(code) : (new Intl.DisplayNames([known], { type: "language" }).of(code) ?? code);
}

const held = (text: string) => text.replaceAll(" ", "\u00a0");

const inOwn = (words: Intl.DateTimeFormatOptions, digits: Intl.DateTimeFormatOptions) => dateFormat([locale()], words, digits);

/**
 * A date in full, held together by no-break spaces: "3 May 2025". `beside`: a date in the same card; the year is left out if
 * it is the same.
 */
export function formatDate(time: string, { beside }: { beside?: string } = {}): string {
  const date = new Date(time);
  const isSameYear = beside !== undefined && new Date(beside).getFullYear() === date.getFullYear();
  const parts: Intl.DateTimeFormatOptions = isSameYear ? { day: "numeric", month: "long" } : { dateStyle: "long" };
  const format = inOwn(parts, { day: "2-digit", month: "2-digit", year: "numeric" });
  return held(format.format(date));
}

/** A month with its year: "April 2025". */
export function formatMonth(time: string): string {
  const format = inOwn({ month: "long", year: "numeric" }, { month: "2-digit", year: "numeric" });
  return held(format.format(new Date(time)));
}

/** A month on a time axis, abbreviated; its year only on request: "Apr", "Apr 2025". */
export function formatMonthShort(time: Date, { withYear = false }: { withYear?: boolean } = {}): string {
  const year: Intl.DateTimeFormatOptions = withYear ? { year: "numeric" } : {};
  return inOwn({ month: "short", ...year }, { month: "2-digit", ...year }).format(time);
}

/** A year on a time axis: "2025". */
export function formatYear(time: Date): string {
  return inOwn({ year: "numeric" }, { year: "numeric" }).format(time);
}

/** A date with the time of day. */
export function formatMoment(time: string): string {
  return inOwn({ dateStyle: "long", timeStyle: "short" }, { dateStyle: "short", timeStyle: "short" }).format(new Date(time));
}

/** Whether two moments are on the same local day. */
export function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** How many local days ago a moment was: 0 for today, 1 for yesterday, negative for the future. */
export function daysAgo(time: string, now = new Date()): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(now) - midnight(new Date(time))) / 86_400_000);
}

/** The two days that have names of their own, as the suffix of the messages that use them. */
function nearDay(time: string): "Today" | "Yesterday" | undefined {
  return ({ 0: "Today", 1: "Yesterday" } as const)[daysAgo(time)];
}

/** A day on its own: "Today", "Yesterday", or the date. `beside`: as for `formatDate`. */
export function formatDay(time: string, { beside }: { beside?: string | undefined } = {}): string {
  if (!nearDay(time) || knownLocales([locale()]).length === 0) return formatDate(time, beside === undefined ? {} : { beside });
  const word = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-daysAgo(time), "day");
  return word.charAt(0).toLocaleUpperCase(locale()) + word.slice(1);
}

/** Sentences with a day in them that have variants for today and yesterday. */
type DayKey = {
  [Key in MessageKey]: `${Key}Today` | `${Key}Yesterday` extends MessageKey ? Key : never;
}[MessageKey];

/** The variant of a message for a day, and its arguments: the date comes first, if there is one. */
function onDay<Value>(key: DayKey, time: string, others: readonly Value[]): [key: MessageKey, values: (string | Value)[]] {
  const near = nearDay(time);
  return near ? [`${key}${near}`, [...others]] : [key, [formatDate(time), ...others]];
}

/** A sentence with a day in it: "Sent on 3 May 2025", "Sent yesterday" or "Sent today". */
export function dayMessage<Key extends DayKey>(key: Key, time: string, ...others: Rest<Messages[Key]>): string {
  return chrome.i18n.getMessage(...onDay(key, time, others));
}

/** The same for a sentence whose other arguments may be elements. */
export function richDay<Key extends DayKey>(key: Key, time: string, ...others: Nodes<Rest<Messages[Key]>>): Node[] {
  const given: readonly (string | Node)[] = others;
  return richParts(...onDay(key, time, given));
}
