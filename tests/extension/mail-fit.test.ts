import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sentAt, whyFitsNone } from "../../extension/model/mail-fit.ts";
import type { MailMessage } from "../../extension/model/protocol.ts";

const now = new Date("2026-11-29T12:00:00.000Z");
const mail = (date: string | undefined, suspicious: MailMessage["suspicious"] = []): MailMessage =>
  ({ ...(date === undefined ? {} : { date }), suspicious }) as MailMessage;

describe("an e-mail that fits no objection", () => {
  it("was sent at its date, unless that hasn't come", () => {
    assert.equal(sentAt(mail("2025-05-04T08:00:00.000Z"), now), "2025-05-04T08:00:00.000Z");
    assert.equal(sentAt(mail("2026-11-29T12:09:00.000Z"), now), "2026-11-29T12:09:00.000Z", "clocks differ");
    assert.equal(sentAt(mail("2026-11-29T12:11:00.000Z"), now), undefined);
    assert.equal(sentAt(mail("2099-11-01T09:05:00.000Z"), now), undefined);
    assert.equal(sentAt(mail(undefined), now), undefined);
  });

  it("is told with what leaves it open", () => {
    assert.equal(whyFitsNone(mail("2025-05-04T08:00:00.000Z"), now), "mailFitsNone");
    assert.equal(whyFitsNone(mail(undefined, ["forwarded"]), now), "mailFitsNone");
    assert.equal(whyFitsNone(mail("2025-05-04T08:00:00.000Z", ["many-recipients"]), now), "mailManyRecipients");
    assert.equal(whyFitsNone(mail("2099-11-01T09:05:00.000Z", ["many-recipients"]), now), "mailDatedAhead");
  });
});
