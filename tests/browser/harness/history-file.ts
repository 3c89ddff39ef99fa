import { createHash, randomUUID } from "node:crypto";

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** What happened to an objection of a history file. */
export interface PastObjection {
  email: string;
  submittedAt: string;
  confirmedAt?: string;
}

/**
 * A history as another computer would have saved it: one chain, made only from what `docs/history-format.md` says, without any of the
 * program's code.
 */
export function historyFile(objections: readonly PastObjection[]): string {
  const chain = randomUUID();
  const entries: string[] = [];
  let last = sha256(chain);
  const append = (objectionId: string, kind: string, at: string, recordedAt: string, content: string) => {
    const salt = sha256(randomUUID()).subarray(0, 16);
    const id = randomUUID();
    const position = entries.length + 1;
    const contentDigest = sha256(salt, content);
    const members = [chain, String(position), id, objectionId, kind, at, recordedAt, contentDigest, last].map((member) =>
      Buffer.from(member),
    );
    const hash = sha256("demur-event-1\n", ...members.flatMap((member) => [`${String(member.length)}:`, member]));
    const hex = { salt, contentDigest, previousHash: last, hash };
    const digits = Object.fromEntries(Object.entries(hex).map(([name, bytes]) => [name, bytes.toString("hex")]));
    entries.push(JSON.stringify({ chain, position, id, objectionId, kind, at, recordedAt, content, ...digits }));
    last = hash;
  };
  for (const { email, submittedAt, confirmedAt } of objections) {
    const id = randomUUID();
    // Members sorted by name.
    const content = {
      email,
      formId: "712876720715583",
      id,
      pageUrl: "https://www.facebook.com/help/contact/712876720715583",
      platform: "facebook",
      recordedAt: submittedAt,
      submittedAt,
    };
    append(id, "submitted", submittedAt, submittedAt, JSON.stringify(content));
    if (confirmedAt) append(id, "confirmed", confirmedAt, confirmedAt, "");
  }
  const end = JSON.stringify({ chain, position: entries.length, hash: last.toString("hex") });
  return `{"format":"demur-history","version":2,"accounts":[],"entries":[\n${entries.join(",\n")}\n],"ends":[${end}]}\n`;
}
