import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { it } from "node:test";
import { Ajv } from "ajv";

const manifests = new URL("../../manifests/", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, manifests), "utf8"));

it("the facts about mails and the words of every language are what their schemas say", () => {
  const ajv = new Ajv({ allErrors: true });
  assert.ok(ajv.validate(read("mail.schema.json") as object, read("mail.json")), ajv.errorsText());
  const validate = ajv.compile(read("mail-words.schema.json") as object);
  const files = readdirSync(new URL("mail-words", manifests));
  assert.equal(files.length, 25);
  for (const file of files) assert.ok(validate(read(`mail-words/${file}`)), `${file}: ${ajv.errorsText(validate.errors)}`);
});
