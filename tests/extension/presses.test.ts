import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EventDraft } from "../../extension/model/protocol.ts";
import { inPageWorld } from "./page-world.ts";
import "../web-crypto.ts";

const aMoment = () => new Promise((resolve) => setImmediate(resolve));

describe("a press", () => {
  let added: EventDraft[];
  inPageWorld((kind, ask) => {
    const { method, params } = ask as { method: string; params: { event: EventDraft } };
    assert.deepEqual([kind, method], ["call", "objections.addEvent"]);
    added.push(params.event);
    return { ok: false, error: { kind: "store-busy" } };
  });

  it("on what the e-mail says is one event, however often it is pressed", async () => {
    const { haveMail } = await import("../../extension/pages/have-mail.ts");
    added = [];
    const box = haveMail("id", () => undefined);
    const press = (words: string) => [...box.querySelectorAll("button")].find((one) => one.textContent === words)?.click();
    press("haveMail");
    press("haveMailYes");
    press("haveMailYes");
    await aMoment();
    assert.equal(added.length, 2);
    assert.deepEqual(added[0], added[1]);
    assert.equal(added[0]?.kind, "confirmed");
  });

  it("on a notification opens one page, however often permissions were given", async () => {
    const { openRecordOnPress } = await import("../../extension/background/reminders.ts");
    const [heard, given] = [[] as ((id: string) => void)[], [] as (() => void)[]];
    const onClicked = {
      addListener: (listener: (id: string) => void) => heard.push(listener),
      hasListener: (listener: (id: string) => void) => heard.includes(listener),
    };
    const notifications = { onClicked, clear: () => Promise.resolve(true) };
    const permissions = { onAdded: { addListener: (listener: () => void) => given.push(listener) } };
    Object.assign(globalThis, { chrome: { notifications, permissions } });
    const opened: string[] = [];
    openRecordOnPress((id) => opened.push(id));
    for (const listener of [...given, ...given]) listener();
    for (const listener of heard) listener("a");
    assert.deepEqual(opened, ["a"]);
  });
});
