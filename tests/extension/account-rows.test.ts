import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountOf, accountRows as rowsOf, maxUrgent, tally } from "../../extension/model/account-rows.ts";
import { emptyStandings, withWaiting } from "../../extension/model/standings.ts";
import type { Account, Objection, Status } from "../../extension/model/protocol.ts";

const account = (id: string, email: string): Account => ({ id, platform: "facebook", label: "Anna", emails: [email] });
const objection = (email: string, status: Status): Objection => ({
  id: email,
  formId: "1",
  platform: "facebook",
  email,
  pageUrl: "https://www.facebook.com/",
  submittedAt: "2026-11-22T12:00:00.000Z",
  recordedAt: "2026-11-22T12:00:00.000Z",
  precision: "instant",
  source: { by: "page" },
  status,
  statusSince: "2026-11-22T12:00:00.000Z",
  statusPrecision: "instant",
});

const accountRows = (accounts: Account[], objections: Objection[]) =>
  rowsOf(accounts, withWaiting(emptyStandings(accounts), objections, accounts));
const now = new Date("2026-11-23T12:00:00.000Z");
const states = (...statuses: (Status | undefined)[]) => {
  const accounts = statuses.map((_, index) => account(String(index), `${String(index)}@x.org`));
  const objections = statuses.flatMap((status, index) => (status ? [objection(`${String(index)}@x.org`, status)] : []));
  return accountRows(accounts, objections);
};

describe("the state of all accounts", () => {
  it("puts first what needs the person", () => {
    const accounts = [account("1", "a@x.org"), account("2", "b@x.org"), account("3", "c@x.org")];
    const rows = accountRows(accounts, [objection("a@x.org", "confirmed"), objection("C@x.org", "overdue")]);
    assert.deepEqual(
      rows.map((row) => row.status),
      ["overdue", "none", "confirmed"],
    );
    assert.equal(maxUrgent(rows)?.status, "overdue");
  });
  it("counts each account once, and what was withdrawn as if it had not been", () => {
    const rows = states("confirmed", "withdrawn", "received", "submitted", "declined", "confirmation-late", "unsure", undefined);
    const { mailBy, ...counts } = tally(rows, now);
    assert.deepEqual(counts, { total: 8, confirmed: 1, waiting: 2, needsYou: 3, open: 2 });
    assert.equal(mailBy, "2026-11-24T12:00:00.000Z");
  });
  it("does not promise an e-mail for a day that is over", () => {
    assert.equal(tally(states("received"), new Date("2026-11-25T12:00:00.000Z")).mailBy, undefined);
  });
  it("has nothing urgent where Meta has the next step", () => {
    assert.equal(maxUrgent(states("confirmed", "received", "submitted")), undefined);
    assert.equal(maxUrgent(states("confirmed", undefined))?.status, "none");
  });
  it("expects the next e-mail 48 hours after the first that still waits for one", () => {
    const sent = (email: string, status: Status, submittedAt: string) => ({
      ...objection(email, status),
      id: submittedAt,
      submittedAt,
      statusSince: submittedAt,
    });
    const rows = accountRows(
      [],
      [
        sent("a@x.org", "received", "2026-11-22T14:00:00.000Z"),
        sent("b@x.org", "submitted", "2026-11-22T13:00:00.000Z"),
        sent("c@x.org", "confirmed", "2026-11-22T12:30:00.000Z"),
        sent("d@x.org", "received", "2026-11-21T12:00:00.000Z"),
      ],
    );
    assert.equal(tally(rows, now).mailBy, "2026-11-24T13:00:00.000Z");
  });
  it("is most urgent where it has asked for something the longest, before an account that hasn’t objected", () => {
    const since = (email: string, statusSince: string) => ({ ...objection(email, "overdue"), statusSince });
    const accounts = [account("1", "new@x.org"), account("2", "b@x.org"), account("3", "a@x.org")];
    const late = [since("b@x.org", "2026-11-20T12:00:00.000Z"), since("a@x.org", "2026-11-10T12:00:00.000Z")];
    assert.equal(maxUrgent(accountRows(accounts, late))?.email, "a@x.org");
    assert.equal(maxUrgent(accountRows(accounts, []))?.email, "new@x.org");
  });
});

describe("the rows of the accounts", () => {
  const anna = { ...account("1", "a@x.org"), emails: ["a@x.org", "anna@x.org"] };
  const shown = (accounts: Account[], objections: Objection[]) =>
    accountRows(accounts, objections).map((row) => `${row.label} ${row.email} ${row.objectionId ?? ""}`);

  it("have the objection made with any address of the account or by its id", () => {
    const [newer, older] = [objection("anna@x.org", "received"), { ...objection("a@x.org", "received"), id: "older" }];
    assert.deepEqual(shown([anna], [newer, older]), ["Anna anna@x.org anna@x.org"]);
    const moved = { ...objection("old@x.org", "received"), accountId: "1" };
    assert.deepEqual(shown([anna], [moved]), ["Anna old@x.org old@x.org"]);
    assert.equal(accountOf(older, [account("0", "0@x.org"), anna]), anna);
    assert.equal(accountOf(older, [anna, { ...anna, id: "2" }]), undefined);
    assert.equal(accountOf({ ...older, accountId: "gone" }, [anna]), anna);
  });

  it("are one more for each address on a site that no account has", () => {
    const strange = objection("b@x.org", "received");
    assert.deepEqual(shown([anna], [strange, { ...strange, id: "older" }]), ["Anna a@x.org ", " b@x.org b@x.org"]);
    const elsewhere: Objection = { ...objection("a@x.org", "received"), platform: "instagram" };
    assert.deepEqual(
      accountRows([anna], [elsewhere, objection("c@x.org", "received")]).map(({ platform, email }) => [platform, email]),
      [
        ["facebook", "a@x.org"],
        ["instagram", "a@x.org"],
        ["facebook", "c@x.org"],
      ],
    );
  });

  it("need no address", () => {
    const row = { accountId: "1", platform: "facebook", email: "", status: "none", label: "Anna" };
    assert.deepEqual(accountRows([{ ...anna, emails: [] }], []), [row]);
  });

  it("end with what is settled, behind what waits", () => {
    assert.deepEqual(
      states("confirmed", "received", "withdrawn", "submitted").map((row) => row.status),
      ["none", "received", "submitted", "confirmed"],
    );
  });
});
