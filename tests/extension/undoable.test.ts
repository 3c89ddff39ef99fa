import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { ownTexts } from "../../extension/pages/history/settings/own-texts.ts";
import { signingKeys } from "../../extension/pages/history/settings/signing-keys.ts";
import { attempt, undoable } from "../../extension/pages/history/settings/undoable.ts";
import { openPageWorld } from "./page-world.ts";

const key = { name: "s1._domainkey.facebookmail.com", record: "p=MIGf", addedAt: "2026-10-01T12:00:00Z" };

describe("what can be removed in the settings", () => {
  let world: ReturnType<typeof openPageWorld>;
  let asked: unknown[];
  let answer: (ask: { method: string }) => unknown;

  beforeEach(() => {
    asked = [];
    answer = ({ method }) => ({ ok: true, result: method === "keys.list" ? { keys: [key] } : {} });
    world = openPageWorld((kind, ask) => {
      asked.push(kind === "call" ? ask : kind);
      return kind === "remove-account" ? undefined : answer(ask as { method: string });
    });
  });
  afterEach(() => {
    world.close();
  });

  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const button = (within: Element) => within.querySelector("li button") ?? assert.fail("no button");
  const press = async (within: Element) => {
    button(within).dispatchEvent(new window.Event("click"));
    for (let turn = 0; turn < 4; turn += 1) await settle();
  };
  const description = (of: Element) => document.getElementById(of.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
  const showKeys = async () => {
    const view = await signingKeys();
    document.body.replaceChildren(view);
    asked = [];
    return document.body;
  };

  it("leaves “Undo”, with the focus, and gets the focus back with what it was", async () => {
    const view = await showKeys();
    await press(view);
    assert.deepEqual(asked, [{ method: "keys.remove", params: { name: key.name } }]);
    assert.equal(document.activeElement?.textContent, "undo");
    assert.equal(document.activeElement, button(view));
    asked = [];
    await press(view);
    assert.deepEqual(asked, [{ method: "keys.add", params: { name: key.name, record: key.record } }]);
    assert.equal(document.activeElement?.textContent, "keysRemove");
  });

  it("is named to whoever can’t see what a button stands beside", async () => {
    const view = await showKeys();
    assert.match(description(button(view)), /facebookmail\.com/u);
    await press(view);
    assert.match(description(button(view)), /facebookmail\.com/u);
  });

  it("brings back an own text as it was saved last", async () => {
    const draft = { id: "d", title: "Once", language: "en", text: "Once" };
    const saved: unknown[] = [];
    world.close();
    world = openPageWorld((kind, ask) => {
      if (kind === "call") return { ok: true, result: { drafts: [draft] } };
      if (kind === "save-draft") saved.push((ask as { draft: unknown }).draft);
      return null;
    });
    const view = await ownTexts();
    assert.notEqual(view, "");
    document.body.replaceChildren(view);
    const pressOn = async (words: string) => {
      const found = [...document.querySelectorAll("button")].find((one) => one.textContent === words);
      (found ?? assert.fail(`no button ${words}`)).dispatchEvent(new window.Event("click"));
      for (let turn = 0; turn < 4; turn += 1) await settle();
    };
    const area = document.querySelector("textarea") ?? assert.fail("no text");
    area.value = "Twice";
    await pressOn("earlierSave");
    await pressOn("remove");
    await pressOn("undo");
    assert.deepEqual(
      saved.map((one) => (one as typeof draft).text),
      ["Twice", "Twice"],
    );
    assert.equal(document.querySelector("textarea")?.value, "Twice");
  });

  it("stays where it could not be removed, which is said", async () => {
    const view = await showKeys();
    answer = () => ({ ok: false, error: { kind: "store-full" } });
    await press(view);
    assert.equal(view.querySelector("li [role=alert]")?.textContent, "storeFull");
    assert.equal(button(view).textContent, "keysRemove");
    const item = undoable(document.createElement("li"), {
      shown: document.createElement("div"),
      gone: document.createElement("div"),
      label: "remove",
      remove: () => attempt("remove-account", { id: "a" }),
      restore: () => Promise.resolve(undefined),
    });
    view.replaceChildren(item);
    await press(view);
    assert.equal(view.querySelector("[role=alert]")?.textContent, "couldNotSave");
  });
});
