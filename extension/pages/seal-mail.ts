import van from "vanjs-core";
import { toBase64 } from "../model/mail-pieces.ts";
import type { MailMessage, Seal } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton, address } from "../ui/components.ts";
import { message, rich } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { storeWords } from "../ui/store-words.ts";
import { sealWords } from "./seal-words.ts";

const { b, div, p } = van.tags;

/** A button that keeps the e-mail. Then `kept` is called. */
function keeping(evidence: Uint8Array, kept: () => void): HTMLElement {
  const box = div({ class: "fits" });
  const said = p({ role: "alert" });
  const keep = async () => {
    const answer = await call("seals.keep", { mail: toBase64(evidence) });
    if (answer.ok && answer.result.kept) {
      box.replaceChildren(p({ role: "status" }, message("sealKept")));
      kept();
    } else said.textContent = message(answer.ok ? "sealNotKept" : storeWords(answer.error.kind));
  };
  box.append(
    actionButton(message("sealKeep"), () => void keep()),
    said,
  );
  return box;
}

/** What the line of a seal in an e-mail shows, and a way to keep that as proof. Pasted words prove nothing that could be kept. */
export function sealMailView(mail: MailMessage, seal: Seal, evidence: Uint8Array, kept: () => void): HTMLElement {
  const isKeyMissing = seal.keyName !== undefined && mail.suspicious.includes("key-unknown");
  const tone = seal.isThere ? "" : "check";
  return div(
    { class: `note ${tone}`.trim() },
    seal.isThere ? mark("envelope") : mark("check", "check"),
    div(
      b(message("sealMail")),
      p(sealWords(seal)),
      isKeyMissing ? p(rich("mailKeyUnknown", address(seal.keyName ?? ""))) : "",
      seal.isThere && mail.from !== "" ? keeping(evidence, kept) : "",
    ),
  );
}
