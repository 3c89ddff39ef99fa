import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostAge, protocolVersion } from "../../extension/model/protocol.ts";
import { connectedWords } from "../../extension/pages/connected-words.ts";
import { inPageWorld } from "./page-world.ts";

describe("what is said of a program that answers", () => {
  inPageWorld();

  const said = (spoken: number) =>
    connectedWords({ kind: "connected", version: "1.2.3", age: hostAge(spoken), capabilities: [] }).map(
      (part) => part.textContent,
    );

  it("is that it is there, and which of the two to update where the other one can do more", () => {
    assert.deepEqual(said(protocolVersion), ["welcomeConnectedWords 1.2.3"]);
    assert.deepEqual(said(protocolVersion - 1), ["welcomeConnectedWords 1.2.3", "programOlder"]);
    assert.deepEqual(said(protocolVersion + 1), ["welcomeConnectedWords 1.2.3", "programNewer"]);
  });
});
