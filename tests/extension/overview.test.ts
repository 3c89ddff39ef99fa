import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountRows, mostUrgent, tally } from "../../extension/model/overview.ts";
import { eventEntry, recordEntry, waitingObjections } from "../../extension/model/outbox.ts";
import type { Account, EventKind, Objection, Status } from "../../extension/model/protocol.ts";
import "../web-crypto.ts";

const account = (id: string, email: string): Account => ({ id, platform: "facebook", label: "Anna", emails: [email] });
const objection = (email: string, status: Status): Objection => ({
  id: email,
  formId: "1",
  platform: "facebook",
  email,
  pageUrl: "https://www.facebook.com/",
  submittedAt: "2026-11-22T12:00:00.000Z",
  recordedAt: "2026-11-22T12:00:00.000Z",
  status,
  statusSince: "2026-11-22T12:00:00.000Z",
});

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
      rows.map((row) => row.objection?.status),
      ["overdue", undefined, "confirmed"],
    );
    assert.equal(mostUrgent(rows)?.objection?.status, "overdue");
  });
  it("counts each account once, and what was withdrawn not as confirmed", () => {
    const rows = states("confirmed", "withdrawn", "received", "submitted", "declined", "confirmation-late", undefined);
    const { mailBy, ...counts } = tally(rows, now);
    assert.deepEqual(counts, { total: 7, confirmed: 1, withdrawn: 1, waiting: 2, needsYou: 2, open: 1 });
    assert.equal(mailBy, "2026-11-24T12:00:00.000Z");
  });
  it("does not promise an e-mail for a day that is over", () => {
    assert.equal(tally(states("received"), new Date("2026-11-25T12:00:00.000Z")).mailBy, undefined);
  });
  it("has nothing urgent where Meta has the next step", () => {
    assert.equal(mostUrgent(states("confirmed", "received", "withdrawn")), undefined);
    assert.equal(mostUrgent(states("confirmed", undefined))?.objection, undefined);
  });
});

describe("what waits in the browser", () => {
  it("is shown as it will be in the history", () => {
    const { id, formId, platform, email, pageUrl, submittedAt } = objection("a@x.org", "submitted");
    const draft = { id, formId, platform, email, pageUrl, submittedAt };
    const at = new Date("2026-11-22T12:00:05.000Z");
    assert.equal(waitingObjections([recordEntry(draft, 0)])[0]?.status, "submitted");
    const [received] = waitingObjections([recordEntry(draft, 0), eventEntry(id, "received", at)]);
    assert.equal(received?.status, "received");
    assert.equal(received?.statusSince, at.toISOString());
    const after = (...kinds: EventKind[]) =>
      waitingObjections([recordEntry(draft, 0), ...kinds.map((kind) => eventEntry(id, kind, at))])[0]?.status;
    assert.equal(after("declined"), "declined");
    assert.equal(after("code-requested"), "needs-answer");
    assert.equal(after("code-requested", "received"), "received");
  });
});
