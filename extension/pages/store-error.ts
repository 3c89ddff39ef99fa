import van from "vanjs-core";
import type { CallError } from "../model/messages.ts";
import { errorBox } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { storeWords } from "../ui/store-words.ts";

const { a } = van.tags;

/** The way to where Demur's program is installed. */
export const installLink = () => a({ class: "link", href: "../welcome/welcome.html#2" }, message("popupHowToInstall"));

/** Says why the history can't be used, with the ways on that there are, and the one to Demur's program where that is missing. */
export function storeError(kind: CallError["kind"], ...ways: HTMLElement[]): HTMLElement {
  const all = kind === "host-missing" ? [...ways, installLink()] : ways;
  return errorBox(message("storeFailedHeadline"), message(storeWords(kind)), all, kind);
}
