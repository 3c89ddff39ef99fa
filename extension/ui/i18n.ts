import type { Messages, PluralMessages } from "#generated/messages.ts";

/** The names of plain messages in the catalogues. */
export type MessageKey = keyof Messages;

type Nodes<Values extends string[]> = { [Index in keyof Values]: string | Node };
type RichArguments = { [Key in MessageKey]: Nodes<Messages[Key]> };

/** Stands in a sentence where an element goes; a private-use character that no catalogue holds. */
const slot = (index: number) => String.fromCharCode(0xe000 + index);
const slots = /[\ue000-\ue00f]/u;

/** A sentence of the catalogue in the browser's language. */
export function message<Key extends MessageKey>(key: Key, ...values: Messages[Key]): string {
  return chrome.i18n.getMessage(key, values);
}

/** A sentence whose arguments may be elements, such as an address in bold. The sentence itself is never built from pieces. */
export function rich<Key extends MessageKey>(key: Key, ...values: RichArguments[Key]): Node[] {
  const given: readonly (string | Node)[] = values;
  const parts = chrome.i18n.getMessage(
    key,
    given.map((_, index) => slot(index)),
  );
  return parts
    .split(/([\ue000-\ue00f])/u)
    .filter((part) => part !== "")
    .map((part) => {
      if (!slots.test(part)) return document.createTextNode(part);
      const value: string | Node = given[part.charCodeAt(0) - 0xe000] ?? "";
      return typeof value === "string" ? document.createTextNode(value) : value.cloneNode(true);
    });
}

/** The language of the catalogue in use, as a BCP 47 tag. */
export function locale(): string {
  return message("locale");
}

/** A sentence that depends on a number, which is its first argument. */
export function plural(key: keyof PluralMessages, count: number): string {
  const category = new Intl.PluralRules(locale()).select(count);
  const number = new Intl.NumberFormat(locale()).format(count);
  return chrome.i18n.getMessage(`${key}_${category}`, [number]) || chrome.i18n.getMessage(`${key}_other`, [number]);
}

/** A date in full, held together by no-break spaces: "3 May 2025". */
export function formatDate(time: string): string {
  const text = new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date(time));
  return text.replaceAll(" ", "\u00a0");
}

/** A date with the time of day. */
export function formatMoment(time: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(new Date(time));
}

/** Whether two moments are on the same day where the person is. */
export function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
