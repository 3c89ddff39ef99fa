import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { ValidateFunction } from "ajv";
import { maxInCall } from "../../extension/background/watched-sites.ts";
import { maxEvidence, maxPiece, toBase64 } from "../../extension/model/mail-pieces.ts";
import { addEventEntry, eventDraft, recordEntry } from "../../extension/model/outbox.ts";
import "../web-crypto.ts";
import { Host } from "./host.ts";
import { ajv, methodNamed, paramsOf, protocol, resultSchema, type Method } from "./manifest.ts";

/** The parameters' schema of a method. */
function paramsSchema(method: Method): ValidateFunction {
  const text = JSON.stringify({
    type: "object",
    additionalProperties: false,
    required: method.params.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(method.params.map(({ name, schema: own }) => [name, own])),
  });
  return ajv.compile(JSON.parse(text.replaceAll('"#/', '"protocol#/')) as object);
}

const objection = {
  id: crypto.randomUUID(),
  formId: "712876720715583",
  platform: "facebook" as const,
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/help/contact/712876720715583",
  submittedAt: new Date().toISOString(),
};

describe("the protocol", () => {
  let host: Host;
  before(() => {
    host = new Host();
  });
  after(() => {
    host.end();
  });

  for (const method of protocol.methods)
    for (const example of method.examples)
      it(`${method.name}: ${example.name}`, async () => {
        const params = paramsOf(example);
        const valid = paramsSchema(method);
        assert.ok(valid(params), ajv.errorsText(valid.errors));
        const { result, error } = await host.call(method.name, params);
        const isResult = resultSchema(method);
        assert.ok(isResult(result), `${JSON.stringify(error)} ${ajv.errorsText(isResult.errors)}`);
        for (const { name } of method.params.filter(({ required }) => required)) {
          const without = Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
          const refused = await host.call(method.name, without);
          assert.equal(refused.error?.data.kind, "invalid-params", `${method.name} without ${name}`);
          assert.equal(refused.error.code, protocol.components.errors["invalid-params"]?.code);
        }
      });

  /** Makes the longest call that the extension makes, then one that is longer by one: only that is too long. */
  const isLongest = async (name: string, path: string, params: (surplus: 0 | 1) => unknown) => {
    const valid = paramsSchema(methodNamed(name));
    assert.ok(valid(params(0)), ajv.errorsText(valid.errors));
    const { error } = await host.call(name, params(0));
    assert.equal(error, undefined, JSON.stringify(error));
    const refused = await host.call(name, params(1));
    assert.deepEqual(refused.error?.data, { kind: "invalid-params", path, reason: refused.error?.data["reason"] });
    assert.match(String(refused.error?.data["reason"]), /^too-(?:long|many)$/u);
  };
  const base64 = (length: number) => toBase64(new Uint8Array(length));

  it("takes pieces of a file as long as the extension sends them, and no longer", async () => {
    await isLongest("mail.read", "bytes", (surplus) => ({ bytes: base64(maxPiece + surplus) }));
    const piece = { importId: crypto.randomUUID(), number: 0, isLast: true };
    await isLongest("history.import", "bytes", (surplus) => ({ ...piece, bytes: base64(maxPiece + surplus) }));
  });

  it("takes an e-mail as evidence as long as the extension keeps it, and no longer", async () => {
    await host.call("objections.record", { objection });
    await isLongest("objections.addEvent", "event.evidence", (surplus) => ({
      objectionId: objection.id,
      event: {
        id: crypto.randomUUID(),
        kind: "note",
        at: new Date().toISOString(),
        evidence: base64(maxEvidence + surplus),
      },
    }));
  });

  it("takes items by others as many as the extension sends, and no more", async () => {
    const item = (index: number) => ({
      platform: "facebook",
      url: `https://www.facebook.com/photo.php?fbid=${String(70_000 + index)}`,
      contact: { name: "Tom" },
      kind: "photo",
      seenOn: "page",
    });
    await isLongest("tagged.record", "items", (surplus) => ({
      items: Array.from({ length: maxInCall + surplus }, (_, index) => item(index)),
    }));
  });

  it("is kept by what the extension puts into its outbox", () => {
    const event = eventDraft("received", new Date(), "Thanks.");
    for (const entry of [recordEntry(objection, 0), addEventEntry(objection.id, event)]) {
      const valid = paramsSchema(methodNamed(entry.method));
      assert.ok(valid(entry.params), ajv.errorsText(valid.errors));
    }
  });
});
