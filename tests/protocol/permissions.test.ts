import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** The permissions in the tables of a section, in its order. */
function explained(title: string): string[] {
  const [, section = ""] = readFileSync(path.join(root, "docs/permissions.md"), "utf8").split(`\n## ${title}\n`);
  return [...(section.split("\n## ")[0] ?? "").matchAll(/^\| `([^`]+)` \| \S/gmu)].map(([, name = ""]) => name);
}

test("each permission of the manifests is explained, and no other", () => {
  for (const browser of ["chromium", "firefox"]) {
    const file = path.join(root, "build/extension", browser, "manifest.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, string[]>;
    const wanted = (...keys: string[]) => keys.flatMap((key) => manifest[key] ?? []).sort();
    assert.deepEqual(explained("From the start").sort(), wanted("permissions", "host_permissions"));
    assert.deepEqual(explained("Only when you switch it on").sort(), wanted("optional_permissions", "optional_host_permissions"));
  }
});
