import van from "vanjs-core";
import type { CallError } from "../model/messages.ts";
import { errorBox } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { storeWords } from "../ui/store-words.ts";

const { a } = van.tags;

/** Says why the history can't be used, with the ways on that there are, and the one to Demur's program where that is missing. */
export function storeError(kind: CallError["kind"], ...ways: HTMLElement[]): HTMLElement {
  const install = a({ class: "link", href: "../welcome/welcome.html#2" }, message("popupHowToInstall"));
  const all = kind === "host-missing" ? [...ways, install] : ways;
  return errorBox(message("storeFailedHeadline"), message(storeWords(kind)), all, kind);
}
