import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { HostPort } from "../../extension/background/host-port.ts";
import { lookAtDeadlines } from "../../extension/background/reminders.ts";
import type { Standing } from "../../extension/model/protocol.ts";

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
  /** The objections of which the host doesn't tell. */
  let silent: string[];
  const standings = ["a", "b", "c"].map(overdue);

  const answers: Record<string, (params: { id?: string }) => unknown> = {
    "accounts.standing": () => ({ standings }),
    "objections.list": () => ({ objections: [] }),
    "objections.get": ({ id = "" }) => {
      if (silent.includes(id)) throw new Error("not answered");
      return { objection: { status: "overdue", submittedAt: "2026-10-01T12:00:00.000Z" } };
    },
  };
  const host = {
    call: async (method: string, params: { id?: string }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return answers[method]?.(params);
    },
  } as unknown as HostPort;

  beforeEach(() => {
    [stored, shown, silent] = [{ reminders: true, reminded: [] }, [], []];
    const nothing = () => Promise.resolve();
    const chrome = {
      storage: {
        local: {
          get: () => Promise.resolve({ ...stored }),
          set: (values: object) => Promise.resolve(Object.assign(stored, values)),
        },
      },
      permissions: { contains: () => Promise.resolve(true) },
      notifications: { create: (id: string) => Promise.resolve(shown.push(id)) },
      action: { setBadgeText: nothing, setBadgeBackgroundColor: nothing, setBadgeTextColor: nothing, setTitle: nothing },
      i18n: { getMessage: (key: string) => (key === "locale" ? "en-GB" : key) },
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
