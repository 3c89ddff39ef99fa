import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { Ajv } from "ajv";

interface Provider {
  hosts: string[];
  results?: { names: string[] };
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../manifests/${name}`, import.meta.url), "utf8")) as unknown;

it("what is known about mail providers is in the form that its schema describes", () => {
  const ajv = new Ajv();
  assert.ok(ajv.validate(read("mail-providers.schema.json") as object, read("mail-providers.json")), ajv.errorsText());
});

it("the keys that Meta signs with are in the form that their schema describes", () => {
  const ajv = new Ajv();
  assert.ok(ajv.validate(read("dkim-keys.schema.json") as object, read("dkim-keys.json")), ajv.errorsText());
});

it("no host and no name belongs to two mail providers", () => {
  const { providers } = read("mail-providers.json") as { providers: Provider[] };
  const hosts = providers.flatMap((provider) => provider.hosts);
  const names = providers.flatMap((provider) => provider.results?.names ?? []);
  for (const list of [hosts, names])
    for (const one of list)
      assert.deepEqual(
        list.filter((other) => other === one || (one !== "" && other.endsWith(`.${one}`))),
        [one],
      );
});
