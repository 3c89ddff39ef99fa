import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
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

test("a folder gives the same zip, whoever packs it, when and in which time zone", () => {
  const place = mkdtempSync(path.join(tmpdir(), "demur-zip-"));
  const zipFolder = fileURLToPath(new URL("../../packages/zip_folder", import.meta.url));
  const pack = (name: string, mode: number, day: string, zone: string): Buffer => {
    const folder = path.join(place, name);
    mkdirSync(path.join(folder, "icons"), { recursive: true });
    for (const file of ["manifest.json", "icons/16.png"]) {
      writeFileSync(path.join(folder, file), file);
      chmodSync(path.join(folder, file), mode);
      utimesSync(path.join(folder, file), new Date(day), new Date(day));
    }
    const zip = path.join(place, `${name}.zip`);
    execFileSync(zipFolder, [folder, zip], { env: { ...process.env, TZ: zone, SOURCE_DATE_EPOCH: "1764500000" } });
    return readFileSync(zip);
  };
  try {
    const first = pack("first", 0o644, "2026-11-01", "UTC");
    assert.deepEqual(pack("second", 0o700, "2026-11-02", "Asia/Tokyo"), first);
    assert.match(first.toString("latin1"), /icons\/16\.png[^]*manifest\.json/u);
  } finally {
    rmSync(place, { recursive: true });
  }
});
