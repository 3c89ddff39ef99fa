import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accountRows, answerOf } from "../../extension/model/overview.ts";
import { eventEntry, recordEntry, waitingObjections } from "../../extension/model/outbox.ts";
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
  status,
  statusSince: "2026-11-22T12:00:00.000Z",
});

describe("the popup's answer", () => {
  it("begins with a start", () => {
    assert.deepEqual(answerOf([]), { kind: "start" });
  });
  it("puts what needs the person first", () => {
    const accounts = [account("1", "a@x.org"), account("2", "b@x.org"), account("3", "c@x.org")];
    const rows = accountRows(accounts, [objection("a@x.org", "confirmed"), objection("C@x.org", "overdue")]);
    assert.deepEqual(
      rows.map((row) => row.objection?.status),
      ["overdue", undefined, "confirmed"],
    );
    assert.deepEqual(answerOf(rows), { kind: "act", count: 1 });
  });
  it("says until when an e-mail should have come", () => {
    const rows = accountRows([], [objection("a@x.org", "received")]);
    assert.deepEqual(answerOf(rows), { kind: "wait", count: 1, until: "2026-11-24T12:00:00.000Z" });
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
  });
});
