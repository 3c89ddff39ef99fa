import type { MailMessage } from "./protocol.ts";

/** A file of e-mails may be longer than a message to the host may be: it is sent in pieces of at most this many bytes. */
export const maxPiece = 675_000;
/** How much of an e-mail is kept as evidence, as in `manifests/protocol.json`, in bytes. */
export const maxEvidence = 480_000;

/** The part of a file from its byte `start` on. */
export interface Piece {
  start: number;
  bytes: Uint8Array;
  /** Whether it contains only the beginning of a message. */
  isCut: boolean;
}

const beginning = "\nFrom ";
/** How many bytes after the beginning of a line, and before it, show what the line is. */
const viewAfter = 600;
const viewBefore = 3;

const day = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const clock = "[0-9]{1,2}:[0-9]{2}";
const dates = [
  `${day} +${month} +[0-9]{1,2} +${clock}`,
  `${day}, +[0-9]{1,2} +${month} +[0-9]{4} +${clock}`,
  `[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]${clock}`,
];
const address = `(?:"[^"\\n]*"|[^ \\t\\n"])[^ \\t\\n]*[ \\t]+`;
/** Seconds, a zone and a year may follow, but no words, as they would in a sentence. */
const dated = new RegExp(`^From (?:${address})?(?:${dates.join("|")})[^a-z\\n]*(?:\\n|$)`, "u");
const bare = /^From [ \t\r]*\n[!-9;-~]+[ \t]*:/u;

/**
 * Whether a line of a mailbox (mbox) separates two e-mails: it begins with "From ", perhaps an address, and a date, or it is just "From ",
 * as Thunderbird writes it today, between an empty line and a header. `text` begins with the line; `isAfterBlank`: after an empty line or
 * nothing. The host uses the same rule (`separator_at`), and `tests/fixtures/mbox-lines.json` holds both to it.
 */
export function isSeparator(text: string, isAfterBlank: boolean): boolean {
  return dated.test(text.slice(0, 400)) || (isAfterBlank && bare.test(text.slice(0, viewAfter)));
}

/** One character for each byte, so that positions in the text are positions in the bytes. */
const letters = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);

/** Whether a message begins here, after a line end. */
function beginsMessage(text: string, at: number): boolean {
  const isAfterBlank = /\n\r?\n$/u.test(text.slice(Math.max(0, at - viewBefore), at));
  return isSeparator(text.slice(at, at + viewAfter), isAfterBlank);
}

/** Whether a file is a mailbox. A UTF-8 byte order mark and empty lines may come first. */
function isMailbox(text: string): boolean {
  const start = /^(?:\u00EF\u00BB\u00BF)?(?:\r?\n)*/u.exec(text)?.[0].length ?? 0;
  return isSeparator(text.slice(start, start + viewAfter), true);
}

function firstSeparator(text: string): number | undefined {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1))
    if (beginsMessage(text, at + 1)) return at + 1;
  return undefined;
}

function lastSeparator(text: string): number | undefined {
  for (let at = text.lastIndexOf(beginning); at >= 0; at = text.lastIndexOf(beginning, at - 1)) {
    if (beginsMessage(text, at + 1)) return at + 1;
    if (at === 0) return undefined;
  }
  return undefined;
}

async function read(file: Blob, start: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
}

/** Where the next message begins, at or after this position; the file's end if there is none. */
async function nextMessage(file: Blob, from: number, length: number): Promise<number> {
  // What identifies a separator line must not be cut in two.
  const step = length - viewAfter - viewBefore;
  for (let start = from; start < file.size; start += step) {
    const at = firstSeparator(letters(await read(file, start, length)));
    if (at !== undefined) return start + at;
  }
  return file.size;
}

/**
 * The file of a message, or an mbox of any size, in pieces that each end with a message. Of a message longer than a piece
 * only the beginning is included, where the words are; attachments come after them.
 */
export async function* piecesOf(file: Blob, length = maxPiece): AsyncGenerator<Piece> {
  for (let start = 0; start < file.size;) {
    const bytes = await read(file, start, length);
    const text = letters(bytes);
    const isLast = start + bytes.length >= file.size;
    const end = isLast ? undefined : lastSeparator(text);
    yield { start, bytes: end === undefined ? bytes : bytes.subarray(0, end), isCut: !isLast && end === undefined };
    if (isLast || (start === 0 && !isMailbox(text))) return;
    const overlap = viewAfter + viewBefore;
    start = end === undefined ? await nextMessage(file, start + length - overlap, length) : start + end;
  }
}

/** No mailbox unpacks to more; whatever would is made to fill up the computer. */
const maxUnpacked = 4_000_000_000;

/** A gzip file, unpacked as far as possible; any other file unchanged. */
export async function unpacked(file: Blob): Promise<Blob> {
  const [first, second] = await read(file, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return file;
  const parts: Blob[] = [];
  let size = 0;
  const stream = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let part = await stream.read(); !part.done && size < maxUnpacked; part = await stream.read()) {
      size += part.value.length;
      parts.push(new Blob([part.value]));
    }
  } catch {
    // Damaged or cut off: what came before that is read.
  }
  return new Blob(parts);
}

const longestSeparator = 500;

/** Whether an e-mail comes from an mbox: a line beginning with "From " is right before it. */
function isBehindSeparator(bytes: Uint8Array, start: number): boolean {
  return /(?:^|\n)From [^\n]*\n$/u.test(letters(bytes.subarray(Math.max(0, start - longestSeparator), start)));
}

/** An e-mail as it was before it was put into an mbox: one ">" less before "From " at the beginning of a line. */
function withoutQuotes(bytes: Uint8Array): Uint8Array {
  const added = new Set<number>();
  for (const { index, 1: end = "" } of letters(bytes).matchAll(/(^|\n)>+From /gu)) added.add(index + end.length);
  return added.size === 0 ? bytes : bytes.filter((_, at) => !added.has(at));
}

/** An e-mail as it was judged, or its beginning: as it is in a piece, without what an mbox adds. */
export function evidenceIn({ bytes }: Piece, mail: { start: number; bytes: number }): Uint8Array {
  // What an mbox adds is at most one byte in six.
  const written = bytes.slice(mail.start, mail.start + Math.min(mail.bytes, 2 * maxEvidence));
  return (isBehindSeparator(bytes, mail.start) ? withoutQuotes(written) : written).slice(0, maxEvidence);
}

/**
 * What the host says about an e-mail in a piece. If it is cut, the host hasn't seen all that is signed, so a signature that doesn't match
 * means nothing.
 */
export function judgedIn({ isCut }: Piece, mail: MailMessage): MailMessage {
  if (!isCut) return mail;
  return { ...mail, suspicious: mail.suspicious.map((reason) => (reason === "signature-differs" ? "too-long" : reason)) };
}

/** Bytes as base64 (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const step = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(text);
}

/** What `toBase64` wrote. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
