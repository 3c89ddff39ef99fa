import type { Row } from "../model/account-rows.ts";
import type { CallError, CallResult, Event, Methods } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";

/** The host could not answer. */
export class HostFailure extends Error {
  constructor(readonly kind: CallError["kind"]) {
    super(kind);
  }
}

/** What the host answered. Throws HostFailure. */
export function resultOf<Name extends keyof Methods>(answer: CallResult<Name>): Methods[Name]["result"] {
  if (!answer.ok) throw new HostFailure(answer.error.kind);
  return answer.result;
}

/** These rows with the objections that they name. */
export async function withObjections(rows: readonly Row[]): Promise<Row[]> {
  return Promise.all(
    rows.map(async (row) => {
      if (row.objectionId === undefined || row.objection) return row;
      const answer = await call("objections.get", { id: row.objectionId });
      return answer.ok ? { ...row, objection: answer.result.objection } : row;
    }),
  );
}

/** One objection with all its events, however many pages the host needs for them; or why it can't be read. */
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
