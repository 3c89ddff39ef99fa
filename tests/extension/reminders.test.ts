import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import type { HostPort } from "../../extension/background/host-port.ts";
import { lookAtDeadlines, planReminders } from "../../extension/background/reminders.ts";
import type { Objection, Standing } from "../../extension/model/protocol.ts";

const overdue = (id: string): Standing => ({
  accountId: id,
  platform: "facebook",
  email: "anna@example.org",
  status: "overdue",
  objectionId: id,
  next: { objectionId: id, status: "overdue" },
});

describe("the reminders of what is overdue", () => {
  let stored: { reminders: boolean; reminded: string[] };
  let shown: string[];
  let words: string[];
  /** When the objections were sent. */
  let sent: Pick<Objection, "submittedAt" | "precision">;
  /** The objections that the host doesn't return. */
  let silent: string[];
  const standings = ["a", "b", "c"].map(overdue);

  const answers: Record<string, (params: { id?: string }) => unknown> = {
    "accounts.standing": () => ({ standings }),
    "objections.list": () => ({ objections: [] }),
    "objections.get": ({ id = "" }) => {
      if (silent.includes(id)) throw new Error("not answered");
      return { objection: { status: "overdue", ...sent } };
    },
  };
  const host = {
    call: async (method: string, params: { id?: string }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return answers[method]?.(params);
    },
  } as unknown as HostPort;

  beforeEach(() => {
    [stored, shown, words, silent] = [{ reminders: true, reminded: [] }, [], [], []];
    sent = { submittedAt: "2026-10-01T12:00:00.000Z", precision: "instant" };
    const nothing = () => Promise.resolve();
    const chrome = {
      storage: {
        local: {
          get: () => Promise.resolve({ ...stored }),
          set: (values: object) => Promise.resolve(Object.assign(stored, values)),
        },
        session: { get: () => Promise.resolve({}) },
      },
      permissions: { contains: () => Promise.resolve(true) },
      notifications: {
        create: (id: string, { message }: { message: string }) => {
          words.push(message);
          return Promise.resolve(shown.push(id));
        },
      },
      action: { setBadgeText: nothing, setBadgeBackgroundColor: nothing, setBadgeTextColor: nothing, setTitle: nothing },
      i18n: { getMessage: (key: string, values: string[] = []) => (key === "locale" ? "en-GB" : [key, ...values].join(" ")) },
      runtime: { getURL: (path: string) => path },
    };
    Object.assign(globalThis, { chrome });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("come once, also where the deadlines are looked at twice at a time", async () => {
    await Promise.all([lookAtDeadlines(host), lookAtDeadlines(host)]);
    assert.deepEqual(shown, ["a", "b", "c"]);
  });

  it("name the day that the person entered, also west of Greenwich", async () => {
    process.env["TZ"] = "America/Martinique";
    sent = { submittedAt: "2026-10-01T00:00:00.000Z", precision: "day" };
    await lookAtDeadlines(host);
    assert.equal(words[0], "reminderOverdue 1\u00a0October\u00a02026");
  });

  it("don't come again where the host tells nothing of one of them, which comes later", async () => {
    silent = ["c"];
    await lookAtDeadlines(host);
    assert.deepEqual(
      [shown, stored.reminded],
      [
        ["a", "b"],
        ["a/overdue", "b/overdue"],
      ],
    );
    silent = [];
    await lookAtDeadlines(host);
    assert.deepEqual(shown, ["a", "b", "c"]);
  });
});

describe("the look at the deadlines every hour", () => {
  const planned = new Map<string, number>();
  /** When the next check is, if the browser starts the background page at this time. */
  const nextAfter = async (time: string): Promise<string> => {
    mock.method(Date, "now", () => Date.parse(`2026-11-28T${time}Z`));
    await planReminders();
    return new Date([...planned.values()][0] ?? 0).toISOString().slice(11, 19);
  };

  beforeEach(() => {
    planned.clear();
    const alarms = {
      get: (name: string) => Promise.resolve(planned.has(name) ? { name } : undefined),
      create: (name: string, { when }: { when: number }) => Promise.resolve(planned.set(name, when)),
    };
    Object.assign(globalThis, { chrome: { alarms } });
  });
  afterEach(() => {
    mock.restoreAll();
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("keeps its time however often the background page starts", async () => {
    for (const time of ["12:20:00", "12:20:01", "12:45:00", "12:59:59"]) assert.equal(await nextAfter(time), "13:00:00");
  });

  it("is not put off by an update, which takes the alarm away", async () => {
    for (const time of ["12:20:00", "12:45:00", "12:59:59"]) {
      planned.clear();
      assert.equal(await nextAfter(time), "13:00:00");
    }
  });
});
