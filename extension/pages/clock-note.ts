import van from "vanjs-core";
import { recordedInFuture } from "../model/clock.ts";
import type { Objection } from "../model/protocol.ts";
import { formatDate, message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { div, p } = van.tags;

/** Says that this computer's clock must be wrong, where the history shows it: then no deadline can be trusted. */
export function clockNote(objections: readonly Objection[]): HTMLElement | "" {
  const now = new Date();
  const latest = recordedInFuture(objections, now);
  if (latest === undefined) return "";
  const words = message("clockBehind", formatDate(now.toISOString()), formatDate(latest));
  return div({ class: "note check", role: "status" }, mark("check", "check"), div(p(words)));
}
