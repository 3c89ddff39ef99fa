import type { RequestKind, Requests } from "../model/messages.ts";
import type { CallResult, Methods } from "../model/protocol.ts";

/** Asks the background page. Undefined if it couldn't answer, for example while the extension is being updated. */
export async function ask<Kind extends RequestKind>(
  kind: Kind,
  question: Requests[Kind]["ask"],
): Promise<Requests[Kind]["answer"] | undefined> {
  try {
    return await chrome.runtime.sendMessage<unknown, Requests[Kind]["answer"] | undefined>({ kind, ask: question });
  } catch {
    return undefined;
  }
}

/** Calls a method of the host, from one of Demur's own pages. */
export async function call<Name extends keyof Methods>(method: Name, params: Methods[Name]["params"]): Promise<CallResult<Name>> {
  const answer = (await ask("call", { method, params })) as CallResult<Name> | undefined;
  return answer ?? { ok: false, error: { kind: "host-missing" } };
}
