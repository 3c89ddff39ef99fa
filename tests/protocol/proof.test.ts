import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { Computer } from "../fixtures/computer.ts";
import { holds } from "../fixtures/holds.ts";
import { providersKey, sealMail } from "../fixtures/seal-mail.ts";
import {
  contentDigest,
  entryHash,
  faultsOf,
  firstPrevious,
  isUnchangedSince,
  sealNow,
  type Entry,
  type HistoryFile,
} from "./second-check.ts";

const fixture = (name: string) => readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url), "latin1");

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");

interface Found {
  isWhole: boolean;
  faults: { reason: string; position?: number }[];
  seals: { isThere: boolean; witness: string; signer?: string; isAgreementAnother?: boolean }[];
}

const mine = new Computer();
const hers = new Computer();
const [first, second, erased, fromHer] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
/** The history as it was sealed, the line, and the history with the e-mail and a later entry. */
let text = "";
let seal = "";
let later = "";

/** What the program says about a file, on the computer that has the keys. */
function verify(file: string, ...seals: string[]): Found {
  const name = path.join(mine.folder, "checked.json");
  writeFileSync(name, file);
  return JSON.parse(mine.run("verify", "--json", ...seals.flatMap((line) => ["--seal", line]), name).stdout) as Found;
}

const parsed = (file: string) => JSON.parse(file) as HistoryFile;
const of = ({ entries }: HistoryFile, kind: string): Entry => {
  const entry = entries.find((one) => one.kind === kind);
  assert.ok(entry, kind);
  return entry;
};
const inContent = (entry: Entry, change: (content: Record<string, unknown>) => void): void => {
  const content = JSON.parse(entry.content ?? "") as Record<string, unknown>;
  change(content);
  entry.content = JSON.stringify(content);
};

/** Makes a file whole again, as an owner who knows the method can; the e-mails with seals are removed, since they would give it away. */
function rewritten(file: HistoryFile): HistoryFile {
  const last = new Map<string, { position: number; hash: string }>();
  for (const entry of file.entries) {
    const before = last.get(entry.chain) ?? { position: 0, hash: firstPrevious(entry.chain) };
    entry.position = before.position + 1;
    entry.previousHash = before.hash;
    if (entry.salt !== undefined) entry.contentDigest = contentDigest(entry);
    entry.hash = entryHash(entry);
    last.set(entry.chain, { position: entry.position, hash: entry.hash });
  }
  const ends = [...last].map(([chain, end]) => ({ chain, ...end })).sort((one, other) => (one.chain < other.chain ? -1 : 1));
  const whole: HistoryFile = { ...file, ends, seals: [] };
  return { ...whole, seal: sealNow(whole) };
}

const otherHex = (hex: string) => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);
const withoutContent = (entry: Entry): void => {
  delete entry.content;
  delete entry.source;
  delete entry.salt;
  delete entry.evidence;
};
type Edit = (file: HistoryFile) => void;
type Edits = Record<string, Edit>;

