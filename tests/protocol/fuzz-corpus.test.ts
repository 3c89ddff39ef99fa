// What fuzzing has left: small, of our own making, and with nothing in it from the machine that made it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { it } from "node:test";

const folder = new URL("../fuzz/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder));
const names = readdirSync(new URL("corpus/", folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const files = names.flatMap((name) => readdirSync(new URL(`corpus/${name}/`, folder)).map((file) => `corpus/${name}/${file}`));
const seconds = read("seconds").toString().trim().split("\n");

it("each fuzzer has a corpus, and its seconds are counted", () => {
  const [, listed = ""] = /fuzzers=\(([^)]+)\)/u.exec(readFileSync(new URL("../check/fuzz.sh", folder), "utf8")) ?? [];
  const fuzzers = listed.split(" ").sort();
  assert.deepEqual(names, fuzzers);
  assert.deepEqual(seconds.map((line) => line.replace(/ \d+$/u, "")).sort(), fuzzers);
});

it("all of it takes at most 2 MB", () => {
  const bytes = files.reduce((sum, file) => sum + read(file).length, 0);
  assert.ok(bytes > 0 && bytes <= 2_000_000, `${String(bytes)} bytes`);
});

it("no file tells of a machine or of a person", () => {
  const path = /\/(?:home|root|work|tmp|Users|proc|usr)\//u;
  const address = /\w@(?:gmail|googlemail|gmx|web|hotmail|outlook|live|yahoo|icloud|proton|t-online|posteo)\.\w/u;
  for (const file of files) {
    const content = read(file).toString("latin1");
    for (const foreign of [path, address]) assert.equal(foreign.exec(content)?.[0], undefined, file);
  }
});
