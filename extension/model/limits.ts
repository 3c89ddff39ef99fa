import type { OutboxEntry } from "./outbox.ts";

/** How many UTF-16 code units the protocol accepts (`manifests/protocol.json`), for members that Demur can shorten. */
export const limits = { message: 100_000, detail: 20_000, language: 35 } as const;

/** Ends a text that Demur had to shorten. */
export const shortenedSign = "\u00a0[…]";

/**
 * The first characters of a text, whole ones: a cut in the middle of an emoji leaves half of it, which only a browser accepts as text.
 * A half that was there before becomes U+FFFD.
 */
export function firstCharacters(text: string, max: number): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  return Array.from(wellFormed).slice(0, max).join("");
}

/** At most `max` code units of a text, with a sign at the end if it was longer. No character is cut in half. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - shortenedSign.length).replace(/\p{Surrogate}$/u, "");
  return kept + shortenedSign;
}

/** Whether Demur had to shorten these words. */
export function isShortened(text: string): boolean {
  return text.endsWith(shortenedSign);
}

/**
 * The entry within the limits of the protocol. An objection or an event is never lost because a page provides too long a member:
 * words are shortened, and an invalid language is left out.
 */
export function withinLimits(entry: OutboxEntry): OutboxEntry {
  if (entry.method === "objections.record") {
    const { message, language, ...rest } = entry.params.objection;
    const fitting = {
      ...rest,
      ...(message === undefined ? {} : { message: shortened(message, limits.message) }),
      ...(language === undefined || language.length > limits.language ? {} : { language }),
    };
    return { ...entry, params: { objection: fitting } };
  }
  if (entry.method === "objections.addEvent" && entry.params.event.detail !== undefined) {
    const { objectionId, event } = entry.params;
    return {
      ...entry,
      params: { objectionId, event: { ...event, detail: shortened(entry.params.event.detail, limits.detail) } },
    };
  }
  return entry;
}
