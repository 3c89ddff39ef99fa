import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { Ajv } from "ajv";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../manifests/${name}`, import.meta.url), "utf8")) as unknown;

it("what is known about data downloads keeps to its schema", () => {
  const ajv = new Ajv();
  assert.ok(ajv.validate(read("downloads.schema.json") as object, read("downloads.json")), ajv.errorsText());
});
