// Which of the host's tests don't run on Windows, and why, is in one list; it is complete, and docs/windows.md shows it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { it } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const folder = "tests/native-host";
const left = JSON.parse(read(`${folder}/not-on-windows.json`)) as { reason: string; tests: string[] }[];

/** Tests for one system only have its name in theirs; the sandbox is for Linux. */
const isForPosix = (file: string) => /_posix_test\.cpp$|^(?:reader_sandbox|given_up_rights)_test\.cpp$/u.test(file);

/** The names of the tests of a file. */
function testsOf(file: string): string[] {
  const cases = read(`${folder}/${file}`).matchAll(/^TEST_CASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/gmu);
  return [...cases].map(([, name = ""]) => [...name.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map(([, part]) => part).join(""));
}

it("every test that doesn't run on Windows is in the list, with its reason, and no other", () => {
  const sources = readdirSync(new URL(folder, root)).filter((name) => name.endsWith("_test.cpp"));
  assert.deepEqual(left.flatMap(({ tests }) => tests).sort(), sources.filter(isForPosix).flatMap(testsOf).sort());
  for (const { reason } of left) assert.ok(reason.length > 20, reason);
});

it("what is compiled for Linux alone has that in its name", () => {
  const [, block = ""] = /if\(NOT WIN32\)\n {2}target_sources\([^\n]+\n([^)]+)\)/u.exec(read(`${folder}/CMakeLists.txt`)) ?? [];
  const named = readdirSync(new URL(folder, root)).filter((name) => name.endsWith("_posix_test.cpp"));
  assert.deepEqual(block.trim().split(/\s+/u).sort(), named.sort());
});

it("docs/windows.md shows the list (DEMUR_WRITE_DOCS=1 writes it anew)", () => {
  const page = new URL("docs/windows.md", root);
  const rows = left.map(({ reason, tests }) => `| ${reason} | ${tests.join("<br>")} |`);
  const table = ["| why | tests |", "|---|---|", ...rows].join("\n");
  const shown = /(?<=\n)\| why \| tests \|\n(?:\|.*\n?)+/u;
  const text = readFileSync(page, "utf8");
  if (process.env["DEMUR_WRITE_DOCS"] === "1")
    writeFileSync(
      page,
      text.replace(shown, () => `${table}\n`),
    );
  assert.equal(shown.exec(readFileSync(page, "utf8"))?.[0], `${table}\n`);
});

it("the installer speaks the languages of the extension", () => {
  const locales = readdirSync(new URL("extension/_locales", root));
  const spoken = [...read("packages/windows/words.nsh").matchAll(/^!insertmacro Words "(\w+)"/gmu)];
  assert.equal(spoken.length, locales.length);
});
