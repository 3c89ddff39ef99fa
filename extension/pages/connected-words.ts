import van from "vanjs-core";
import type { HostState } from "../model/messages.ts";
import { message } from "../ui/i18n.ts";

const { p } = van.tags;

/** That the program answers, and what to do where it and the extension are of different ages. */
export function connectedWords({ version, age }: Extract<HostState, { kind: "connected" }>): HTMLElement[] {
  const words = p(message("welcomeConnectedWords", version));
  if (age === "same") return [words];
  return [words, p(message(age === "older" ? "programOlder" : "programNewer"))];
}