/** Edits by somebody who leaves everything else as it was. */
const clumsy: Edits = {
  "another address": (file) => {
    inContent(of(file, "submitted"), (content) => (content["email"] = "bob@example.org"));
  },
  "another message to Meta": (file) => {
    inContent(of(file, "submitted"), (content) => (content["message"] = "I agree."));
  },
  "no message to Meta": (file) => {
    inContent(of(file, "submitted"), (content) => delete content["message"]);
  },
  "another platform": (file) => {
    inContent(of(file, "submitted"), (content) => (content["platform"] = "instagram"));
  },
  "sent on another day": (file) => (of(file, "submitted").at = "2026-01-01T00:00:00.000Z"),
  "sent on a day, at no time": (file) => (of(file, "submitted").precision = "day"),
  "recorded on another day": (file) => (of(file, "received").recordedAt = "2026-01-01T00:00:00.000Z"),
  "other words of Meta's": (file) => (of(file, "received").content = "We will not."),
  "confirmed, not received": (file) => (of(file, "received").kind = "confirmed"),
  "seen on Meta's page, not entered": (file) => (of(file, "note").source = { by: "page" }),
  "said by the provider, not signed": (file) => (of(file, "confirmed").source = { by: "mail", authentication: "provider" }),
  "another sentence of Meta's": (file) => {
    of(file, "confirmed").source = { ...of(file, "confirmed").source, sentence: "We will not." };
  },
  "about another objection": (file) => (of(file, "received").objectionId = second),
  "another event's id": (file) => (of(file, "received").id = of(file, "note").id),
  "in another chain": (file) => (of(file, "received").chain = randomUUID()),
  "in another place": (file) => (of(file, "received").position += 1),
  "another salt": (file) => (of(file, "received").salt = otherHex(of(file, "received").salt ?? "")),
  "another digest": (file) => (of(file, "received").contentDigest = otherHex(of(file, "received").contentDigest)),
  "following another entry": (file) => (of(file, "received").previousHash = otherHex(of(file, "received").previousHash)),
  "another hash": (file) => (of(file, "received").hash = otherHex(of(file, "received").hash)),
  "a method of earlier versions": (file) => delete of(file, "received").fingerprint,
  "another e-mail": (file) => (of(file, "confirmed").evidence = base64("From: Facebook\n\nWe will.\n")),
  "no e-mail": (file) => delete of(file, "confirmed").evidence,
  "an e-mail where none was": (file) => (of(file, "received").evidence = of(file, "confirmed").evidence ?? ""),
  "content erased, and nothing says so": (file) => {
    withoutContent(of(file, "received"));
  },
  "another mistake taken back": (file) => (of(file, "corrected").content = of(file, "received").id),
  "the first entry gone": (file) => file.entries.shift(),
  "an entry gone": (file) => file.entries.splice(file.entries.indexOf(of(file, "received")), 1),
  "the last entry gone": (file) => file.entries.pop(),
  "the erasure gone": (file) => file.entries.splice(file.entries.indexOf(of(file, "removed")), 1),
  "two entries swapped": ({ entries }) => entries.splice(1, 2, ...entries.slice(1, 3).reverse()),
  "an entry twice": ({ entries }) => entries.splice(1, 0, ...entries.slice(0, 1)),
  "the other computer's chain gone": (file) => {
    const { chain } = of(file, "received");
    file.entries = file.entries.filter((entry) => entry.chain === chain);
  },
  "an end gone": ({ ends }) => ends.pop(),
  "another end": (file) => {
    const { chain, position, hash } = of(file, "received");
    file.ends.push({ chain, position, hash });
  },
  "another version": (file) => (file.version = 4),
  "another format": (file) => (file.format = "a-history"),
  "a member that nobody knows": (file) => Object.assign(file, { verdict: "Meta agreed." }),
  "an entry's member that nobody knows": ({ entries }) => Object.assign(entries[0] ?? {}, { verdict: "Meta agreed." }),
  "a submission that waits": (file) => (of(file, "submitted").agreed = false),
  "another seal": (file) => (file.seal = (file.seal ?? "").replace(/\d+ entries/u, "1 entry")),
};

/** Edits by somebody who knows the method, and makes the file whole again. */
const skilled: Edits = {
  "another address": clumsy["another address"] ?? (() => undefined),
  "another message to Meta": clumsy["another message to Meta"] ?? (() => undefined),
  "other words of Meta's": clumsy["other words of Meta's"] ?? (() => undefined),
  "sent on another day": (file) => {
    const sent = of(file, "submitted");
    sent.at = "2026-01-01T00:00:00.000Z";
    inContent(sent, (content) => (content["submittedAt"] = sent.at));
  },
  "confirmed, not received": (file) => {
    const event = of(file, "received");
    [event.kind, event.source] = ["confirmed", { by: "person", enteredAt: event.recordedAt }];
  },
  "an entry gone": (file) => file.entries.splice(file.entries.indexOf(of(file, "note")), 1),
  "the last entry gone": (file) => file.entries.splice(file.entries.indexOf(of(file, "withdrawn")), 1),
  "the other computer's chain gone": clumsy["the other computer's chain gone"] ?? (() => undefined),
  "an entry put in between": (file) => {
    const received = of(file, "received");
    file.entries.splice(file.entries.indexOf(received), 0, { ...received, id: randomUUID(), kind: "reminded" });
  },
  "another order": (file) => {
    const [at, received, note] = [file.entries.indexOf(of(file, "received")), of(file, "received"), of(file, "note")];
    file.entries.splice(at, 2, note, received);
  },
  "another chain": (file) => {
    const chain = `00000000${randomUUID().slice(8)}`;
    const own = file.entries[0]?.chain;
    for (const entry of file.entries) if (entry.chain === own) entry.chain = chain;
    file.entries.sort((one, other) =>
      one.chain === other.chain ? one.position - other.position : one.chain < other.chain ? -1 : 1,
    );
  },
  "an e-mail taken away": (file) => {
    delete of(file, "confirmed").evidence;
    of(file, "confirmed").source = { by: "page" };
    of(file, "confirmed").kind = "note";
  },
  "the whole history anew": (file) => {
    for (const entry of file.entries) entry.id = randomUUID();
    for (const entry of file.entries.filter(({ kind }) => kind === "corrected")) entry.content = of(file, "note").id;
  },
};

