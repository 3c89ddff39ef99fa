import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { Ajv } from "ajv";
import { addressesOf, isCompleteAddress, isSameAddress, judgeAddress } from "../../extension/model/email.ts";
import { relayOf, slipOf } from "../../extension/model/mailboxes.ts";
import type { Account, Platform } from "../../extension/model/protocol.ts";
import mailboxes from "../../manifests/mailboxes.json";
import { holds } from "../fixtures/holds.ts";
import { writeTable } from "../table.ts";
import table from "./addresses.json";

/** Rows of an address, what is said about it to someone without an account, and what is suggested instead. */
const groups: Record<string, string[][]> = table;
let nextId = 0;
const account = (emails: string[], platform: Platform = "facebook"): Account => ({
  id: String(nextId++),
  platform,
  label: "",
  emails,
});
const judge = (text: string, accounts: Account[] = []) => judgeAddress(text, accounts, "facebook");

const mailDomains = [
  ...Object.values(mailboxes.providers).flat(),
  ...Object.entries(mailboxes.families).flatMap(([name, endings]) => endings.map((ending) => `${name}.${ending}`)),
];
const knownDomains = new Set([...mailDomains, ...mailboxes.neighbours]);

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
/** Whether an ending is a country's code today: neither a former one (RH, TP) nor one that is only reserved (TA). */
const isCountry = (ending: string): boolean => {
  const code = ending.toUpperCase();
  const isCode = code.length === 2 && code !== "TA" && regions.of(code) !== undefined;
  return isCode && new Intl.Locale(`und-${code}`).region === code;
};

const swappedAt = (text: string, at: number): string =>
  `${text.slice(0, at)}${text.charAt(at + 1)}${text.charAt(at)}${text.slice(at + 2)}`;

describe("an address in the form", () => {
  const right = new Map<string, number>();
  after(() => {
    const rows = Object.entries(groups).map(([group, { length }]) => [
      group,
      length,
      right.get(group) ?? 0,
      length - (right.get(group) ?? 0),
    ]);
    writeTable("addresses", ["Addresses", "all", "right", "wrong"], rows);
  });

  for (const [group, rows] of Object.entries(groups))
    it(`is judged rightly: ${group}`, () => {
      for (const [address = "", kind, suggestion] of rows) {
        const verdict = judge(address);
        assert.deepEqual([verdict.kind, "suggestion" in verdict ? verdict.suggestion : undefined], [kind, suggestion], address);
        assert.ok(isCompleteAddress(address) || kind === "malformed", address);
        right.set(group, (right.get(group) ?? 0) + 1);
      }
    });

  it("is never called a slip at any provider of any country", () => {
    for (const domain of knownDomains) assert.equal(judge(`anna@${domain}`).kind, "no-account", domain);
  });

  it("is a slip wherever two neighbouring letters of a provider's domain are swapped, unless that is another domain", () => {
    for (const domain of mailDomains.filter(({ length }) => length >= 7)) {
      const end = /^[^.]+\.(?:com|net|org|[a-z]{2})$/.test(domain) ? domain.length - 1 : domain.indexOf(".");
      for (let at = 0; at < end; at++) {
        const typed = swappedAt(domain, at);
        const isOtherEnding = at > domain.indexOf(".") && isCountry(typed.slice(domain.indexOf(".") + 1));
        if (typed === domain || knownDomains.has(typed) || isOtherEnding) continue;
        const verdict = judge(`anna@${typed}`);
        assert.equal("suggestion" in verdict ? verdict.suggestion : verdict.kind, `anna@${domain}`, typed);
      }
    }
  });

  it("is not called another one while it is still being typed", () => {
    for (const domain of knownDomains)
      for (let length = 1; length < domain.length; length++) {
        const typed = `anna@${domain.slice(0, length)}`;
        const verdict = judge(typed);
        const suggestion = "suggestion" in verdict ? (verdict.suggestion ?? typed) : typed;
        assert.ok(suggestion.startsWith(typed) || typed.startsWith(suggestion), `${typed}: ${suggestion}`);
      }
  });

  it("says which part is the slip", () => {
    assert.deepEqual(judge(" Anna@GMIAL.com "), {
      kind: "slip",
      domain: "gmial.com",
      intended: "gmail.com",
      suggestion: "Anna@gmail.com",
    });
  });

  it("is no slip where nothing or only an ending is written", () => {
    for (const text of ["", "anna", "anna@", "anna@con", "con"]) assert.equal(slipOf(text), undefined, text);
  });

  it("is never a slip if it is the person's own, on whichever platform, nor at the domain of an own one", () => {
    const own = [account(["anna@gmial.com"]), account(["ilse@gmai.com"], "instagram")];
    assert.deepEqual(judge("Anna@gmial.com", own), { kind: "own" });
    assert.equal(judge("ilse@gmai.com", own).kind, "foreign");
    assert.equal(judge("bert@gmial.com", own).kind, "foreign");
    assert.equal(judge("anna@gmal.com", own).kind, "slip");
  });
});

