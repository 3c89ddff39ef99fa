import { addEventEntry, eventDraft, type OutboxEntry } from "../../extension/model/outbox.ts";
import type { Event, RecordedEventKind } from "../../extension/model/protocol.ts";

/** An event that counts, as the host returns it: seen on Meta's page, at a known moment. */
export const event = (kind: RecordedEventKind, at: string): Event => ({
  id: `${kind} ${at}`,
  kind,
  at,
  precision: "instant",
  source: { by: "page" },
  recordedAt: at,
  counts: "yes",
});

/** The call that adds to an objection what has just happened. */
export const eventEntry = (objectionId: string, ...happened: Parameters<typeof eventDraft>): OutboxEntry =>
  addEventEntry(objectionId, eventDraft(...happened));
