import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasAddressObjected, judgeForm } from "../../extension/model/judge-form.ts";
import { emptyStandings, withWaiting } from "../../extension/model/standings.ts";
import type { Facts } from "../../extension/model/messages.ts";
import type { Account, Objection, Platform } from "../../extension/model/protocol.ts";
import { holds } from "../fixtures/holds.ts";

const anna: Account = { id: "1", platform: "facebook", label: "Anna", emails: ["anna@example.org"] };
const ben: Account = { id: "2", platform: "facebook", label: "Ben", emails: ["ben@example.org"] };
const insta: Account = { id: "3", platform: "instagram", label: "Anna", emails: ["anna.insta@example.org"] };

const facts = (accounts: Account[], objections: Objection[] = []): Facts => ({
  accounts,
  standings: withWaiting(emptyStandings(accounts), objections, accounts),
  objections,
  others: { items: 0, people: 0, ownerless: 0 },
  host: { kind: "connected", version: "1.0.0", age: "same", capabilities: [] },
});
const judge = (
  email: string,
  accounts: Account[],
  { platform = "facebook", kept = false }: { platform?: Platform; kept?: boolean } = {},
) => judgeForm({ platform, email, kept }, facts(accounts));
const objection = (email: string, status: Objection["status"]): Objection => ({
  id: "o",
  formId: "712876720715583",
  platform: "facebook",
  email,
  pageUrl: "https://www.facebook.com/help/contact/712876720715583",
  submittedAt: "2025-05-03T10:00:00Z",
  recordedAt: "2025-05-03T10:00:00Z",
  precision: "instant",
  source: { by: "page" },
  status,
  statusSince: "2025-05-03T10:00:00Z",
  statusPrecision: "instant",
});

describe("the form", () => {
  it("knows the addresses of all accounts on the platform, and names none of them", () => {
    assert.deepEqual(judge("ben@example.org", [anna, ben]), { kind: "known", email: "ben@example.org", kept: false });
    assert.deepEqual(judge("anna@example.org", [anna, insta]), { kind: "known", email: "anna@example.org", kept: false });
  });

  it("knows the addresses to choose from for an empty field, and the likeliest first for a strange one", () => {
    assert.deepEqual(judge("", [anna, ben]), { kind: "empty", own: ["anna@example.org", "ben@example.org"] });
    const one = judge("ben@example.net", [anna]);
    holds(one.kind === "not-yours" && one.own.length === 1);
    const strange = judge("ben@example.net", [anna, ben]);
    assert.deepEqual("own" in strange ? strange.own : [], ["ben@example.org", "anna@example.org"]);
  });

  it("offers the addresses of accounts that have not objected first", () => {
    const known = facts([anna, ben], [objection("anna@example.org", "received")]);
    const empty = judgeForm({ platform: "facebook", email: "", kept: false }, known);
    assert.deepEqual("own" in empty ? empty.own : [], ["ben@example.org", "anna@example.org"]);
    const strange = judgeForm({ platform: "facebook", email: "anna@example.net", kept: false }, known);
    assert.deepEqual("own" in strange ? strange.own : [], ["ben@example.org", "anna@example.org"]);
    assert.deepEqual(
      ["anna@example.org", "ben@example.org"].map((email) => hasAddressObjected(email, "facebook", known)),
      [true, false],
    );
  });

  it("takes any of the person's addresses on a form of Meta's own site", () => {
    assert.equal(judge("anna.insta@example.org", [anna, insta], { platform: "meta" }).kind, "known");
    assert.equal(judge("anna.insta@example.org", [anna], { platform: "meta" }).kind, "not-yours");
  });

  it("leaves a strange or mistyped address alone once the person wants it", () => {
    assert.equal(judge("anna@gmial.com", [anna]).kind, "slip");
    assert.deepEqual(judge("anna@gmial.com", [anna], { kept: true }), { kind: "known", email: "anna@gmial.com", kept: true });
    assert.equal(judge("b@example.net", [anna], { kept: true }).kind, "known");
  });

  it("says that a relay forwards, and calls it no fault", () => {
    const state = judge("anna@duck.com", [{ ...anna, emails: ["anna@duck.com"] }]);
    assert.deepEqual(state, { kind: "known", email: "anna@duck.com", kept: false, relay: "DuckDuckGo Email Protection" });
  });

  it("tells characters that can't be seen from an address that isn't whole", () => {
    const hidden = judge("anna@\u200bexample.org", [anna]);
    holds(hidden.kind === "malformed" && hidden.isCleaned && hidden.suggestion === "anna@example.org");
    const half = judge("anna@", [anna]);
    holds(half.kind === "malformed" && !half.isCleaned);
  });

  it("has been sent already with this address, unless that does not stand", () => {
    const revisited = (status: Objection["status"]) =>
      judgeForm(
        { platform: "facebook", email: "Anna@example.org", kept: false },
        facts([], [objection("anna@example.org", status)]),
      ).kind;
    for (const status of [
      "submitted",
      "received",
      "confirmation-late",
      "confirmed",
      "overdue",
      "answered",
      "needs-answer",
    ] as const)
      assert.equal(revisited(status), "already", status);
    for (const status of ["withdrawn", "declined", "not-sent"] as const) assert.equal(revisited(status), "no-account", status);
  });

  it("was begun and not finished, or nobody knows what became of it", () => {
    const revisited = (status: Objection["status"]) => {
      const tried = [objection("anna@example.org", status)];
      return judgeForm({ platform: "facebook", email: "anna@example.org", kept: false }, facts([anna], tried));
    };
    assert.deepEqual(revisited("not-finished"), {
      kind: "not-finished",
      objection: objection("anna@example.org", "not-finished"),
    });
    assert.equal(revisited("unsure").kind, "still-unsure");
  });

  it("has been sent already, before an address is given, only where the person has one account", () => {
    const own = objection("anna@example.org", "confirmed");
    for (const email of ["", " "]) {
      const state = judgeForm({ platform: "facebook", email, kept: false }, facts([anna], [own]));
      holds(state.kind === "already" && state.objection.id === "o" && !state.isTyped);
    }
    assert.equal(judgeForm({ platform: "facebook", email: "", kept: false }, facts([ben], [own])).kind, "empty");
  });

  it("asks a family for the address, those first who have not objected", () => {
    const state = judgeForm(
      { platform: "facebook", email: "", kept: false },
      facts([anna, ben], [objection("anna@example.org", "confirmed")]),
    );
    assert.deepEqual(state, { kind: "empty", own: ["ben@example.org", "anna@example.org"] });
  });

  it("has been sent already where a second sending failed after a confirmed one", () => {
    const again = { ...objection("anna@example.org", "not-sent"), id: "again" };
    const state = judgeForm(
      { platform: "facebook", email: "anna@example.org", kept: false },
      facts([anna], [again, objection("anna@example.org", "confirmed")]),
    );
    holds(state.kind === "already" && state.objection.id === "o");
  });
});
