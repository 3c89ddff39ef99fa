import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { maxEvidence } from "../../extension/model/mail-pieces.ts";
import { answersForm, byTrustAndDate, isDenied, trustLines } from "../../extension/model/mail-trust.ts";
import type { MailMessage } from "../../extension/model/protocol.ts";
import { relays } from "../../manifests/mailboxes.json";
import order from "../fixtures/mail-order.json" with { type: "json" };
import { holds } from "../fixtures/holds.ts";

const mail = (more: Partial<MailMessage>): MailMessage =>
  ({
    start: 0,
    bytes: 9_000,
    from: "case++aaaa@support.facebook.com",
    subject: "Your objection",
    date: "2025-05-04T08:00:00Z",
    authentication: "provider",
    isService: true,
    kind: "confirmation",
    sentence: "We will honour your objection.",
    words: "We will honour your objection.",
    suspicious: [],
    links: [],
    ...more,
  }) as MailMessage;

const keys = (more: Partial<MailMessage>) => trustLines(mail(more)).map(({ key }) => key);

describe("what is said of an e-mail's origin", () => {
  it("is who says that it is Meta's", () => {
    assert.deepEqual(keys({}), ["mailByProvider"]);
    assert.deepEqual(keys({ authentication: "signed" }), ["mailSigned"]);
    assert.deepEqual(keys({ authentication: "signed", isKeyAdded: true }), ["mailSignedAddedKey"]);
    assert.deepEqual(keys({ authentication: "fail" }), ["mailWrongSignature"]);
    assert.deepEqual(keys({ authentication: "none", suspicious: ["forwarded"] }), [
      "mailUnchecked",
      "mailNeedsOriginal",
      "mailForwarded",
    ]);
    assert.deepEqual(keys({ authentication: "none", from: "" }), ["mailUnchecked", "mailNeedsOriginal"]);
  });

  it("is no praise where other people's words may stand in it", () => {
    assert.deepEqual(keys({ isService: false }), ["mailOthersWords"]);
    assert.deepEqual(keys({ isService: false, authentication: "signed" }), ["mailOthersWords"]);
  });

  it("is that a service passed it on, and that it is somebody else's", () => {
    const [name, domains] = Object.entries(relays)[0] as [string, string[]];
    const relayed = trustLines(mail({ authentication: "none", from: `x@${domains[0] ?? ""}`, suspicious: ["alias"] }));
    assert.deepEqual(relayed, [{ key: "mailUnchecked" }, { key: "mailAlias", value: name }]);
    assert.deepEqual(trustLines(mail({ addressedTo: "bob@example.org" })).at(-1), {
      key: "mailToOther",
      value: "bob@example.org",
    });
  });

  it("is that it is too long to be kept whole, whatever else is said", () => {
    const long = { bytes: maxEvidence + 1 };
    const [, domains] = Object.entries(relays)[0] as [string, string[]];
    const relayed = { authentication: "none", from: `x@${domains[0] ?? ""}`, suspicious: ["alias"] } as const;
    const keyless = {
      authentication: "none",
      suspicious: ["key-unknown"],
      keyName: "a._domainkey.support.facebook.com",
    } as const;
    for (const more of [{}, { authentication: "fail" } as const, { isService: false }, relayed, keyless].map(
      (one) => one as Partial<MailMessage>,
    )) {
      assert.equal(keys({ ...more, ...long }).at(-1), "mailCut");
      holds(!keys({ ...more, bytes: maxEvidence }).includes("mailCut"));
    }
  });
});

describe("an e-mail", () => {
  it("is not Meta's where it was sent by somebody else, or failed the check of its sender", () => {
    for (const reason of [
      "sender-not-meta",
      "lookalike-domain",
      "several-senders",
      "provider-denies",
      "signed-by-other",
      "signature-failed",
    ] as const)
      assert.equal(isDenied(mail({ authentication: "none", suspicious: [reason] })), true, reason);
    assert.equal(isDenied(mail({ authentication: "fail" })), true);
  });

  it("may be Meta's where something in it is odd, as after a scanner that rewrites links, or can't be told", () => {
    for (const reason of ["link-elsewhere", "reply-elsewhere", "forwarded", "key-unknown", "signature-differs"] as const)
      assert.equal(isDenied(mail({ authentication: "none", suspicious: [reason] })), false, reason);
  });

  it("answers a form where Meta sent it from such an address", () => {
    assert.equal(answersForm(mail({ answersForm: true })), true);
    assert.equal(answersForm(mail({ answersForm: true, authentication: "none" })), false);
    assert.equal(answersForm(mail({})), false);
  });

  it("comes before others by how well it is known to be Meta's and to confirm", () => {
    const ranked = order.map((row) => mail({ isCertain: false, isService: false, ...(row as Partial<MailMessage>) }));
    assert.deepEqual([...ranked].reverse().sort(byTrustAndDate), ranked);
  });
});

it("an e-mail that is known to be Meta's is shown before newer ones that aren't", () => {
  const metas = mail({ date: "2025-05-04T08:00:00Z" });
  const older = mail({ date: "2025-05-01T08:00:00Z" });
  const others = mail({ authentication: "none", date: "2025-06-04T08:00:00Z" });
  assert.deepEqual([others, older, metas].sort(byTrustAndDate), [metas, older, others]);
});
