import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { Ajv } from "ajv";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../manifests/${file}`, import.meta.url), "utf8"));

it("the names of downloads keep to their schema", () => {
  const ajv = new Ajv({ strict: false });
  assert.ok(ajv.validate(read("download-names.schema.json") as object, read("download-names.json")), ajv.errorsText());
});
