import van from "vanjs-core";
import { judgeLink } from "../model/mail-link.ts";
import { byTrustAndDate } from "../model/mail-trust.ts";
import { evidenceIn, judgedIn, piecesOf, toBase64, unpacked } from "../model/mail-pieces.ts";
import { call } from "../ui/ask.ts";
import { actionButton, field } from "../ui/components.ts";
import { formatNumber, message } from "../ui/i18n.ts";
import { fileButton, takesDrops, progressView } from "./files.ts";
import { HostFailure, resultOf } from "./host-answers.ts";
import { openPage } from "./links.ts";
import type { MailReadResult } from "../model/protocol.ts";
import { mark } from "../ui/marks.ts";
import { lookInPrograms } from "./mail-look.ts";
import { mailList, maxKept, type MailToShow } from "./mail-list.ts";
import { linkView, type ReadMail } from "./mail-views.ts";
import { storeError } from "./notes.ts";

const { div, p, textarea } = van.tags;

interface Reading {
  /** Those about an objection or from Meta: those known to be Meta's before others, newest first. */
  mails: ReadMail[];
  /** How many of these were found, including those that are not kept. */
  found: number;
  /** How many e-mails were read, including those that aren't Meta's. */
  total: number;
  /** What the file is if it contains no e-mail as it was sent. */
  notMail?: MailReadResult["notMail"];
}

/**
 * Reads a file piece by piece; pasted text counts as a file. `isWanted` is called before each piece; false ends the reading early. Throws
 * HostFailure if the host can't read it.
 */
export async function readFile(
  file: Blob,
  onShare: (share: number) => void = () => undefined,
  isWanted: () => boolean = () => true,
): Promise<Reading> {
  const reading: Reading = { mails: [], found: 0, total: 0 };
  const plain = await unpacked(file);
  let continued: MailReadResult["mailbox"];
  for await (const piece of piecesOf(plain)) {
    if (!isWanted()) break;
    const bytes = toBase64(piece.bytes);
    const result = resultOf(await call("mail.read", { bytes, ...(continued === undefined ? {} : { continued }) }));
    const { messages, total } = result;
    continued = result.mailbox;
    reading.notMail = result.notMail;
    const found = messages.map((mail) => ({ mail: judgedIn(piece, mail), evidence: evidenceIn(piece, mail) }));
    reading.mails = [...reading.mails, ...found].sort((one, other) => byTrustAndDate(one.mail, other.mail)).slice(0, maxKept);
    reading.found += found.length;
    reading.total += total;
    onShare((piece.start + piece.bytes.length) / plain.size);
  }
  return reading;
}

const foreignWords = { outlook: "mailIsOutlook", pdf: "mailIsPdf", other: "mailIsOther" } as const;

/** What the e-mails are. `none` is shown if there are none. */
async function viewsOf(
  mails: readonly MailToShow[],
  { total, unkept }: { total: number; unkept: number },
  added: () => void,
  none: "mailNone" | "mailLookNothing",
): Promise<HTMLElement[]> {
  const count = total > 1 ? [p({ class: "help" }, message("mailCount", formatNumber(total)))] : [];
  const views = await mailList(mails, unkept, added);
  return [...count, ...(views.length === 0 ? [p(message(none))] : views)];
}

/** What is in a file. */
async function fileViews({ mails, found, total, notMail }: Reading, added: () => void): Promise<HTMLElement[]> {
  if (notMail) return [div({ class: "note" }, mark("envelope"), p(message(foreignWords[notMail])))];
  const toShow = mails.map((mail) => () => Promise.resolve(mail));
  return viewsOf(toShow, { total, unkept: found - mails.length }, added, "mailNone");
}

/** Whether this page is a popup that closes when a file chooser opens, as in Firefox. */
function closesForFiles(): boolean {
  return navigator.userAgent.includes("Firefox/") && chrome.extension.getViews({ type: "popup" }).includes(window);
}

/** A button to choose a file: here, or in a tab that stays open. */
function fileChoice(take: (file: File) => void): HTMLElement {
  if (closesForFiles()) return actionButton(message("mailChoose"), () => void openPage("history", "mail"));
  return fileButton("mailChoose", "", take);
}

/**
 * A box for Meta's e-mails: dropped, chosen as a file, found in a mail program, pasted as text or as a link. Only a press of a button adds
 * one to the record; then `added` is called.
 */
export function mailBox(headline: HTMLElement, added: () => void): HTMLElement {
  const result = div({ class: "mails", "aria-live": "polite" });
  const words = textarea({ rows: 3 });
  /** Counts the readings, so that an earlier one ends and isn't shown. */
  let readings = 0;

  const show = async (reading: Promise<Reading>, number: number) => {
    try {
      const views = await fileViews(await reading, added);
      if (number === readings) result.replaceChildren(...views);
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      if (number === readings) result.replaceChildren(storeError(error.kind));
    }
  };
  const readText = async () => {
    const text = words.value;
    if (text.trim() === "") {
      words.focus();
      return;
    }
    const number = ++readings;
    const link = judgeLink(text);
    result.replaceChildren(link ? linkView(link) : p(message("mailReading")));
    const isWanted = () => number === readings;
    if (!link) await show(readFile(new Blob([text]), undefined, isWanted), number);
  };
  const readDropped = async (file: File) => {
    const number = ++readings;
    const far = progressView("mailProgress", () => {
      readings += 1;
      result.replaceChildren(p(message("mailStopped")));
    });
    result.replaceChildren(far.element);
    await show(
      readFile(file, far.show, () => number === readings),
      number,
    );
  };
  const look = () => {
    const number = ++readings;
    const isWanted = () => number === readings;
    void lookInPrograms(result, isWanted, async ({ mails, total, notes }) => {
      const views = await viewsOf(mails, { total, unkept: 0 }, added, "mailLookNothing");
      if (isWanted()) result.replaceChildren(...views, ...notes);
    });
  };
  const box = div(
    { class: "mail-box" },
    headline,
    field(message("mailPasteLabel"), words, message("mailDrop")),
    div(
      { class: "actions" },
      actionButton(message("mailCheck"), () => void readText()),
      fileChoice((file) => void readDropped(file)),
      actionButton(message("mailLook"), look),
    ),
    result,
  );
  return takesDrops(box, (file) => void readDropped(file));
}
