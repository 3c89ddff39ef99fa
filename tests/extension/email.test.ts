import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isCompleteAddress, judgeAddress } from "../../extension/model/email.ts";
import type { Account } from "../../extension/model/protocol.ts";

const account = (id: string, emails: string[]): Account => ({ id, platform: "facebook", label: "", emails });

describe("an e-mail address", () => {
  it("is complete with a name, an @ and a domain with a dot", () => {
    for (const address of [
      "anna@example.org",
      " anna@example.org ",
      "a+b@mail.example.org",
      "jürgen@müller.de",
      "O'Hara@example.ie",
    ])
      assert.ok(isCompleteAddress(address), address);
  });

  it("is not complete otherwise", () => {
    for (const address of [
      "",
      "anna",
      "anna@",
      "anna@example",
      "@example.org",
      "a b@example.org",
      "anna@example..org",
      "anna@-example.org",
      "anna@example.org,",
    ])
      assert.ok(!isCompleteAddress(address), address);
  });

  it("is judged against the accounts of the form's platform", () => {
    const accounts = [account("1", ["anna@example.org"])];
    assert.deepEqual(judgeAddress("", accounts, "facebook"), { kind: "missing", suggestion: "anna@example.org" });
    assert.deepEqual(judgeAddress("anna@", accounts, "facebook"), { kind: "malformed", suggestion: "anna@example.org" });
    assert.deepEqual(judgeAddress("ANNA@example.org", accounts, "facebook"), { kind: "own" });
    assert.deepEqual(judgeAddress("b@example.net", accounts, "facebook"), { kind: "foreign", suggestion: "anna@example.org" });
    assert.deepEqual(judgeAddress("b@example.net", accounts, "instagram"), { kind: "no-account" });
  });

  it("is never guessed among several", () => {
    const accounts = [account("1", ["anna@example.org"]), account("2", ["ilse@example.net"])];
    assert.deepEqual(judgeAddress("", accounts, "facebook"), { kind: "missing" });
  });
});
