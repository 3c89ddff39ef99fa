import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasOddLetters, oddPieces } from "../../extension/model/odd-letters.ts";

describe("letters of another alphabet", () => {
  it("are found beside Latin ones, however alike they look", () => {
    assert.equal(hasOddLetters("аnna@example.org"), true);
    assert.equal(hasOddLetters("anna@exαmple.org"), true);
    for (const plain of ["anna@example.org", "jürgen@straße.example", "анна@пошта.укр", ""])
      assert.equal(hasOddLetters(plain), false, plain);
    assert.deepEqual(oddPieces("аnnа@x.org"), [
      { piece: "а", isOdd: true },
      { piece: "nn", isOdd: false },
      { piece: "а", isOdd: true },
      { piece: "@x.org", isOdd: false },
    ]);
  });
});
