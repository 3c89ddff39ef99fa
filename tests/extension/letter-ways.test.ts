import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authorityFor, countries, regionsOf } from "../../extension/model/authorities.ts";
import { waysTo } from "../../extension/model/letter-ways.ts";

const ways = (country: string, region?: string) => {
  const authority = authorityFor(country, region);
  assert.ok(authority, country);
  return waysTo(authority);
};

describe("the ways to send a complaint", () => {
  it("are one or two for every authority, and never by e-mail where it can't be taken", () => {
    for (const country of countries)
      for (const region of [undefined, ...regionsOf(country).map(({ code }) => code)]) {
        const found = ways(country, region);
        assert.ok(found.length === 1 || found.length === 2, country);
        const authority = authorityFor(country, region);
        if (!authority?.email) assert.ok(!found.includes("mail") && !found.includes("certified-mail"), country);
      }
  });

  it("follow what each authority takes", () => {
    assert.deepEqual(ways("DE", "DE-BY"), ["form", "mail"]);
    assert.deepEqual(ways("NL"), ["form", "post"], "it has no e-mail address for complaints");
    assert.deepEqual(ways("ES"), ["form"], "it takes its own form only");
    assert.deepEqual(ways("IT"), ["form", "certified-mail"]);
    assert.deepEqual(ways("BG"), ["form", "post"], "its e-mail wants a qualified signature");
    assert.deepEqual(ways("HU"), ["mail", "post"], "no page for complaints is known");
  });
});
