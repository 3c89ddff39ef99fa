// The installer for Windows has words for whoever the extension has words for.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { it } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");

it("the installer speaks the languages of the extension", () => {
  const locales = readdirSync(new URL("extension/_locales", root));
  const spoken = [...read("packages/windows/words.nsh").matchAll(/^!insertmacro Words "(\w+)"/gmu)];
  assert.equal(spoken.length, locales.length);
});
