import van from "vanjs-core";
import { objectionFormOf } from "../model/forms.ts";
import { judgeLink, type LinkVerdict } from "../model/mail-link.ts";
import type { MailMessage, Objection } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton, address, errorBox, field, metaLink, platformName } from "../ui/components.ts";
import { formatDate, message, rich, type MessageKey } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { storeWords } from "./store-words.ts";

const { b, div, input, label, p, textarea } = van.tags;

/** What a message to the host may hold, with room for JSON's own signs, in characters. */
const longestText = 800_000;
/** How much of an e-mail a record keeps, as `manifests/protocol.json` has it, in characters. */
const longestDetail = 20_000;

const kindWords: Record<MailMessage["kind"], MessageKey> = {
  announcement: "mailAnnouncement",
  confirmation: "mailConfirmation",
  declined: "mailDeclined",
  "asked-for-more": "mailAskedForMore",
  unrelated: "mailUnrelated",
};

/** What an e-mail means for the objection that it answers. */
const eventKinds = { confirmation: "confirmed", declined: "declined", "asked-for-more": "asked-for-more" } as const;

/** Reasons for not trusting an e-mail, in words. What only can't be told is no reason for that. */
const reasons: Partial<Record<MailMessage["suspicious"][number], MessageKey>> = {
  "sender-not-meta": "mailWrongSender",
  "lookalike-domain": "mailWrongSender",
  "several-senders": "mailWrongSender",
  "reply-elsewhere": "mailWrongSender",
  "link-elsewhere": "mailWrongLink",
  "signed-by-other": "mailWrongSignature",
  "signature-failed": "mailWrongSignature",
};

/** Reads a file as the text that it most likely is: UTF-8, else the Western code page of older mail. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function linkView(verdict: LinkVerdict): HTMLElement {
  if (verdict.kind === "form")
    return div(
      { class: "note settled" },
      mark("confirmed", "settled"),
      div(p(message("linkToForm")), metaLink(message("openForm"), verdict.url)),
    );
  const words = verdict.kind === "meta" ? [message("linkToMeta")] : rich("linkElsewhere", address(verdict.host));
  return div({ class: "note check" }, mark("check", "check"), div(p(words), safeWay()));
}

/** The way to the form that no e-mail can spoil. */
function safeWay(): HTMLElement {
  const forms = (["facebook", "instagram"] as const).flatMap((platform) => objectionFormOf(platform) ?? []);
  return div(
    p(message("mailSafeWay")),
    div(
      { class: "actions" },
      forms.map((form) => metaLink(platformName(form.platform), form.url)),
    ),
  );
}

function trustWords(mail: MailMessage): string {
  return message(mail.authentication === "pass" ? "mailGenuine" : "mailUnchecked");
}

async function matched(mail: MailMessage): Promise<Objection | undefined> {
  if (mail.objectionId === undefined) return undefined;
  const answer = await call("objections.get", { id: mail.objectionId });
  return answer.ok ? answer.result.objection : undefined;
}

/** One press adds the e-mail to the record that it fits. */
function addition(mail: MailMessage, objection: Objection, raw: string, added: () => void): HTMLElement {
  const box = div();
  const kind = mail.kind in eventKinds ? eventKinds[mail.kind as keyof typeof eventKinds] : undefined;
  box.append(p(rich("mailFits", formatDate(objection.submittedAt), address(objection.email))));
  if (!kind) return box;
  const add = actionButton(message("mailAddToRecord"), () => {
    const at = mail.date ?? new Date().toISOString();
    const event = { id: crypto.randomUUID(), kind, at, detail: raw.slice(0, longestDetail) };
    void call("objections.addEvent", { objectionId: objection.id, event }).then((answer) => {
      box.replaceChildren(p({ role: "status" }, message(answer.ok ? "mailAdded" : "couldNotSave")));
      if (answer.ok) added();
    });
  });
  box.append(add);
  return box;
}

async function mailView(mail: MailMessage, raw: string, added: () => void): Promise<HTMLElement> {
  const why = [...new Set(mail.suspicious.flatMap((reason) => reasons[reason] ?? []))];
  const kind = b(message(kindWords[mail.kind] as "mailAnnouncement"));
  if (why.length > 0) {
    const words = why.map((key) => p(message(key as "mailWrongSender")));
    return div({ class: "note check" }, mark("check", "check"), div(b(message("mailSuspicious")), words, safeWay()));
  }
  const objection = await matched(mail);
  const isAnswer = mail.kind in eventKinds;
  const fits = objection ? addition(mail, objection, raw, added) : isAnswer ? p(message("mailFitsNone")) : "";
  const way = mail.kind === "announcement" ? safeWay() : "";
  return div({ class: "note" }, mark("envelope"), div(kind, p(trustWords(mail)), fits, way));
}

/** Reads an e-mail or a link and says what it is. Only a press adds it to a record; `added` hears of that. */
async function judge(text: string, added: () => void): Promise<HTMLElement[]> {
  const link = judgeLink(text);
  if (link) return [linkView(link)];
  const answer = await call("mail.read", { text: text.slice(0, longestText) });
  if (!answer.ok) {
    const { kind } = answer.error;
    return [errorBox(message("storeFailedHeadline"), message(storeWords(kind)), "", kind)];
  }
  const { messages } = answer.result;
  if (messages.length === 0) return [p(message("mailNone"))];
  return Promise.all(messages.map((mail) => mailView(mail, text, added)));
}

/**
 * A field for Meta's e-mails: dropped, chosen as a file, pasted as words or as a link. `added` hears when one was added to a record.
 */
export function mailBox(headline: HTMLElement, added: () => void): HTMLElement {
  const result = div({ "aria-live": "polite" });
  const words = textarea({ rows: 3 });
  const read = async (text: string) => {
    if (text.trim() === "") {
      words.focus();
      return;
    }
    result.replaceChildren(p(message("mailReading")));
    result.replaceChildren(...(await judge(text, added)));
  };
  const readFile = async (file: File | undefined) => {
    if (file) await read(await textOf(file));
  };
  const file = input({
    type: "file",
    class: "hidden",
    accept: ".eml,.mbox,.txt,message/rfc822",
    onchange: () => void readFile(file.files?.[0]),
  });
  const box = div(
    {
      class: "mail-box",
      ondragover: (event: DragEvent) => {
        event.preventDefault();
      },
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        void readFile(event.dataTransfer?.files[0]);
      },
    },
    headline,
    field(message("mailPasteLabel"), words, message("mailDrop")),
    div(
      { class: "actions" },
      actionButton(message("mailCheck"), () => void read(words.value)),
      label({ class: "button file" }, file, message("mailChoose")),
    ),
    result,
  );
  return box;
}
