import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { Computer, type Run } from "../fixtures/computer.ts";
import { holds } from "../fixtures/holds.ts";
import { madeHistory, sent, type Recorded } from "../fixtures/made-history.ts";
import { providersKey, sealMail } from "../fixtures/seal-mail.ts";
import type { HistoryFile } from "./second-check.ts";

type Row = Record<string, string | number | boolean | null>;

const fixture = (name: string) => readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url), "latin1");
const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
const [keyName = "", ...keyRecord] = fixture("signed-key.txt").trim().split(" ");

const columns = (
  "as_of file file_sha256 objector platform form sent_on sent_known_by status status_since status_known_by authentication " +
  "mail mail_key answer_due_on is_whole fault seal sealed_since"
).split(" ");
const personalColumns = "file_name objection_id account_id name address sent_at language message seal_signer".split(" ");

const day = (before = 0) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
const instant = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString();

/** The office that collects, and knows the keys. */
const office = new Computer();
/** Anna's computer, on which Ben objects, too. */
const family = new Computer();
const [anna, ben] = [randomUUID(), randomUUID()];
const [annas, annasSecond, bens, mistaken, erased] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const formula = '=HYPERLINK("https://evil.example","see")';
/** What no row may contain unless asked for. */
const personal = [
  ...["anna@example.org", "ben@example.net", "Anna Muster", "Ben Muster", "HYPERLINK", "I object", "anna-muster.json"],
  ...[anna, ben, annas, annasSecond, bens, mistaken, erased],
];
let history = "";

let folder = "";
let inbox = "";
const put = (name: string, content: string | Buffer) => {
  writeFileSync(path.join(inbox, name), content);
};
const outFile = (name: string) => path.join(folder, name);

function collected(name: string, ...options: string[]): { run: Run; text: string } {
  const run = office.run("collect", inbox, "--out", outFile(name), ...options);
  return { run, text: existsSync(outFile(name)) ? readFileSync(outFile(name), "utf8") : "" };
}
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);

