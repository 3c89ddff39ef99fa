import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, describe, it } from "node:test";
import { gatherFacts } from "../../extension/background/facts.ts";
import { HostError, type HostPort } from "../../extension/background/host-port.ts";
import type { HostState } from "../../extension/model/messages.ts";
import { outboxKey, removeEntry } from "../../extension/model/outbox.ts";
import type { Account, CallError, Objection, Standing, Status } from "../../extension/model/protocol.ts";
import { emptyStandings, order, standingAmong, withWaiting } from "../../extension/model/standings.ts";

const anna: Account = { id: "1", platform: "facebook", label: "Anna", emails: ["anna@example.org"] };
const objection = (id: string, status: Status, submittedAt = "2026-11-20T12:00:00.000Z"): Objection => ({
  id,
  formId: "712876720715583",
  platform: "facebook",
  email: "anna@example.org",
  pageUrl: "https://www.facebook.com/help/contact/712876720715583",
  submittedAt,
  recordedAt: submittedAt,
  precision: "instant",
  source: { by: "page" },
  status,
  statusSince: submittedAt,
  statusPrecision: "instant",
});
/** From tests/fixtures/standings.json: statuses and times of objections, newest first, with the resulting standing; the number is an index. */
interface StandingRule {
  sent: [Status, string][];
  standing: [Standing["status"], number?];
  next?: [Status, number];
}
const none: Standing = { accountId: "1", platform: "facebook", email: "anna@example.org", status: "none" };
const day = (id: string, status: Status, date: string): Objection => ({
  ...objection(id, status, `${date}T00:00:00.000Z`),
  precision: "day",
  statusPrecision: "day",
});

describe("the order of standings", () => {
  it("is the host's, as the protocol tells it", () => {
    const file = readFileSync(new URL("../../manifests/protocol.json", import.meta.url), "utf8");
    const { components } = JSON.parse(file) as {
      components: { schemas: { StandingStatus: { enum: string[] } } };
    };
    assert.deepEqual(order, components.schemas.StandingStatus.enum);
  });
});

describe("what waits in this browser", () => {
  const joined = (...waiting: Objection[]) => withWaiting(emptyStandings([anna]), waiting, [anna])[0];

  it("adds to a standing and never hides a better one", () => {
    assert.equal(joined(objection("a", "confirmed"), objection("b", "not-sent"))?.objectionId, "a");
    assert.equal(joined(objection("a", "not-sent"), objection("b", "submitted"))?.objectionId, "b");
  });
  it("takes the newer one of what was sent and what Meta has received, with its address", () => {
    const before: Standing = {
      accountId: "1",
      platform: "facebook",
      email: "old@example.org",
      status: "submitted",
      objectionId: "a",
      since: "2026-11-01T12:00:00.000Z",
      precision: "instant",
    };
    const after = (status: Status, since: string) =>
      withWaiting([before], [{ ...objection("b", status, since), accountId: "1" }], [anna])[0];
    assert.deepEqual(
      ["submitted", "received"].map((status) => after(status as Status, "2026-11-20T12:00:00.000Z")?.objectionId),
      ["b", "b"],
    );
    assert.equal(after("received", "2026-11-20T12:00:00.000Z")?.email, "anna@example.org");
    const older = after("received", "2026-10-20T12:00:00.000Z");
    assert.deepEqual([older?.objectionId, older?.email], ["a", "old@example.org"]);
    assert.equal(after("confirmed", "2026-10-20T12:00:00.000Z")?.email, "anna@example.org");
  });
  it("asks for what needs the person first, also where another objection is the better one", () => {
    assert.deepEqual(joined(objection("a", "overdue"), objection("b", "unsure"))?.next, { objectionId: "b", status: "unsure" });
    assert.equal(joined(objection("a", "confirmed"), objection("b", "unsure"))?.next, undefined);
    assert.equal(joined(objection("a", "confirmed"), objection("b", "needs-answer"))?.next?.objectionId, "b");
  });
});

