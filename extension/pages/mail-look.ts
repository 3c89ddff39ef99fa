import van from "vanjs-core";
import { fromBase64 } from "../model/mail-pieces.ts";
import { byTrustAndDate } from "../model/mail-trust.ts";
import { byProgram, mailSearchPort, type MailSearchNews, type MailSearchQuestion } from "../model/mail-search.ts";
import type { CallError, CallResult, MailMessage, MailSearchResult, MailSource } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { actionButton, errorBox } from "../ui/components.ts";
import { formatSize, message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";
import { progressView } from "./files.ts";
import { HostFailure, resultOf } from "./host-answers.ts";
import type { MailToShow } from "./mail-list.ts";
import type { ReadMail } from "./mail-views.ts";
import { storeError } from "./notes.ts";

const { b, div, fieldset, input, label, legend, p, span } = van.tags;

/** What was found in mailboxes. */
export interface Found {
  mails: MailToShow[];
  total: number;
  /** Notes about mailboxes that were not simply read to the end. */
  notes: HTMLElement[];
}

/** Has mailboxes searched. The returned function ends the search. */
function search(
  paths: string[],
  onShare: (share: number) => void,
  onAnswer: (answer: CallResult<"mail.search">) => void,
): () => void {
  const port = chrome.runtime.connect({ name: mailSearchPort });
  port.onMessage.addListener((news: MailSearchNews) => {
    if ("answer" in news) {
      port.disconnect();
      onAnswer(news.answer);
    } else {
      onShare(news.progress.total === 0 ? 0 : news.progress.done / news.progress.total);
    }
  });
  // The background page is gone, and the search with it.
  port.onDisconnect.addListener(() => {
    onAnswer({ ok: false, error: { kind: "internal-error" } });
  });
  const question: MailSearchQuestion = { paths };
  port.postMessage(question);
  return () => {
    port.disconnect();
  };
}

/** The e-mail as it is in its mailbox; undefined if the mail program has changed the mailbox meanwhile. */
async function fetched(mail: MailMessage): Promise<ReadMail | undefined> {
  const { path = "", start, bytes, digest = "" } = mail;
  const answer = await call("mail.fetch", { path, start, bytes, digest });
  return answer.ok ? { mail, evidence: fromBase64(answer.result.bytes) } : undefined;
}

function noteOn({ unsure }: MailSearchResult, sources: readonly MailSource[], fault: "changed" | "unreadable"): HTMLElement[] {
  const names = unsure.filter((one) => one.fault === fault).map(({ path }) => titleAt(sources, path));
  if (names.length === 0) return [];
  const key = fault === "changed" ? "mailLookChanged" : "mailLookUnreadable";
  return [p({ class: "help" }, message(key, names.join(", ")))];
}

const titleAt = (sources: readonly MailSource[], path: string) => sources.find((source) => source.path === path)?.title ?? path;

function foundIn(result: MailSearchResult, sources: readonly MailSource[]): Found {
  return {
    mails: [...result.messages].sort(byTrustAndDate).map((mail) => () => fetched(mail)),
    total: result.total,
    notes: [...noteOn(result, sources, "changed"), ...noteOn(result, sources, "unreadable")],
  };
}

/** A mailbox with its size, to be chosen. */
function choice(source: MailSource, box: HTMLInputElement): HTMLElement {
  return label({ class: "mailbox" }, box, span(source.title), span({ class: "help" }, formatSize(source.bytes)));
}

const boxFor = () => input({ type: "checkbox", checked: true });

/** The mailboxes that were found, to choose from. `read` is called with the chosen ones. */
function list(sources: readonly MailSource[], read: (chosen: MailSource[]) => void): HTMLElement[] {
  const boxes = new Map(sources.map((source) => [source, boxFor()]));
  const groups = byProgram(sources).map(([program, own]) =>
    fieldset(
      legend(b(program)),
      own.map((source) => choice(source, boxes.get(source) ?? boxFor())),
    ),
  );
  const start = () => {
    const chosen = sources.filter((source) => boxes.get(source)?.checked === true);
    if (chosen.length > 0) read(chosen);
    else boxes.values().next().value?.focus();
  };
  return [
    p(message("mailLookFound")),
    ...groups,
    ...(sources.some(({ isCopy }) => isCopy) ? [p({ class: "help" }, message("mailLookCopies"))] : []),
    ...(sources.some(({ isOpen }) => isOpen) ? [p({ class: "help" }, message("mailLookOpen"))] : []),
    div({ class: "actions" }, actionButton(message("mailLookRead"), start, "main")),
  ];
}

function failureView(kind: CallError["kind"]): HTMLElement {
  return kind === "import-running"
    ? errorBox(message("importFailedRunning"), message("importFailedRunningWords"), [], kind)
    : storeError(kind);
}

/**
 * Looks for mail programs on this computer, and reads the mailboxes that the person chooses. `show` gets what was found in them. Nothing is
 * put into `result` any more once `isWanted` says that something else was asked for.
 */
export async function lookInPrograms(
  result: HTMLElement,
  isWanted: () => boolean,
  show: (found: Found) => Promise<void>,
): Promise<void> {
  const fail = (kind: CallError["kind"]) => {
    if (isWanted()) result.replaceChildren(failureView(kind));
  };
  const read = (chosen: MailSource[]) => {
    let isStopped = false;
    const far = progressView("mailProgress", () => {
      isStopped = true;
      stop();
      result.replaceChildren(p(message("mailStopped")));
    });
    result.replaceChildren(far.element);
    const take = (answer: CallResult<"mail.search">) => {
      if (isStopped || !far.element.isConnected) return;
      if (answer.ok) void show(foundIn(answer.result, chosen));
      else fail(answer.error.kind);
    };
    const stop = search(
      chosen.map(({ path }) => path),
      far.show,
      take,
    );
  };
  result.replaceChildren(p(message("mailLooking")));
  try {
    const { sources } = resultOf(await call("mail.find", {}));
    if (!isWanted()) return;
    const none = div({ class: "note" }, mark("envelope"), p(message("mailLookNone")));
    result.replaceChildren(...(sources.length === 0 ? [none] : list(sources, read)));
    result.querySelector<HTMLElement>("input, button")?.focus();
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    fail(error.kind);
  }
}
