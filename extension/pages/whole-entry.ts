import type { CallResult } from "../model/messages.ts";
import type { Event } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";

/** One objection with all that happened to it, in as many pages as it takes; or why it can't be read. */
export async function wholeEntry(id: string): Promise<CallResult<"objections.get">> {
  const events: Event[] = [];
  let page = await call("objections.get", { id });
  while (page.ok) {
    events.push(...page.result.events);
    const { nextCursor, ...entry } = page.result;
    if (nextCursor === undefined) return { ok: true, result: { ...entry, events } };
    page = await call("objections.get", { id, cursor: nextCursor });
  }
  return page;
}