/** Edits that don't change the meaning. */
const layouts: Record<string, (file: string) => string> = {
  "white space": (file) => JSON.stringify(parsed(file), null, 2),
  "no white space": (file) => JSON.stringify(parsed(file)),
  "other ends of lines": (file) => file.replaceAll("\n", "\r\n"),
  "members in another order": (file) => JSON.stringify(turned(JSON.parse(file))),
  "characters written as numbers": (file) => file.replaceAll("anna", "\\u0061nna"),
  "an empty line at the end": (file) => `${file}\n`,
};

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, own]) => [name, turned(own)])
      .reverse(),
  );
}

describe("a history that somebody else checks", () => {
  before(async () => {
    const [keyName = "", ...record] = fixture("signed-key.txt").trim().split(" ");
    await mine.call("keys.add", { name: keyName, record: record.join(" ") });
    await mine.call("keys.add", { name: "test._domainkey.example.org", record: providersKey });
    await mine.objects(first);
    await mine.happens(first, "received", { detail: "Thanks.", source: { by: "page" } });
    await mine.happens(first, "note", { detail: "Seen by Ben." });
    const source = {
      by: "mail",
      authentication: "signed",
      isKeyAdded: true,
      sentence: "We will honour your objection to AI at Meta.",
    };
    await mine.happens(first, "confirmed", { detail: "We will.", evidence: base64(fixture("signed.eml")), source });
    await mine.objects(second, {
      submittedAt: `${new Date().toISOString().slice(0, 10)}T00:00:00Z`,
      precision: "day",
      source: { by: "person" },
    });
    const mistake = await mine.happens(second, "declined", { source: { by: "person" } });
    await mine.happens(second, "corrected", { detail: mistake });
    await mine.objects(erased);
    await mine.call("objections.remove", { id: erased });
    hers.take(mine.export());
    await hers.objects(fromHer, { email: "her@example.org" });
    await hers.happens(first, "withdrawn", { source: { by: "person" } });
    mine.take(hers.export());
    text = mine.export();
    seal = String((await mine.call("seals.now", {}))["line"]);
    const kept = await mine.call("seals.keep", { mail: base64(sealMail(seal)) });
    assert.ok(kept["kept"], JSON.stringify(kept));
    await mine.happens(second, "note", { detail: "Later." });
    later = mine.export();
  });
  after(() => {
    for (const computer of [mine, hers]) computer.remove();
  });

  it("is whole, and still what its seal stands for when more was recorded", () => {
    for (const file of [text, later]) {
      assert.deepEqual([...faultsOf(parsed(file))], []);
      holds(isUnchangedSince(parsed(file), seal));
      holds(verify(file, seal).isWhole);
    }
    assert.equal(sealNow(parsed(text)), seal);
    assert.equal(parsed(text).seal, seal);
    assert.match(seal, /^Demur seal 1: 11 entries, \d{4}-\d\d-\d\d, [0-9a-f]{64} [0-9a-f]{64}, without [0-9a-f]{64}$/u);
  });

  it("says since when, by the e-mail that is kept in it", () => {
    const { isWhole, seals } = verify(later);
    holds(isWhole);
    assert.deepEqual(
      seals.map(({ isThere, witness, signer }) => ({ isThere, witness, signer })),
      [{ isThere: true, witness: "signed", signer: "example.org" }],
    );
    assert.match(
      mine.run("verify", path.join(mine.folder, "checked.json")).stdout,
      /Seal of 11 entries, \S+: unchanged since \d+\s\w+\s\d+, as an e-mail shows that example\.org signed on that day/u,
    );
  });

  const count = Object.keys(clumsy).length + Object.keys(skilled).length;
  it("is edited in 37 ways and more", () => {
    assert.ok(count >= 37, String(count));
  });

  for (const [name, edit] of Object.entries(clumsy))
    it(`was edited: ${name}`, () => {
      const file = parsed(text);
      edit(file);
      assert.notEqual([...faultsOf(file)].length, 0, "the second implementation sees nothing");
      const found = verify(JSON.stringify(file));
      holds(!found.isWhole);
      assert.notEqual(found.faults.length, 0);
    });

  for (const [name, edit] of Object.entries(skilled))
    it(`was written anew: ${name}`, () => {
      const changed = parsed(text);
      edit(changed);
      const file = rewritten(changed);
      assert.deepEqual([...faultsOf(file)], []);
      assert.ok(verify(JSON.stringify(file)).isWhole, "found without the seal");
      assert.ok(!isUnchangedSince(file, seal), "the second implementation sees nothing");
      const found = verify(JSON.stringify(file), seal);
      holds(!found.isWhole);
      assert.deepEqual(found.faults, [{ reason: "seal-differs" }]);
      // The same if the e-mail was left in the file.
      const withMail = { ...file, seals: parsed(later).seals };
      assert.deepEqual(verify(JSON.stringify(withMail)).faults, [{ reason: "seal-differs" }]);
    });

  it("was edited: what waits for the person's agreement", () => {
    const agreed = parsed(text);
    for (const entry of agreed.entries) delete entry.agreed;
    delete agreed.seal;
    const waiting = parsed(text);
    of(waiting, "note").agreed = false;
    delete waiting.seal;
    for (const file of [agreed, waiting]) {
      holds(!isUnchangedSince(file, seal));
      // The person may have agreed since: that is reported, but isn't a fault.
      const { isWhole, seals } = verify(JSON.stringify(file), seal);
      holds(isWhole);
      holds(seals.every(({ isThere, isAgreementAnother }) => isThere && isAgreementAnother === true));
    }
  });

  it("was written anew, with a person's erasure: the entries stay, and say so", () => {
    const changed = parsed(later);
    const { chain, objectionId } = of(changed, "declined");
    for (const entry of changed.entries) if (entry.objectionId === objectionId) withoutContent(entry);
    const end = changed.entries.filter((entry) => entry.chain <= chain).length;
    changed.entries.splice(end, 0, { ...of(changed, "removed"), id: randomUUID(), objectionId });
    const file = rewritten(changed);
    holds(verify(JSON.stringify(file), seal).isWhole);
  });

  it("was edited: a member twice", () => {
    const twice = text.replace('"content":', '"content":"I agree.","content":');
    assert.deepEqual(
      verify(twice).faults.map(({ reason }) => reason),
      ["malformed"],
    );
  });

  it("was cut anywhere", () => {
    for (let length = 1; length < text.length - 2; length += 997)
      assert.ok(!verify(text.slice(0, length)).isWhole, String(length));
  });

  it("was written anew, with an e-mail that isn't Meta's and is said to be signed", () => {
    const file = parsed(text);
    of(file, "confirmed").evidence = base64(fixture("signed.eml").replace("honour", "ignore"));
    const found = verify(JSON.stringify(rewritten(file)));
    assert.deepEqual(
      found.faults.map(({ reason }) => reason),
      ["mail-differs"],
    );
  });

  it("has an e-mail from before its newest entry, which can't be: nothing is said of when it was", async () => {
    const yesterday = sealMail(seal, Date.now() - 86_400_000);
    holds((await mine.call("seals.keep", { mail: base64(yesterday) }))["kept"]);
    const witnesses = verify(mine.export()).seals.map(({ witness }) => witness);
    assert.deepEqual(witnesses.sort(), ["none", "signed"]);
  });

  it("was written anew, and so was the seal's e-mail", () => {
    const changed = parsed(later);
    inContent(of(changed, "submitted"), (content) => (content["email"] = "bob@example.org"));
    const file = rewritten(changed);
    const evidence = parsed(later).seals?.[0]?.evidence ?? "";
    const mail = Buffer.from(evidence, "base64").toString("latin1").replace(seal, sealNow(file));
    const found = verify(JSON.stringify({ ...file, seals: [{ evidence: base64(mail) }] }));
    // The line is right, but nobody's signature says since when.
    holds(found.isWhole);
    assert.deepEqual(
      found.seals.map(({ witness }) => witness),
      ["none"],
    );
  });

  for (const [name, lay] of Object.entries(layouts))
    it(`is only laid out in another way: ${name}`, () => {
      assert.deepEqual(verify(lay(later), seal).faults, []);
    });
});