describe("the person's own addresses", () => {
  it("are judged on the form's platform alone", () => {
    const own = [account(["anna@example.org"])];
    assert.deepEqual(judge("ANNA@example.org", own), { kind: "own" });
    assert.deepEqual(judge("b@example.net", own), { kind: "foreign", own: ["anna@example.org"] });
    assert.deepEqual(judgeAddress("b@example.net", own, "instagram"), { kind: "no-account" });
  });

  it("are suggested for an empty or hopeless field only if there is one", () => {
    const one = [account(["anna@example.org"])];
    const two = [...one, account(["ilse@example.net"])];
    for (const empty of ["", "  ", "\u200b", "\u00a0"]) {
      assert.deepEqual(judge(empty, one), { kind: "missing" });
    }
    assert.deepEqual(judge("anna@", one), { kind: "malformed", own: ["anna@example.org"] });
    assert.deepEqual(judge("anna@", two), { kind: "malformed", own: [] });
  });

  it("give way to what was typed where that can be mended", () => {
    const own = [account(["anna@example.org"])];
    assert.deepEqual(judge("ilse@example,net", own), { kind: "malformed", suggestion: "ilse@example.net", own: [] });
    assert.deepEqual(judge("anna@example\u200b.org", own), { kind: "malformed", suggestion: "anna@example.org", own: [] });
  });

  it("are offered in the order of their likeness", () => {
    const emails = ["one@example.net", "bert@example.net", "carla@example.org", "anna@mail.example.net", "anna@example.org"];
    const own = [account(emails)];
    const offered = (text: string): string[] => {
      const verdict = judge(text, own);
      return verdict.kind === "foreign" ? verdict.own.slice(0, 3) : [];
    };
    assert.deepEqual(offered("dora@example.com"), ["one@example.net", "bert@example.net", "carla@example.org"]);
    assert.deepEqual(offered("dora@example.org"), ["carla@example.org", "anna@example.org", "one@example.net"]);
    assert.deepEqual(offered("anna@example.com"), ["anna@mail.example.net", "anna@example.org", "one@example.net"]);
    assert.deepEqual(offered("berta@example.net"), ["bert@example.net", "one@example.net", "carla@example.org"]);
    assert.equal(offered("Carla+meta@example.com")[0], "carla@example.org");
  });

  it("are each listed once, in the order of the accounts", () => {
    const own = [
      account(["b@example.org", "B@example.org"]),
      account(["x@example.net"], "instagram"),
      account(["a@example.org"]),
    ];
    assert.deepEqual(addressesOf(own, "facebook"), ["b@example.org", "a@example.org"]);
  });
});

describe("two addresses", () => {
  it("are the same without capital letters and without what can't be seen", () => {
    for (const other of [
      " Anna@Example.ORG\n",
      "an\u00adna@example.org",
      "\ufeffanna@example.org",
      "anna@exam\u200bple.org",
      "anna@example.org\u00a0",
    ])
      assert.ok(isSameAddress("anna@example.org", other), JSON.stringify(other));
  });

  it("are the same in every way of writing a domain", () => {
    holds(isSameAddress("anna@m\u00fcller.example", "anna@xn--mller-kva.example"));
    holds(isSameAddress("anna@m\u00fcller.example", "anna@MU\u0308LLER.example"));
    holds(isSameAddress("j\u00fcrgen@example.org", "ju\u0308rgen@example.org"));
    holds(!isSameAddress("anna@m\u00fcller.example", "anna@muller.example"));
  });

  it("are not the same with a tag, a dot or another domain: Meta knows only the one that it was given", () => {
    for (const other of ["anna+meta@gmail.com", "an.na@gmail.com", "anna@googlemail.com", "anna", ""])
      assert.ok(!isSameAddress("anna@gmail.com", other), other);
  });
});

describe("a forwarding address", () => {
  it("is named by its service, also in subdomains, and nothing else is", () => {
    for (const [service, domains] of Object.entries(mailboxes.relays))
      for (const domain of domains)
        for (const host of [domain, `anna.${domain}`, domain.toUpperCase()]) assert.equal(relayOf(`anna@${host}`), service, host);
    for (const domain of ["example.org", "notduck.com", "duck.com.example.org", "icloud.com", "firefox.com", "startmail.com"])
      assert.equal(relayOf(`anna@${domain}`), undefined, domain);
  });

  it("is named with what is said of the address", () => {
    const own = [account(["anna@duck.com"])];
    const relay = "DuckDuckGo Email Protection";
    assert.deepEqual(judge("anna@duck.com"), { kind: "no-account", relay });
    assert.deepEqual(judge("anna@duck.com", own), { kind: "own", relay });
    assert.deepEqual(judge("b@duck.com", own), { kind: "foreign", own: ["anna@duck.com"], relay });
  });
});

describe("the list of mailboxes", () => {
  it("keeps to its schema", () => {
    const schema = JSON.parse(readFileSync(new URL("../../manifests/mailboxes.schema.json", import.meta.url), "utf8")) as object;
    const ajv = new Ajv({ strict: false });
    assert.ok(ajv.validate(schema, mailboxes), ajv.errorsText());
  });

  it("knows mailboxes of every country of the European Economic Area, Switzerland and the United Kingdom", () => {
    const union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
    const countries = `${union} CH GB IS LI NO`.split(" ").sort();
    assert.deepEqual(
      Object.keys(mailboxes.providers)
        .filter((name) => name !== "everywhere")
        .sort(),
      countries,
    );
  });

  it("says one thing of each domain and ending", () => {
    const endings = Object.values(mailboxes.endings).flat();
    const all = [...mailDomains, ...mailboxes.neighbours, ...Object.values(mailboxes.slips).flat(), ...endings];
    assert.deepEqual(
      all.filter((name, index) => all.indexOf(name) !== index),
      [],
    );
    for (const meant of Object.keys(mailboxes.slips)) assert.ok(mailDomains.includes(meant), meant);
    for (const ending of Object.keys(mailboxes.endings)) assert.ok(!endings.includes(ending), ending);
  });

  it("corrects no ending that is a country's", () => {
    for (const ending of Object.values(mailboxes.endings).flat()) assert.ok(!isCountry(ending), ending);
  });
});
