import type { CallError } from "../model/protocol.ts";

/** The message for an error of the host: what happened, and what to do next. */
export function storeWords(error: CallError["kind"]) {
  switch (error) {
    case "store-newer":
      return "storeNewer";
    case "store-corrupt":
      return "storeCorrupt";
    case "store-full":
      return "storeFull";
    case "store-read-only":
      return "storeReadOnly";
    case "store-busy":
      return "storeBusy";
    case "store-unavailable":
      return "storeUnavailable";
    case "method-not-found":
      return "storeOlder";
    case "host-missing":
      return "storeHostMissing";
    default:
      return "storeOther";
  }
}
