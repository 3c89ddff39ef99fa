import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { HostErrorKind } from "../../extension/model/protocol.ts";
import { storeWords } from "../../extension/ui/store-words.ts";
import { holds } from "../fixtures/holds.ts";

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as unknown;
const protocol = read("../../manifests/protocol.json") as { components: { errors: Record<string, unknown> } };
const english = read("../../extension/_locales/en/messages.json") as Record<string, unknown>;

describe("the words for what keeps the host from its store", () => {
  const kinds = Object.keys(protocol.components.errors).filter((kind) => kind.startsWith("store-")) as HostErrorKind[];
  it("are there for every error of the store that the protocol knows, and are of its own", () => {
    holds(kinds.length >= 6);
    const words = kinds.map(storeWords);
    assert.equal(new Set([...words, storeWords("internal-error"), storeWords("host-missing")]).size, kinds.length + 2);
    for (const key of words) assert.ok(english[key], key);
  });
});
