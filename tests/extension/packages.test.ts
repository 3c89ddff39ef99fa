import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import { packageFilesFor } from "../../extension/model/packages.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../manifests/${name}`, import.meta.url), "utf8"));

test("the catalogue of packages fits its schema", () => {
  const ajv = new Ajv();
  assert.ok(ajv.validate(read("packages.schema.json") as object, read("packages.json")), ajv.errorsText());
});

test("names the files of this version, and none where there is no program", () => {
  assert.deepEqual(packageFilesFor("linux", "x86-64", "1.2.3"), {
    package: "demur_1.2.3_amd64.deb",
    archive: "demur-1.2.3-linux-amd64.tar.gz",
    register: "demur-host register",
  });
  assert.deepEqual(packageFilesFor("win", "x86-64", "1.2.3"), { package: "demur-1.2.3-windows-x64.exe" });
  assert.equal(packageFilesFor("mac", "arm64", "1.2.3"), undefined);
  assert.equal(packageFilesFor("linux", "arm64", "1.2.3"), undefined);
});
