import type { Reply, RequestError, RequestKind, RequestMessage, Requests } from "../model/messages.ts";
import type { CallResult, Methods } from "../model/protocol.ts";

/** Sends a request to the background page. */
async function request<Kind extends RequestKind>(kind: Kind, question: Requests[Kind]["ask"]): Promise<Reply<Kind>> {
  const unreachable: Reply<Kind> = { error: { kind: "unreachable" } };
  try {
    const message: RequestMessage<Kind> = { kind, ask: question };
    return (await chrome.runtime.sendMessage<RequestMessage<Kind>, Reply<Kind> | undefined>(message)) ?? unreachable;
  } catch {
    return unreachable;
  }
}

/** A request that has no answer. */
export class RequestFailure extends Error {
  constructor(readonly kind: RequestError["kind"]) {
    super(kind);
  }
}

/** Asks the background page for something, or to do something. Throws RequestFailure. */
export async function ask<Kind extends RequestKind>(
  kind: Kind,
  question: Requests[Kind]["ask"],
): Promise<Requests[Kind]["answer"]> {
  const reply = await request(kind, question);
  if ("answer" in reply) return reply.answer;
  throw new RequestFailure(reply.error.kind);
}

/** Asks the background page for something dispensable: undefined if it failed or could not be reached. */
export async function tryAsk<Kind extends RequestKind>(
  kind: Kind,
  question: Requests[Kind]["ask"],
): Promise<Requests[Kind]["answer"] | undefined> {
  const reply = await request(kind, question);
  return "answer" in reply ? reply.answer : undefined;
}

/** Calls a method of the host, from one of Demur's own pages. */
export async function call<Name extends keyof Methods>(method: Name, params: Methods[Name]["params"]): Promise<CallResult<Name>> {
  const reply = await request("call", { method, params });
  if ("answer" in reply) return reply.answer;
  const { kind } = reply.error;
  return { ok: false, error: { kind: kind === "forbidden" || kind === "unreachable" ? "internal-error" : kind } };
}
