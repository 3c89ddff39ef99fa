import van from "vanjs-core";
import { toBase64 } from "../model/mail-pieces.ts";
import { call } from "../ui/ask.ts";
import { actionButton, linkButton } from "../ui/components.ts";
import { message } from "../ui/i18n.ts";
import { saveFile } from "./files.ts";
import { storeError } from "./notes.ts";

const { div, p, textarea } = van.tags;

/** The whole copy, for the person to read and cut before it is saved. */
function review(copy: string): HTMLElement[] {
  const text = textarea({ rows: 12, spellcheck: false, "aria-label": message("mailShare") });
  text.value = copy;
  text.setSelectionRange(0, 0);
  const save = () => {
    saveFile(new Blob([text.value], { type: "message/rfc822" }), "demur-mail.eml");
  };
  return [p({ class: "help" }, message("mailShareLead")), text, actionButton(message("seenSave"), save)];
}

/** A way to make a copy of an e-mail that can be shared: without names, addresses and numbers, as far as Demur knows them. */
export function shareView(evidence: Uint8Array): HTMLElement {
  const box = div({ class: "mail-share" });
  const make = async () => {
    const answer = await call("mail.redact", { bytes: toBase64(evidence) });
    box.replaceChildren(...(answer.ok ? review(answer.result.text) : [storeError(answer.error.kind)]));
    box.querySelector("textarea")?.focus();
  };
  box.append(linkButton(message("mailShare"), () => void make()));
  return box;
}