/** The fields of a CSV file (RFC 4180): absent if there is nothing between the commas. */
function fieldsOf(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [[]];
  for (const [, quoted, bare = "", end = ""] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    rows.at(-1)?.push(quoted === undefined ? bare || null : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  assert.deepEqual(rows.pop(), []);
  return rows;
}

describe("histories of many people", () => {
  before(async () => {
    for (const computer of [office, family]) {
      await computer.call("keys.add", { name: keyName, record: keyRecord.join(" ") });
      await computer.call("keys.add", { name: "test._domainkey.example.org", record: providersKey });
    }
    await family.call("accounts.save", {
      account: { id: anna, platform: "facebook", label: "Anna Muster", emails: ["anna@example.org"] },
    });
    await family.call("accounts.save", {
      account: { id: ben, platform: "instagram", label: "Ben Muster", emails: ["ben@example.net"] },
    });
    const sentence = "We will honour your objection to AI at Meta.";
    await family.objects(annas, { accountId: anna, language: "de" });
    await family.happens(annas, "confirmed", {
      evidence: base64(fixture("signed.eml")),
      source: { by: "mail", authentication: "signed", isKeyAdded: true, sentence },
    });
    await family.objects(bens, { platform: "instagram", accountId: ben, email: "ben@example.net", message: formula });
    await family.happens(bens, "received", { source: { by: "page" } });
    await family.objects(erased, { accountId: ben });
    await family.call("objections.remove", { id: erased });
    const line = String((await family.call("seals.now", {}))["line"]);
    holds((await family.call("seals.keep", { mail: base64(sealMail(line)) }))["kept"]);
    await family.objects(annasSecond, {
      accountId: anna,
      submittedAt: `${day(90)}T00:00:00Z`,
      precision: "day",
      source: { by: "person" },
    });
    await family.objects(mistaken, { email: "ben@example.net", submittedAt: instant(3) });
    const mistake = await family.happens(mistaken, "declined", { source: { by: "person" } });
    await family.happens(mistaken, "corrected", { detail: mistake });
    history = family.export();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "demur-collect-"));
    inbox = path.join(folder, "inbox");
    mkdirSync(inbox);
    put("anna-muster.json", history);
  });
  after(() => {
    for (const computer of [office, family]) computer.remove();
  });

  it("gives a row for each objection of a family, and says how each thing is known", () => {
    const { run, text } = collected("rows.jsonl");
    assert.equal(run.status, 0, run.stderr);
    const rows = rowsOf(text);
    for (const row of rows) assert.deepEqual(Object.keys(row), columns);
    const same = {
      ...{ as_of: day(), file: 1, file_sha256: createHash("sha256").update(history).digest("hex") },
      ...{ form: "712876720715583", is_whole: true, fault: null },
    };
    const unproven = { authentication: null, mail: null, mail_key: null };
    const sealed = { seal: "signed", sealed_since: day() };
    const unsealed = { seal: null, sealed_since: null };
    const known = rows.map(({ answer_due_on: _, ...row }) => row);
    assert.deepEqual(known, [
      {
        ...{ ...same, objector: 1, platform: "facebook", sent_on: day(), sent_known_by: "page" },
        ...{ status: "confirmed", status_since: day(), status_known_by: "mail", authentication: "signed" },
        ...{ mail: "signed", mail_key: keyName, ...sealed },
      },
      {
        ...{ ...same, objector: 2, platform: "instagram", sent_on: day(), sent_known_by: "page" },
        ...{ status: "received", status_since: day(), status_known_by: "page", ...unproven, ...sealed },
      },
      {
        ...{ ...same, objector: 1, platform: "facebook", sent_on: day(90), sent_known_by: "person" },
        ...{ status: "overdue", status_since: known[2]?.["status_since"], status_known_by: "clock", ...unproven, ...unsealed },
      },
      {
        ...{ ...same, objector: 3, platform: "facebook", sent_on: day(3), sent_known_by: "page" },
        ...{ status: "confirmation-late", status_since: day(1), status_known_by: "clock", ...unproven, ...unsealed },
      },
    ]);
    for (const { sent_on: from, answer_due_on: due } of rows) {
      const days = (Date.parse(String(due)) - Date.parse(String(from))) / 86_400_000;
      assert.ok(days >= 28 && days <= 40, `${String(from)} to ${String(due)}`);
    }
    assert.match(
      run.stderr,
      /Files: 1\. Read: 1\. Refused: 0\.\nObjections: 4, .*\nObjections erased by the people who made them: 1\.\n$/u,
    );
    assert.equal(statSync(outFile("rows.jsonl")).mode & 0o777, 0o600);
  });

  it("gives the status that the computer itself gives", async () => {
    const { text } = collected("rows.jsonl", "--personal");
    const list = (await family.call("objections.list", { limit: 50 }))["objections"] as { id: string; status: string }[];
    const told = (pairs: [unknown, unknown][]) => pairs.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
    assert.deepEqual(
      told(rowsOf(text).map((row) => [row["objection_id"], row["status"]])),
      told(list.map(({ id, status }) => [id, status])),
    );
  });

  it("writes nothing that leads to a person unless it is asked for", () => {
    for (const name of ["rows.jsonl", "rows.csv"]) {
      const { run, text } = collected(name);
      holds(text.length > 500);
      for (const detail of personal) assert.ok(!text.includes(detail), detail);
      assert.doesNotMatch(run.stderr, /personal data/u);
      const asked = collected(`all-${name}`, "--personal");
      for (const detail of personal.filter((one) => one !== erased)) assert.ok(asked.text.includes(detail), `${name}: ${detail}`);
      assert.ok(!asked.text.includes(erased), "what was erased");
      assert.match(asked.run.stderr, /The file contains personal data of everyone in it\./u);
    }
    const [first, second] = rowsOf(collected("more.jsonl", "--personal").text);
    assert.deepEqual(Object.keys(first ?? {}), [...columns, ...personalColumns]);
    assert.deepEqual(
      personalColumns.map((name) => first?.[name]).filter((_, index) => index !== 5),
      ["anna-muster.json", annas, anna, "Anna Muster", "anna@example.org", "de", "I object.", "example.org"],
    );
    assert.equal(second?.["message"], formula);
    assert.match(office.run("collect", "--help").stdout, /Use it only if they\nagreed or the law lets you/u);
  });

  it("holds the same in both forms, and no formula in the one for spreadsheets", () => {
    const rows = rowsOf(collected("rows.jsonl", "--personal").text);
    const [names = [], ...fields] = fieldsOf(collected("rows.csv", "--personal").text);
    assert.deepEqual(names, [...columns, ...personalColumns]);
    assert.equal(fields.length, 4);
    assert.deepEqual(
      fields.map((values) => values.map((value, index) => (names[index] === "message" ? value?.replace(/^'/u, "") : value))),
      rows.map((row) => Object.values(row).map((value) => (value === null ? null : String(value)))),
    );
    assert.equal(fields[1]?.[names.indexOf("message")], `'${formula}`);
  });

  it("writes the same again, by the names of the files, in folders, too", () => {
    mkdirSync(path.join(inbox, "b"));
    put("b/second.json", history);
    put("c.json", family.export());
    put("a.json", JSON.stringify(madeHistory([sent(randomUUID(), instant(1))])));
    const [one, other] = [collected("one.csv"), collected("other.csv")];
    assert.equal(one.run.status, 0, one.run.stderr);
    assert.equal(one.text, other.text);
    const files = rowsOf(collected("named.jsonl", "--personal").text).map(
      (row) => `${String(row["file"])} ${String(row["file_name"])}`,
    );
    assert.deepEqual([...new Set(files)], ["1 a.json", "2 anna-muster.json", "3 b/second.json", "4 c.json"]);
  });

  it("tells of a changed file that it was changed, in each of its rows", () => {
    put("anna-muster.json", history.replace("I object.", "I agree."));
    put("whole.json", history);
    const { run, text } = collected("rows.jsonl");
    assert.equal(run.status, 0, run.stderr);
    const rows = rowsOf(text);
    assert.deepEqual(
      rows.map(({ file, is_whole, fault, seal }) => [file, is_whole, fault, seal]),
      [
        ...Array.from({ length: 4 }, () => [1, false, "content-changed", null]),
        ...["signed", "signed", null, null].map((seal) => [2, true, null, seal]),
      ],
    );
    assert.match(run.stderr, /Files that did not pass the check: 1\. Rows from them, which say so: 4\./u);
  });

  it("leaves out what counts for nothing, and what can't be read", () => {
    const file = JSON.parse(history) as HistoryFile;
    for (const entry of file.entries) if (entry.objectionId === bens && entry.kind === "received") entry.agreed = false;
    const submitted = file.entries.find(({ objectionId, kind }) => objectionId === annas && kind === "submitted");
    holds(submitted);
    submitted.content = "{}";
    delete file.seal;
    put("anna-muster.json", JSON.stringify(file));
    const { run, text } = collected("rows.jsonl", "--personal");
    assert.deepEqual(
      rowsOf(text).map((row) => [row["objection_id"], row["status"], row["address"]]),
      [
        [bens, "submitted", "ben@example.net"],
        [annasSecond, "overdue", "anna@example.org"],
        [mistaken, "confirmation-late", "ben@example.net"],
      ],
    );
    assert.match(run.stderr, /Objections without a row, because what was sent can't be read: 1\./u);
  });

  it("refuses hostile files by their names, says why, and goes on", () => {
    const begin = '{"format":"demur-history","version":3,"accounts":[],"entries":';
    const many = Array.from({ length: 10_001 }, (): Recorded => {
      return { objectionId: annas, kind: "note", at: instant(1), content: "", source: { by: "page" } };
    });
    const hostile: Record<string, [content: string | Buffer, reason: RegExp]> = {
      "empty.json": ["", /not a history/u],
      "zeros.json": [Buffer.alloc(1_000_000), /not a history/u],
      "letter.pdf": ["%PDF-1.7\n", /not a history/u],
      "list.json": ["[]", /not a history/u],
      "other.json": ['{"format":"other","version":3}', /not a history/u],
      "newer.json": ['{"format":"demur-history","version":99}', /newer version/u],
      "deep.json": [begin + "[".repeat(100_000), /not in the format/u],
      "endless.json": [`${begin}[{"chain":"${"x".repeat(3_000_000)}`, /not in the format/u],
      "wide.json": [`${begin}[],"ends":[${'{"a":0},'.repeat(400_000)}{}]}`, /not in the format/u],
      "twice.json": [`${begin}[],"entries":[],"ends":[]}`, /not in the format/u],
      "cut.json": [history.slice(0, -100), /incomplete or damaged/u],
      "many.json": [JSON.stringify(madeHistory([sent(annas, instant(1)), ...many])), /One objection has more entries/u],
      "\u001b[31mred\nAll is well.json": ["x", /not a history/u],
    };
    for (const [name, [content]] of Object.entries(hostile)) put(name, content);
    symlinkSync("/etc/passwd", path.join(inbox, "link.json"));
    symlinkSync(path.join(inbox, "anna-muster.json"), path.join(inbox, "again.json"));
    symlinkSync("/etc", path.join(inbox, "etc"));
    execFileSync("mkfifo", [path.join(inbox, "pipe.json")]);
    const deep = path.join(inbox, ...Array.from({ length: 17 }, () => "in"));
    mkdirSync(deep, { recursive: true });
    writeFileSync(path.join(deep, "hidden.json"), history);
    const { run, text } = collected("rows.jsonl");
    assert.equal(run.status, 4, run.stderr);
    assert.deepEqual([...new Set(rowsOf(text).map((row) => row["is_whole"]))], [true]);
    assert.equal(rowsOf(text).length, 4);
    const lines = run.stderr.split("\n");
    for (const [name, [, reason]] of Object.entries(hostile)) {
      const shown = name.startsWith("\u001b") ? "[31mred All is well.json" : name;
      assert.ok(
        lines.some((line) => line.includes(`${shown}: `) && reason.test(line)),
        `${shown}\n${run.stderr}`,
      );
    }
    for (const name of ["link.json", "again.json", "etc"]) assert.match(run.stderr, new RegExp(`/${name}: This is a link`, "u"));
    assert.match(run.stderr, /pipe\.json: This is not a file\./u);
    assert.match(run.stderr, /in: This folder is nested too deeply\./u);
    assert.ok(!run.stderr.includes("\u001b"), "a name moves the cursor");
    assert.match(run.stderr, /Files: 19\. Read: 1\. Refused: 18\.\n(?:- \d+: [^\n]+\n){7}/u);
  });

  it("refuses what the person may not read, and goes on", () => {
    const closed = path.join(inbox, "closed");
    mkdirSync(closed);
    put("locked.json", history);
    for (const name of [inbox, folder]) chmodSync(name, 0o755);
    chmodSync(path.join(inbox, "locked.json"), 0);
    chmodSync(closed, 0);
    const data = path.join(folder, "data");
    mkdirSync(data);
    // Root may read everything, so it can't be used to show this.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    if (nobody.uid) {
      // The programs are where only their owner may go.
      const programs = path.join(folder, "programs");
      for (const name of ["demur-host", "demur-reader"])
        cpSync(new URL(`../../build/native-host/${name}`, import.meta.url).pathname, path.join(programs, name));
      for (const name of [folder, data]) chownSync(name, nobody.uid, nobody.gid);
      chmodSync(path.join(inbox, "anna-muster.json"), 0o644);
    }
    const program = nobody.uid
      ? path.join(folder, "programs/demur-host")
      : new URL("../../build/native-host/demur-host", import.meta.url).pathname;
    const run = spawnSync(program, ["collect", inbox, "--out", outFile("rows.jsonl")], {
      ...nobody,
      env: { DEMUR_DATA_DIR: data },
      encoding: "utf8",
    });
    chmodSync(closed, 0o755);
    assert.equal(run.status, 4, run.stderr);
    assert.match(run.stderr, /locked\.json: This file can't be read\./u);
    assert.match(run.stderr, /closed: This folder can't be read\./u);
    assert.equal(rowsOf(readFileSync(outFile("rows.jsonl"), "utf8")).length, 4);
  });

  it("never writes over a file, and leaves none that is not whole", () => {
    writeFileSync(outFile("rows.csv"), "mine");
    const { run, text } = collected("rows.csv");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /rows\.csv already exists\./u);
    assert.equal(text, "mine");
    assert.equal(collected("rows.txt").run.status, 2);
    assert.equal(collected("rows.txt", "--format", "csv").run.status, 0);
    assert.equal(office.run("collect", path.join(folder, "absent"), "--out", outFile("a.csv")).status, 1);
    const programs = path.join(folder, "programs");
    cpSync(new URL("../../build/native-host/demur-host", import.meta.url).pathname, path.join(programs, "demur-host"));
    const alone = spawnSync(path.join(programs, "demur-host"), ["collect", inbox, "--out", outFile("b.csv")], {
      env: { DEMUR_DATA_DIR: office.folder },
      encoding: "utf8",
    });
    assert.equal(alone.status, 1);
    assert.match(alone.stderr, /^The program demur-reader is missing\./mu);
    assert.deepEqual(readdirSync(folder).sort(), ["inbox", "programs", "rows.csv", "rows.txt"]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("may be written into the folder that is read", () => {
    const run = office.run("collect", inbox, "--out", path.join(inbox, "rows.jsonl"));
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(readdirSync(inbox).sort(), ["anna-muster.json", "rows.jsonl"]);
  });
});
