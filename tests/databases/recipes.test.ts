// docs/for-organisations.md, word for word: ten thousand histories collected, loaded into both databases, and asked about.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { readdirSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { Computer } from "../fixtures/computer.ts";
import { holds } from "../fixtures/holds.ts";
import { keyOfMails, writeHistories } from "../fixtures/many-histories.ts";

const count = Number(process.env["DEMUR_HISTORIES"] ?? 10_000);
const page = readFileSync(new URL("../../docs/for-organisations.md", import.meta.url), "utf8");

/** The blocks of code of one kind below a heading. */
function blocks(heading: string, kind: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const found = [...section.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, "gu"))].map(([, text = ""]) => text);
  assert.notEqual(found.length, 0, heading);
  return found;
}

const [table = ""] = blocks("The table", "sql");
const questions = blocks("Questions", "sql");

/** A server of this test's own, which nobody but it can reach, run by somebody without rights. */
class Postgres {
  readonly folder = mkdtempSync(path.join(tmpdir(), "demur-pg-"));
  private readonly bin: string;
  private readonly person = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

  constructor() {
    const versions = readdirSync("/usr/lib/postgresql").sort((one, other) => Number(other) - Number(one));
    this.bin = `/usr/lib/postgresql/${versions[0] ?? ""}/bin`;
    if (this.person.uid !== undefined) chownSync(this.folder, this.person.uid, this.person.gid);
    this.run("initdb", ["--pgdata", this.data, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]);
    const options = `-k ${this.folder} -c listen_addresses= -c fsync=off`;
    this.run("pg_ctl", ["--pgdata", this.data, "--log", path.join(this.folder, "log"), "--options", options, "--wait", "start"]);
  }

  private get data(): string {
    return path.join(this.folder, "data");
  }

  run(program: string, options: string[], input = "", cwd = this.folder): string {
    const env = { PATH: "/usr/bin:/bin", PGHOST: this.folder, LC_ALL: "C.UTF-8" };
    // Its server holds the descriptors that it inherits.
    const stdio: ["pipe", "pipe" | "ignore", "inherit"] = ["pipe", program === "pg_ctl" ? "ignore" : "pipe", "inherit"];
    // All rows are more than a mebibyte.
    const maxBuffer = 64 * 1024 * 1024;
    const how = { ...this.person, env, cwd, input, encoding: "utf8", stdio, maxBuffer } as const;
    const out = execFileSync(path.join(this.bin, program), options, how);
    return program === "pg_ctl" ? "" : out;
  }

  /** What `psql` answers, a row for each line and a bar between fields. */
  ask(sql: string, cwd: string): string {
    return this.run(
      "psql",
      ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "-v", "ON_ERROR_STOP=1", "cases"],
      sql,
      cwd,
    );
  }

  stop(): void {
    this.run("pg_ctl", ["--pgdata", this.data, "--mode", "immediate", "--wait", "stop"]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const office = new Computer();
const work = mkdtempSync(path.join(tmpdir(), "demur-office-"));
let changed = 0;
let postgres: Postgres;
let duck: DuckDBConnection;

/** A value as psql shows it. */
function shown(value: { toString(): string } | null): string {
  if (value === null) return "";
  return typeof value === "boolean" ? (value ? "t" : "f") : value.toString();
}

async function askDuck(sql: string): Promise<string> {
  const rows = (await duck.runAndReadAll(sql)).getRows();
  return rows.map((row) => `${row.map(shown).join("|")}\n`).join("");
}

describe("the recipes for organisations", () => {
  before(async () => {
    const [name, record] = keyOfMails();
    await office.call("keys.add", { name, record });
    changed = writeHistories(path.join(work, "inbox"), count);
    const programs = path.join(work, "bin");
    mkdirSync(programs);
    symlinkSync(new URL("../../build/native-host/demur-host", import.meta.url).pathname, path.join(programs, "demur-host"));
    const env = { PATH: `${programs}:/usr/bin:/bin`, DEMUR_DATA_DIR: office.folder };
    const [commands = ""] = page.split("```sh\n")[1]?.split("```") ?? [];
    execFileSync("bash", ["-euc", commands], { cwd: work, env, stdio: "inherit" });
    postgres = new Postgres();
    postgres.run("createdb", ["cases"]);
    // Who runs psql reads the file.
    execFileSync("chmod", ["-R", "a+rX", work]);
    postgres.ask(table, work);
    postgres.ask(blocks("PostgreSQL, on a server", "sql").join("\n"), work);
    duck = await (await DuckDBInstance.create(":memory:", { file_search_path: work })).connect();
    await duck.run(table);
    for (const sql of blocks("DuckDB, on one computer", "sql")) await duck.run(sql);
  });
  after(() => {
    duck.closeSync();
    if (existsSync(postgres.folder)) postgres.stop();
    office.remove();
    rmSync(work, { recursive: true, force: true });
  });

  it("load every row into both databases", async () => {
    const sql = "SELECT count(*), count(DISTINCT file_sha256), sum(CASE WHEN is_whole THEN 0 ELSE 1 END) FROM objections";
    const loaded = `${String(count)}|${String(count)}|${String(changed)}\n`;
    assert.equal(postgres.ask(sql, work), loaded);
    assert.equal(await askDuck(sql), loaded);
  });

  it("load the same into both, from both forms", async () => {
    const sql = "SELECT * FROM objections ORDER BY file, sent_on";
    const rows = postgres.ask(sql, work);
    assert.equal(await askDuck(sql), rows);
    await duck.run("CREATE TABLE again AS SELECT * FROM objections LIMIT 0");
    const [, other = ""] = /`(COPY objections FROM 'objections\.csv' \(HEADER\))`/u.exec(page) ?? [];
    await duck.run(other.replace("objections FROM", "again FROM"));
    assert.equal(await askDuck(sql.replace("objections", "again")), rows);
  });

  for (const sql of questions)
    it(`answer alike: ${sql.split("\n")[0] ?? ""}`, async () => {
      const answer = postgres.ask(sql, work);
      holds(answer.length > 1);
      assert.equal(await askDuck(sql), answer);
    });

  it("count what Meta itself has signed", () => {
    assert.equal(postgres.ask(questions[1] ?? "", work), `${String(Math.ceil(count / 10))}\n`);
  });
});
