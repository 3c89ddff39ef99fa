import type { Methods } from "../model/protocol.ts";

/** The host's methods that change what other pages and banners show. */
export const changingMethods: readonly (keyof Methods)[] = [
  "accounts.save",
  "accounts.remove",
  "objections.record",
  "objections.addEvent",
  "objections.remove",
  "history.import",
  "contacts.update",
  "seals.keep",
];
