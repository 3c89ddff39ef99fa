/** A file of mails may be longer than a message to the host: it goes there in pieces of at most this many bytes. */
export const maxPiece = 675_000;
/** Of one mail no more is kept as evidence, as `manifests/protocol.json` has it, in bytes. */
export const maxEvidence = 480_000;

/** The part of a file from its byte `start` on. */
export interface Piece {
  start: number;
  bytes: Uint8Array;
}

const separator = "\nFrom ";
/** The line before a message of an mbox, "From - Tue Nov 24 03:34:28 2026", as the host knows it too. */
const separatorLine = /^From [^\n]{0,400}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) /u;

/** One character for each byte, so that places in the text are places in the bytes. */
const letters = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);

const beginsMessage = (text: string, at: number) => separatorLine.test(text.slice(at, at + 500));

function firstSeparator(text: string): number | undefined {
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1))
    if (beginsMessage(text, at + 1)) return at + 1;
  return undefined;
}

function lastSeparator(text: string): number | undefined {
  for (let at = text.lastIndexOf(separator); at >= 0; at = text.lastIndexOf(separator, at - 1)) {
    if (beginsMessage(text, at + 1)) return at + 1;
    if (at === 0) return undefined;
  }
  return undefined;
}

async function read(file: Blob, start: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
}

/** Where the next message begins at or behind this place; the file's end where none does. */
async function nextMessage(file: Blob, from: number, length: number): Promise<number> {
  // What a separator line needs to be known by must not be cut in two.
  const step = length - 500;
  for (let start = from; start < file.size; start += step) {
    const at = firstSeparator(letters(await read(file, start, length)));
    if (at !== undefined) return start + at;
  }
  return file.size;
}

/**
 * The file of a message, or an mbox of any size, in pieces that each end with a message. Of a message that is longer than a piece
 * only the beginning comes, where the words are; attachments stand behind.
 */
export async function* piecesOf(file: Blob, length = maxPiece): AsyncGenerator<Piece> {
  for (let start = 0; start < file.size;) {
    const bytes = await read(file, start, length);
    const text = letters(bytes);
    const isLast = start + bytes.length >= file.size;
    const end = isLast ? undefined : lastSeparator(text);
    yield { start, bytes: end === undefined ? bytes : bytes.subarray(0, end) };
    if (isLast || (start === 0 && !beginsMessage(text, 0))) return;
    start = end === undefined ? await nextMessage(file, start + length - 500, length) : start + end;
  }
}

/** A mail as it stands in a piece, or its beginning. */
export function evidenceIn({ bytes }: Piece, mail: { start: number; bytes: number }): Uint8Array {
  return bytes.slice(mail.start, mail.start + Math.min(mail.bytes, maxEvidence));
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
