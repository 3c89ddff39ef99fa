import van from "vanjs-core";
import { outboxEntries, outboxKey, removeSealEntry } from "../../../model/outbox.ts";
import type { KeptSeal } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { copyButton, linkAsButton, linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { qrCode } from "../../../ui/qr-code.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { sealWords } from "../../seal-words.ts";
import { sendOnceFree, undoFor } from "./removal.ts";

const { a, b, code, details, div, li, p, summary, ul } = van.tags;

/** A draft of an e-mail with only the line: as plain text, no mail program changes it, and Demur recognizes it. */
const mailTo = (line: string) => `mailto:?subject=${encodeURIComponent("Demur seal")}&body=${encodeURIComponent(line)}`;

/** Where in the outbox the removal of an e-mail is held, and until when. */
interface Leaving {
  key: string;
  heldUntil: number;
}

/** The e-mails that are about to be removed, by their ids. */
async function leavingMails(): Promise<Map<string, Leaving>> {
  const entries = outboxEntries(await chrome.storage.local.get(null));
  return new Map(
    entries.flatMap(([key, { method, params, heldUntil }]): [string, Leaving][] =>
      method === "seals.remove" ? [[params.id, { key, heldUntil }]] : [],
    ),
  );
}

/** What a kept e-mail shows, with a link to remove it. */
function keptItem({ id, seal }: KeptSeal): HTMLElement {
  const tone = seal.isThere && seal.witness !== "none" ? "settled" : "check";
  const remove = linkButton(
    message("remove"),
    () => void chrome.storage.local.set({ [outboxKey(Date.now(), id)]: removeSealEntry(id, Date.now() + undoFor) }),
  );
  return li(mark(tone === "settled" ? "tick" : "check", tone), div(b(message("sealMail")), div(sealWords(seal)), remove));
}

/** What is shown for an e-mail that is about to be removed. */
function leavingItem({ key, heldUntil }: Leaving): HTMLElement {
  sendOnceFree(heldUntil);
  const undo = linkButton(message("undo"), () => void chrome.storage.local.remove(key));
  return li(mark("minus"), div(b(message("sealMail")), div({ role: "status" }, message("sealRemoveSoon")), undo));
}

async function show(box: HTMLElement): Promise<void> {
  const [now, kept, leaving] = await Promise.all([call("seals.now", {}), call("seals.list", {}), leavingMails()]);
  if (!now.ok || !kept.ok) {
    const kind = !now.ok ? now.error.kind : kept.ok ? "internal-error" : kept.error.kind;
    box.replaceChildren(p(message(storeWords(kind))));
    return;
  }
  const { line } = now.result;
  const items = kept.result.seals.map((one) => {
    const removal = leaving.get(one.id);
    return removal ? leavingItem(removal) : keptItem(one);
  });
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

/** The seal of the history, folded: a line by which somebody else can tell later that nothing was changed, and the e-mails that prove it. */
export class SealBox {
  readonly #content = div();
  readonly element = details({ class: "card seal-box" }, summary(message("sealTitle")), this.#content);

  constructor() {
    this.element.addEventListener("toggle", () => {
      this.refresh();
    });
  }

  /** Shows the current seal if the box is unfolded. */
  refresh(): void {
    if (this.element.open) void show(this.#content);
  }
}
