import type { Reply, RequestError, RequestKind, RequestMessage, Requests } from "../model/messages.ts";
import { HostError } from "./host-port.ts";

/** How a kind of request is answered, and who may send it. */
interface Handler<Kind extends RequestKind> {
  /**
   * `content`: content scripts may send it, too. They live in a page that may be hostile, so all other requests are for Demur's own pages
   * only, above all those that reach any method of the host, have it read files, or reveal more than a banner needs.
   */
  from?: "content";
  answer(ask: Requests[Kind]["ask"], sender: chrome.runtime.MessageSender): Promise<Requests[Kind]["answer"]>;
}

/** The table of all requests. */
export type Handlers = { [Kind in RequestKind]: Handler<Kind> };

/** An error as it is sent: only its kind, since its message may be personal. */
function toRequestError(error: unknown): RequestError {
  return { kind: error instanceof HostError ? error.error.kind : "internal-error" };
}

/** Whether one of Demur's own pages sent it. */
export const isOwnPage = (sender: chrome.runtime.MessageSender | undefined): boolean =>
  sender?.url?.startsWith(chrome.runtime.getURL("")) === true;

/** Answers one request. Never rejects: a handler's failure is the reply. */
export async function replyTo<Kind extends RequestKind>(
  handlers: Handlers,
  { kind, ask }: RequestMessage<Kind>,
  sender: chrome.runtime.MessageSender,
): Promise<Reply<Kind>> {
  const handler: Handler<Kind> | undefined = Object.hasOwn(handlers, kind) ? handlers[kind] : undefined;
  if (!handler || !(isOwnPage(sender) || handler.from === "content")) return { error: { kind: "forbidden" } };
  try {
    return { answer: await handler.answer(ask, sender) };
  } catch (error) {
    console.error(`Demur: ${kind} failed`, error instanceof Error ? error.name : "");
    return { error: toRequestError(error) };
  }
}
