import van from "vanjs-core";
import type { KeptSeal } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { copyButton, linkAsButton, linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { qrCode } from "../../../ui/qr-code.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { sealWords } from "../../seal-words.ts";

const { a, b, code, details, div, li, p, summary, ul } = van.tags;

/** A draft of an e-mail with the line alone: in plain letters no mail program changes it, and Demur knows it again. */
const mailTo = (line: string) => `mailto:?subject=${encodeURIComponent("Demur seal")}&body=${encodeURIComponent(line)}`;

/** What a kept e-mail shows, with a link to forget it. */
function keptItem({ id, seal }: KeptSeal, changed: () => void): HTMLElement {
  const tone = seal.isThere && seal.witness !== "none" ? "settled" : "check";
  const forget = linkButton(message("remove"), () => void call("seals.remove", { id }).then(changed));
  return li(mark(tone === "settled" ? "tick" : "check", tone), div(b(message("sealMail")), div(sealWords(seal)), forget));
}

async function show(box: HTMLElement): Promise<void> {
  const [now, kept] = await Promise.all([call("seals.now", {}), call("seals.list", {})]);
  if (!now.ok || !kept.ok) {
    const kind = !now.ok ? now.error.kind : kept.ok ? "internal-error" : kept.error.kind;
    box.replaceChildren(p(message(storeWords(kind))));
    return;
  }
  const { line } = now.result;
  const changed = () => void show(box);
  const items = kept.result.seals.map((one) => keptItem(one, changed));
  const way = (text: string) => [
    p(message("sealExplain")),
    p(code({ class: "seal" }, text)),
    div(
      { class: "actions" },
      linkAsButton(a({ href: mailTo(text) }, message("sealSend")), "main"),
      copyButton("copy", () => text, "other"),
    ),
    p({ class: "help" }, message("sealAdvice")),
    details(summary(message("sealQr")), qrCode(text, message("sealQr"))),
  ];
  box.replaceChildren(...(line === undefined ? [] : way(line)), items.length > 0 ? ul({ class: "seals" }, items) : "");
}

/** The seal of the history, folded: a line by which somebody else can tell later that nothing was changed, and the e-mails that show it. */
export function sealBox(): HTMLElement {
  const box = div();
  const folded = details({ class: "card seal-box" }, summary(message("sealTitle")), box);
  folded.addEventListener("toggle", () => {
    if (folded.open) void show(box);
  });
  return folded;
}
