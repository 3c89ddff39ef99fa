import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withAccount, withWaitingChanges } from "../../extension/background/person.ts";
import type { OutboxEntry } from "../../extension/model/outbox.ts";
import { accountsOf, isNameAlone, newPerson, peopleOf } from "../../extension/model/people.ts";
import type { Account } from "../../extension/model/protocol.ts";
import "../web-crypto.ts";

const account = (id: string, platform: Account["platform"], label: string, ...emails: string[]): Account => ({
  id,
  platform,
  label,
  emails,
});
const annas = account("1", "facebook", "Anna", "anna@example.org", "anna.work@example.org");
const annasInstagram = { ...account("2", "instagram", "Anna", "anna@example.net"), accountsCenter: "Anna" };
const bens = account("3", "instagram", "Ben");
const [anna, ben] = [
  {
    name: "Anna",
    emails: { facebook: "anna@example.org", instagram: "anna@example.net" },
    sameAccountsCenter: true,
    ids: { facebook: "1", instagram: "2" },
  },
  { name: "Ben", emails: { facebook: "", instagram: "" }, sameAccountsCenter: false, ids: { instagram: "3" } },
];

describe("the people of the welcome page", () => {
  it("are those whose names the accounts have, each with one account on a site", () => {
    const others = [account("4", "facebook", "Anna", "other@example.org"), account("5", "whatsapp", "Cleo", "cleo@example.org")];
    assert.deepEqual(peopleOf([annas, annasInstagram, bens, ...others]), [anna, ben]);
    assert.deepEqual(peopleOf([]), []);
  });

  it("keep their accounts, and further addresses of them, when they are saved", () => {
    assert.deepEqual(accountsOf(anna, [annas, annasInstagram, bens]), [{ ...annas, accountsCenter: "Anna" }, annasInstagram]);
    assert.deepEqual(accountsOf(ben, [annas, annasInstagram, bens]), [bens]);
    const without = { ...anna, emails: { facebook: " ", instagram: " anna@example.com " }, sameAccountsCenter: false };
    assert.deepEqual(accountsOf(without, [annas, annasInstagram]), [
      { ...annas, emails: ["anna.work@example.org"] },
      account("2", "instagram", "Anna", "anna@example.com"),
    ]);
  });

  it("have an address once, also when the second becomes the first", () => {
    const swapped = { ...anna, emails: { facebook: "Anna.Work@example.org", instagram: "" }, ids: { facebook: "1" } };
    assert.deepEqual(
      accountsOf(swapped, [annas]).map(({ emails }) => emails),
      [["Anna.Work@example.org"]],
    );
  });

  it("keep an address that they have while another is typed, and lose nothing else by it", () => {
    const halfway = { ...anna, name: "Anne", emails: { facebook: "anne@", instagram: "anne@example.net" } };
    assert.deepEqual(accountsOf(halfway, [annas, annasInstagram]), [
      { ...annas, label: "Anne", accountsCenter: "Anne" },
      { ...annasInstagram, label: "Anne", emails: ["anne@example.net"], accountsCenter: "Anne" },
    ]);
    const started = { ...newPerson(), name: "Cleo", emails: { facebook: "cleo", instagram: "" } };
    assert.deepEqual(accountsOf(started, []), []);
    assert.deepEqual(started.ids, {});
  });

  it("are asked for an address where they have a name alone", () => {
    assert.deepEqual(
      [{ ...newPerson(), name: "Cleo" }, newPerson(), { ...newPerson(), name: "Cleo", ids: { instagram: "3" } }, anna].map(
        isNameAlone,
      ),
      [true, false, false, false],
    );
  });

  it("get an account for each address that they give, and for no other", () => {
    const cleo = { ...newPerson(), name: " Cleo ", emails: { facebook: "", instagram: "cleo@example.org" } };
    const [made, ...others] = accountsOf(cleo, [annas]);
    assert.deepEqual(others, []);
    assert.match(made?.id ?? "", /^[\da-f-]{36}$/u);
    assert.deepEqual(made, account(made?.id ?? "", "instagram", "Cleo", "cleo@example.org"));
    assert.deepEqual(accountsOf(newPerson(), []), []);
  });
});

describe("accounts", () => {
  it("are changed in their place, and added at the end", () => {
    const changed = { ...annas, emails: ["anna@example.com"] };
    assert.deepEqual(withAccount([annas, bens], changed), [changed, bens]);
    assert.deepEqual(withAccount([annas], bens), [annas, bens]);
  });

  it("are as the person left them, whatever waits for the host", () => {
    const changed = { ...bens, emails: ["ben@example.org"] };
    const entries: OutboxEntry[] = [
      { method: "accounts.save", params: { account: changed }, heldUntil: 0 },
      { method: "accounts.remove", params: { id: annas.id }, heldUntil: 0 },
      { method: "drafts.remove", params: { id: bens.id }, heldUntil: 0 },
    ];
    assert.deepEqual(withWaitingChanges([annas, annasInstagram, bens], entries), [annasInstagram, changed]);
    assert.deepEqual(withWaitingChanges([annas], []), [annas]);
  });
});
