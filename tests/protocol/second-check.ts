import { createHash } from "node:crypto";

/** An entry of a file, as docs/history-format.md describes it. */
export interface Entry {
  chain: string;
  position: number;
  id: string;
  objectionId: string;
  kind: string;
  at: string;
  recordedAt: string;
  precision?: string;
  source?: Record<string, unknown>;
  content?: string;
  evidence?: string;
  salt?: string;
  fingerprint?: string;
  agreed?: boolean;
  contentDigest: string;
  previousHash: string;
  hash: string;
}
export interface End {
  chain: string;
  position: number;
  hash: string;
}
export interface HistoryFile {
  format: string;
  version: number;
  accounts: unknown[];
  entries: Entry[];
  ends: End[];
  seals?: { evidence: string }[];
  seal?: string;
}

type Bytes = string | Buffer;
const sha256 = (...parts: Bytes[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const measured = (part: Bytes): Bytes[] => [`${String(Buffer.byteLength(part))}:`, part];
const bytes = (hex = ""): Buffer => Buffer.from(hex, "hex");
const sorted = (object: Record<string, unknown> = {}): string =>
  JSON.stringify(Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1))));

export function contentDigest({ fingerprint, salt, source, content = "", evidence }: Entry): string {
  const mail = evidence === undefined ? [] : [sha256(Buffer.from(evidence, "base64"))];
  const parts = fingerprint
    ? ["demur-content-2\n", ...measured(sorted(source)), ...measured(content), ...mail]
    : [...(evidence === undefined ? [] : ["demur-evidence-1\n"]), ...mail, content];
  return sha256(bytes(salt), ...parts).toString("hex");
}

export function entryHash(entry: Entry): string {
  const { chain, position, id, objectionId, kind, at, recordedAt, precision = "", fingerprint } = entry;
  const members = [
    chain,
    String(position),
    id,
    objectionId,
    kind,
    at,
    recordedAt,
    bytes(entry.contentDigest),
    bytes(entry.previousHash),
  ];
  const all = fingerprint ? [...members, precision] : members;
  return sha256(fingerprint ? "demur-event-2\n" : "demur-event-1\n", ...all.flatMap(measured)).toString("hex");
}

export const firstPrevious = (chain: string): string => sha256(chain).toString("hex");

const members =
  "chain position id objectionId kind at recordedAt precision source content evidence salt fingerprint agreed contentDigest previousHash hash";
const known = ["accounts", "ends", "entries", "format", "seal", "seals", "version"];
const inOrder = (one: Entry, other: Entry) =>
  one.chain === other.chain
    ? one.position - other.position || (one.hash < other.hash ? -1 : 1)
    : one.chain < other.chain
      ? -1
      : 1;

const endsOf = (entries: Entry[]): Entry[] => {
  const followed = new Set(entries.map(({ previousHash }) => previousHash));
  return entries.filter(({ hash }) => !followed.has(hash));
};

/** What the line of a seal says about entries, by the hashes of their ends. */
function sealOf(entries: Entry[], ends: string[]): string {
  const waiting = entries.flatMap(({ agreed, hash }) => (agreed === false ? [hash] : [])).sort();
  const without = waiting.length === 0 ? "" : `, without ${sha256("demur-waiting-1\n", ...waiting.map(bytes)).toString("hex")}`;
  const newest =
    entries
      .map(({ recordedAt }) => recordedAt)
      .sort()
      .at(-1) ?? "";
  const count = `${String(entries.length)} ${entries.length === 1 ? "entry" : "entries"}`;
  return `Demur seal 1: ${count}, ${newest.slice(0, 10)}, ${ends.sort().join(" ")}${without}`;
}

/** The line for a whole file. */
export const sealNow = ({ entries }: HistoryFile): string =>
  sealOf(
    entries,
    endsOf(entries).map(({ hash }) => hash),
  );

/** Whether a file still has what a seal stands for, whatever came later. */
export function isUnchangedSince({ entries }: HistoryFile, line: string): boolean {
  const ends = (/(?<=-\d\d,)(?: [0-9a-f]{64})+/u.exec(line)?.[0] ?? "").trim().split(" ");
  const wanted = new Set(ends);
  const sealed = [...entries]
    .sort(inOrder)
    .reverse()
    .filter((entry) => {
      if (!wanted.delete(entry.hash)) return false;
      if (entry.position > 1) wanted.add(entry.previousHash);
      return true;
    });
  return wanted.size === 0 && sealOf(sealed, ends) === line;
}

/** What is wrong with a file: an implementation other than the program's, made only from docs/history-format.md. */
export function* faultsOf(file: HistoryFile): Generator<string> {
  const { entries } = file;
  const byHash = new Map(entries.map((entry) => [entry.hash, entry]));
  const isRemoved = (id: string) => entries.some(({ objectionId, kind }) => objectionId === id && kind === "removed");
  if (file.format !== "demur-history" || file.version > 3) yield "not a history that this knows";
  if (Object.keys(file).some((name) => !known.includes(name))) yield "an unknown member";
  for (const [index, entry] of entries.entries()) {
    const before = byHash.get(entry.previousHash);
    const isFirst = entry.position === 1 && entry.previousHash === firstPrevious(entry.chain);
    if (!isFirst && (before?.chain !== entry.chain || before.position !== entry.position - 1))
      yield `${entry.id}: follows nothing`;
    if (index > 0 && inOrder(entries[index - 1] ?? entry, entry) >= 0) yield `${entry.id}: out of order`;
    if (Object.keys(entry).some((name) => !members.split(" ").includes(name))) yield `${entry.id}: an unknown member`;
    if (entryHash(entry) !== entry.hash) yield `${entry.id}: another hash`;
    if (entry.salt !== undefined && contentDigest(entry) !== entry.contentDigest) yield `${entry.id}: another content`;
    if (entry.salt === undefined && (entry.content !== undefined || !isRemoved(entry.objectionId)))
      yield `${entry.id}: no content`;
    if (
      !entries.some(({ objectionId, kind }) => objectionId === entry.objectionId && kind === "submitted") &&
      !isRemoved(entry.objectionId)
    )
      yield `${entry.id}: happened to nothing`;
    if (entry.kind === "submitted" && entry.agreed !== undefined) yield `${entry.id}: waits, which a submission never does`;
  }
  if (new Set(entries.map(({ id }) => id)).size < entries.length) yield "an id twice";
  const submitted = entries.filter(({ kind, salt }) => kind === "submitted" && salt !== undefined);
  if (new Set(submitted.map(({ objectionId }) => objectionId)).size < submitted.length) yield "an objection twice";
  const ends = endsOf(entries).map(({ chain, position, hash }) => `${chain} ${String(position)} ${hash}`);
  const noted = file.ends.map(({ chain, position, hash }) => `${chain} ${String(position)} ${hash}`);
  if (ends.sort().join() !== noted.sort().join()) yield "other ends";
  if (file.seal !== undefined && file.seal !== sealNow(file)) yield "another seal";
}
