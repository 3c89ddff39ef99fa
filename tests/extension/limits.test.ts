import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { isShortened, limits, shortened } from "../../extension/model/limits.ts";

interface Schemas {
  ObjectionDraft: { properties: { message: { maxLength: number }; language: { maxLength: number } } };
  EventDraft: { properties: { detail: { maxLength: number } } };
}

describe("the limits of the protocol", () => {
  it("are those of the manifest", () => {
    const manifest = JSON.parse(readFileSync(new URL("../../manifests/protocol.json", import.meta.url), "utf8")) as {
      components: { schemas: Schemas };
    };
    const { ObjectionDraft, EventDraft } = manifest.components.schemas;
    assert.equal(limits.message, ObjectionDraft.properties.message.maxLength);
    assert.equal(limits.language, ObjectionDraft.properties.language.maxLength);
    assert.equal(limits.detail, EventDraft.properties.detail.maxLength);
  });

  it("leave short words as they are, and show where long ones were cut", () => {
    assert.equal(shortened("as it is", 8), "as it is");
    assert.equal(isShortened("as it is"), false);
    const cut = shortened("x".repeat(9), 8);
    assert.deepEqual([cut.length, isShortened(cut)], [8, true]);
  });
});
