import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { isMetas, usesChainPosts, usesDates, usesLists } from "../../extension/model/uses.ts";
import { holds } from "../fixtures/holds.ts";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));
const manifest = read("manifests/uses.json") as { publications: Record<string, { url: string }>; readOn: string };
const catalogue = read("extension/_locales/en/messages.json") as Record<string, unknown>;
const lines = [...usesLists.flatMap((list) => list.lines), ...usesDates, usesChainPosts];

describe("what is said of Meta's use", () => {
  it("keeps to its schema", () => {
    const ajv = new Ajv({ strict: false });
    assert.ok(ajv.validate(read("manifests/uses.schema.json") as object, manifest), ajv.errorsText());
  });

  it("has words for every line, and someone who says so", () => {
    for (const { headline } of usesLists) assert.ok(headline in catalogue, headline);
    for (const { words, from } of lines) {
      assert.ok(words in catalogue, words);
      assert.ok(from.length > 0, words);
    }
  });

  it("says “Meta says” only where Meta does", () => {
    const messages = catalogue as Record<string, { message: string }>;
    const saidByMeta = usesLists.filter(({ headline }) => /^Meta says/u.test(messages[headline]?.message ?? ""));
    assert.equal(saidByMeta.length, 2);
    for (const { headline, lines: all } of saidByMeta) assert.ok(all.some(isMetas), headline);
    for (const { words, from } of lines) {
      // That line reports what consumer advisers say, and that Meta doesn't.
      const isSaid = /\bMeta (?:itself )?(?:says|announces)\b/u.test(messages[words]?.message ?? "");
      if (isSaid && words !== "usesLeavesPast") assert.ok(isMetas({ words, from }), words);
    }
  });

  it("names the language of every publication, in one that the extension has a name for", () => {
    const { names } = read("manifests/languages.json") as { names: Record<string, string> };
    for (const { from } of lines) for (const { language, url } of from) assert.ok(names[language], url);
  });

  it("names no publication that it doesn't know, and knows none that it doesn't name", () => {
    const named = new Set(
      JSON.stringify(manifest)
        .match(/(?<="from":\[)[^\]]+/gu)
        ?.flatMap((names) => names.split(",")),
    );
    assert.deepEqual([...named].map((name) => JSON.parse(name) as string).sort(), Object.keys(manifest.publications).sort());
  });

  it("tells what happened in its order, none of it after it was read", () => {
    const days = usesDates.map(({ at }) => at);
    assert.deepEqual(days, [...days].sort());
    holds((days.at(-1) ?? "") < manifest.readOn);
  });
});
