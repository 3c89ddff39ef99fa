import van from "vanjs-core";
import type { HostState } from "../model/messages.ts";
import { message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { div, p } = van.tags;

/** That the program answers, and what to do where it and the extension are of different ages. */
export function connectedWords({ version, age }: Extract<HostState, { kind: "connected" }>): HTMLElement[] {
  const words = p(message("welcomeConnectedWords", version));
  if (age === "same") return [words];
  const step = message(age === "older" ? "programOlder" : "programNewer");
  return [words, div({ class: "problem" }, mark("check", "check"), p(step))];
}
