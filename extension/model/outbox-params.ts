import { platformNames, type Methods } from "./protocol.ts";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTime: Check = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
const isPlatform: Check = (value) => typeof value === "string" && Object.hasOwn(platformNames, value);

function maybe(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function objectOf(members: Readonly<Record<string, Check>>): Check {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(members).every(([name, check]) => check((value as Readonly<Record<string, unknown>>)[name]));
}

/** Whether a stored value is an event, as far as the extension reads it. */
export const isEventDraft = objectOf({ id: isText, kind: isText, at: isTime, detail: maybe(isText) });
const isObjection = objectOf({
  id: isText,
  formId: isText,
  platform: isPlatform,
  accountId: maybe(isText),
  email: isText,
  message: maybe(isText),
  language: maybe(isText),
  submittedAt: isTime,
});
const isAccount = objectOf({ id: maybe(isText), platform: isPlatform, label: isText, emails: listOf(isText) });
const isDraft = objectOf({ id: maybe(isText), title: isText, language: isText, text: isText });
const isItem = objectOf({ url: isText, contact: objectOf({ name: isText, url: maybe(isText) }) });
const hasId = objectOf({ id: isText });

/**
 * The calls that may wait in this browser: each can safely be made twice, because its id is the sender's, or the item's URL. What the
 * extension itself reads of a call while it waits must be there; everything else is for the host to check.
 */
const checks = {
  "accounts.save": objectOf({ account: isAccount }),
  "accounts.remove": hasId,
  "drafts.save": objectOf({ draft: isDraft }),
  "drafts.remove": hasId,
  "objections.record": objectOf({ objection: isObjection }),
  "objections.addEvent": objectOf({ objectionId: isText, event: isEventDraft }),
  "objections.remove": hasId,
  "seals.remove": hasId,
  "tagged.record": objectOf({ items: listOf(isItem) }),
} as const satisfies Partial<Record<keyof Methods, Check>>;

export type OutboxMethod = keyof typeof checks;

/** Whether these are a method that may wait, and its parameters. */
export function isWaitingCall(method: unknown, params: unknown): boolean {
  return typeof method === "string" && Object.hasOwn(checks, method) && checks[method as OutboxMethod](params);
}
