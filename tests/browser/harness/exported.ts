import { createHash } from "node:crypto";

/** An entry as in the appendix of the exported document. */
export interface ExportedEntry {
  chain: string;
  position: number;
  id: string;
  objectionId: string;
  kind: string;
  at: string;
  recordedAt: string;
  precision: string;
  source?: unknown;
  content?: string;
  evidenceSha256?: string;
  salt?: string;
  contentDigest: string;
  previousHash: string;
  hash: string;
}

const sha256 = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** A value as its length in bytes, a colon, and the value. */
const measured = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from(`${String(bytes.length)}:`), bytes]);
};

const bytes = (hex: string | undefined) => Buffer.from(hex ?? "", "hex");

/**
 * Follows the method in the document's appendix, and returns the ids of the entries whose fingerprints don't match. It shares nothing
 * with the program.
 */
export function wrongEntries(entries: readonly ExportedEntry[]): string[] {
  const ends = new Map<string, string>();
  return entries.flatMap((entry) => {
    const { chain, position, id, objectionId, kind, at, recordedAt, precision } = entry;
    const digest = sha256(
      bytes(entry.salt),
      "demur-content-2\n",
      measured(JSON.stringify(entry.source)),
      measured(entry.content ?? ""),
      bytes(entry.evidenceSha256),
    );
    const members = [chain, String(position), id, objectionId, kind, at, recordedAt];
    const link = [...members.map(measured), measured(digest), measured(bytes(entry.previousHash)), measured(precision)];
    const hash = sha256("demur-event-2\n", ...link).toString("hex");
    const previous = ends.get(chain) ?? sha256(chain).toString("hex");
    ends.set(chain, entry.hash);
    const isRight = digest.toString("hex") === entry.contentDigest && hash === entry.hash && previous === entry.previousHash;
    return isRight ? [] : [id];
  });
}