describe("what waits in this browser and names no account", () => {
  const [one, other]: [Account, Account] = [anna, { ...anna, id: "2", label: "Shop" }];
  const waiting = objection("a", "submitted");
  const standingsWith = (accounts: Account[], ...objections: Objection[]) =>
    withWaiting(emptyStandings(accounts), objections, accounts).map(({ accountId, status }) => [accountId, status]);

  it("is of the one account that has its address", () => {
    assert.deepEqual(standingsWith([one], waiting), [["1", "submitted"]]);
  });
  it("is of its address alone where several accounts have it, as the host decides", () => {
    assert.deepEqual(standingsWith([one, other], waiting, objection("b", "unsure")), [
      ["1", "none"],
      ["2", "none"],
      [undefined, "submitted"],
    ]);
    assert.deepEqual(standingsWith([one, other], { ...waiting, accountId: "2" }), [
      ["1", "none"],
      ["2", "submitted"],
    ]);
  });
});

describe("an account with some of its objections", () => {
  const among = (...objections: Objection[]) => standingAmong(none, objections);

  it("stands as the host says it does, by the same file of rules", () => {
    const file = new URL("../fixtures/standings.json", import.meta.url);
    const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: StandingRule[] };
    for (const { sent, standing, next } of cases) {
      const objections = sent.map(([status, at], index) =>
        at.length === 10 ? day(String(index), status, at) : objection(String(index), status, at),
      );
      const told = among(...objections);
      const place = (id: string | undefined) => (id === undefined ? [] : [Number(id)]);
      assert.deepEqual(
        [[told.status, ...place(told.objectionId)], told.next && [told.next.status, ...place(told.next.objectionId)]],
        [standing, next],
        JSON.stringify(sent),
      );
    }
  });
  it("stands as its best one does", () => {
    assert.equal(among(objection("b", "declined"), objection("a", "confirmed")).objectionId, "a");
    assert.deepEqual(among(), none);
  });
  it("has not objected after a withdrawal, unless it was sent again", () => {
    const before = objection("a", "confirmed", "2026-11-01T12:00:00.000Z");
    const withdrawn = objection("b", "withdrawn", "2026-11-10T12:00:00.000Z");
    assert.equal(among(withdrawn, before).status, "none");
    assert.equal(among(objection("c", "submitted", "2026-11-11T12:00:00.000Z"), withdrawn, before).objectionId, "c");
    assert.equal(among(day("c", "submitted", "2026-11-10"), withdrawn).status, "none");
    assert.equal(among(day("c", "submitted", "2026-11-11"), withdrawn).objectionId, "c");
    // On the same day it isn't known which was first.
    assert.equal(
      among(objection("a", "confirmed", "2026-11-10T12:00:00.000Z"), day("b", "withdrawn", "2026-11-10")).status,
      "none",
    );
  });
});

