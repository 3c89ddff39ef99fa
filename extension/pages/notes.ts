import van from "vanjs-core";
import { recordedInFuture } from "../model/clock.ts";
import type { CallError, Objection } from "../model/protocol.ts";
import { errorBox } from "../ui/components.ts";
import { message, formatDate } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { storeWords } from "../ui/store-words.ts";
import { installLink } from "./links.ts";

const { div, p } = van.tags;

/** Says why the history can't be used, with what can be done; if Demur's program is missing, that includes a link to install it. */
export function storeError(kind: CallError["kind"], ...ways: HTMLElement[]): HTMLElement {
  const all = kind === "host-missing" ? [...ways, installLink()] : ways;
  return errorBox(message("storeFailedHeadline"), message(storeWords(kind)), all, kind);
}

/** Warns that this computer's clock must be wrong, if the history shows it: no deadline can be trusted then. */
export function clockNote(objections: readonly Objection[]): HTMLElement | "" {
  const now = new Date();
  const latest = recordedInFuture(objections, now);
  if (latest === undefined) return "";
  const words = message("clockBehind", formatDate(now.toISOString()), formatDate(latest));
  return div({ class: "note check", role: "status" }, mark("check", "check"), div(p(words)));
}
