import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readingsOf } from "../../extension/model/search-readings.ts";

const names = {
  platforms: [
    ["facebook", "Facebook"],
    ["instagram", "Instagram"],
  ],
  statuses: [
    ["overdue", "Überfällig"],
    ["confirmation-late", "Noch keine E-Mail"],
    ["received", "Erhalten, noch offen"],
  ],
} as const;
const read = (query: string) => readingsOf<string, string>(query, names).slice(1);

describe("a search", () => {
  it("is read as words of the record, whatever it names", () => {
    assert.deepEqual(readingsOf("Überfällig", names)[0], { query: "Überfällig" });
    assert.deepEqual(readingsOf("anna@example.org", names), [{ query: "anna@example.org" }]);
    assert.deepEqual(readingsOf("", names), [{ query: "" }]);
  });
  it("finds what the list shows as platform and status, without its accents and from its beginning", () => {
    assert.deepEqual(read("uberfallig"), [{ query: "", statuses: ["overdue"] }]);
    assert.deepEqual(read("insta"), [{ query: "", platform: "instagram" }]);
    assert.deepEqual(read("noch"), [{ query: "", statuses: ["confirmation-late", "received"] }]);
    assert.deepEqual(read("in"), []);
  });
  it("takes what it names together, and looks for the rest among the words", () => {
    assert.deepEqual(read("anna facebook überfällig"), [{ query: "anna", platform: "facebook", statuses: ["overdue"] }]);
    assert.deepEqual(read("noch offen"), [{ query: "", statuses: ["received"] }]);
    assert.deepEqual(read("noch überfällig"), [{ query: "überfällig", statuses: ["confirmation-late", "received"] }]);
  });
});