describe("the facts for a banner", () => {
  const accounts = Array.from({ length: 303 }, (_, index): Account => ({
    id: `account-${String(index)}`,
    platform: "facebook",
    label: "",
    emails: [`p${String(index)}@example.org`],
  }));
  const objections = accounts.map(({ id, emails: [email = ""] }, index) => ({
    ...objection(`objection-${String(index)}`, "confirmed"),
    accountId: id,
    email,
  }));
  const standings = accounts.map(({ id, emails: [email = ""] }, index): Standing => ({
    accountId: id,
    platform: "facebook",
    email,
    status: "confirmed",
    objectionId: `objection-${String(index)}`,
    since: "2026-11-20T12:00:00.000Z",
    precision: "instant",
  }));
  /** What the host answers; it matches at most 50 objections. */
  const answers: Record<string, (params: { id?: string; accountId?: string; email?: string }) => unknown> = {
    "accounts.list": () => ({ accounts }),
    "accounts.standing": () => ({ standings }),
    "contacts.count": () => ({ counts: [] }),
    "objections.get": ({ id }) => ({ objection: objections.find((one) => one.id === id) }),
    "objections.match": ({ accountId, email }) => ({
      objections: objections
        .filter((one) => (accountId ?? one.accountId) === one.accountId && (email ?? one.email) === one.email)
        .slice(0, 50),
    }),
  };
  const connected: HostState = { kind: "connected", version: "1.0.0", age: "same", capabilities: [] };
  let hostState: HostState = connected;
  let write = () => Promise.resolve();
  afterEach(() => {
    hostState = connected;
    write = () => Promise.resolve();
  });
  const factsWith = async (stored: Record<string, unknown>) => {
    const local = {
      get: (keys: unknown) => Promise.resolve(keys === null ? stored : { ...(keys as object), ...stored }),
      set: () => write(),
    };
    Object.assign(globalThis, { chrome: { storage: { local } } });
    const host = {
      call: (method: string, params: object) => Promise.resolve(answers[method]?.(params)),
    } as unknown as Pick<HostPort, "call">;
    try {
      return await gatherFacts(host, () => hostState, { platform: "facebook" });
    } finally {
      Reflect.deleteProperty(globalThis, "chrome");
    }
  };

  /** The host's state in the facts while it answers a method with an error. */
  const hostWhere = async (method: string, kind: CallError["kind"]): Promise<HostState> => {
    const known = answers[method];
    answers[method] = () => Promise.reject(new HostError({ kind }));
    const { host } = await factsWith({});
    if (known) answers[method] = known;
    else Reflect.deleteProperty(answers, method);
    return host;
  };

  it("say why the program can't tell what is recorded, be it too old or its file damaged, but not for less than that", async () => {
    for (const error of ["method-not-found", "store-corrupt", "store-unavailable", "internal-error", "host-missing"] as const) {
      for (const method of ["accounts.list", "accounts.standing", "objections.match", "objections.get"])
        assert.deepEqual(await hostWhere(method, error), { kind: "failed", error }, method);
      assert.equal((await hostWhere("contacts.count", error)).kind, "connected");
    }
  });
  it("are not wrong for an objection that was erased meanwhile", async () => {
    assert.equal((await hostWhere("objections.get", "not-found")).kind, "connected");
  });
  it("know what there is without the program while the browser finds none", async () => {
    hostState = { kind: "missing", everSeen: true };
    assert.deepEqual(await hostWhere("accounts.standing", "host-missing"), hostState);
  });
  it("are told also where the browser can't write", async () => {
    write = () => Promise.reject(new Error("the disk is full"));
    assert.deepEqual((await factsWith({})).accounts, accounts);
  });
  it("know the objection of every account, however many there are", async () => {
    const facts = await factsWith({});
    const known = new Set(facts.objections.map(({ id }) => id));
    assert.deepEqual(
      facts.standings.filter(({ objectionId = "" }) => !known.has(objectionId)),
      [],
    );
  });
  it("don't give one account what two with the same address may have sent", async () => {
    const [mine, twin] = [accounts[301], { ...accounts[301], id: "twin" }] as [Account, Account];
    accounts.push(twin);
    const [email = ""] = mine.emails;
    objections.push({ ...objection("of-either", "received", "2026-11-21T12:00:00.000Z"), email } as (typeof objections)[number]);
    const facts = await factsWith({ [outboxKey(1, "r")]: removeEntry("objection-301", Date.now() + 60_000) });
    accounts.pop();
    objections.pop();
    assert.equal(facts.standings.find(({ accountId }) => accountId === mine.id)?.status, "none");
  });
  it("leave out what is being erased, and what is left of its account still stands", async () => {
    const { objectionId, ...old } = { ...standings[302], objectionId: "older" };
    objections.push({ ...objection(objectionId, "confirmed", "2025-11-20T12:00:00.000Z"), accountId: "account-302" });
    const facts = await factsWith({ [outboxKey(1, "r")]: removeEntry("objection-302", Date.now() + 60_000) });
    const standing = facts.standings.find(({ accountId }) => accountId === "account-302");
    assert.equal(standing?.objectionId, "older");
    assert.equal(standing.status, old.status);
    assert.equal(facts.standings.length, 303);
  });
});
