import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { holds } from "../fixtures/holds.ts";

const tests = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

test("docs/threats.md names only tests that there are", () => {
  const page = readFileSync(path.join(tests, "../docs/threats.md"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !/^\| (?:What |---)/u.test(line));
  holds(rows.length > 30);
  const missing = rows.filter((row) => {
    const [, file = "", name = ""] = /`([\w/.-]+): ([^`]+)` \|$/u.exec(row) ?? [];
    const place = path.join(tests, file);
    return file === "" || !existsSync(place) || !readFileSync(place, "utf8").includes(`"${name}"`);
  });
  assert.deepEqual(missing, []);
});
