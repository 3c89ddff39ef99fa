import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { mailBox } from "../../extension/pages/mail-box.ts";
import { openPageWorld } from "./page-world.ts";

const source = { program: "Thunderbird", title: "INBOX", path: "/mail/INBOX", bytes: 1000, modifiedAt: "2026-10-01T12:00:00Z" };

describe("the box for Meta’s e-mails", () => {
  let world: ReturnType<typeof openPageWorld>;
  /** Lets the host answer what it was asked for mail programs, oldest first. */
  let found: ((sources: unknown[]) => void)[];
  let box: HTMLElement;

  beforeEach(() => {
    found = [];
    world = openPageWorld((kind, ask) => {
      const { method } = ask as { method?: string };
      if (kind !== "call") return undefined;
      if (method !== "mail.find") return { ok: true, result: { messages: [], total: 1, notMail: "pdf" } };
      return new Promise((resolve) => {
        found.push((sources) => {
          resolve({ ok: true, result: { sources } });
        });
      });
    });
    Object.assign(globalThis, { navigator: { userAgent: "" } });
    box = mailBox(document.createElement("h2"), () => undefined);
    document.body.replaceChildren(box);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "navigator");
    world.close();
  });

  const settle = async () => {
    for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const press = async (words: string) => {
    const button = [...box.querySelectorAll("button")].find(({ textContent }) => textContent === words);
    (button ?? assert.fail(words)).dispatchEvent(new window.Event("click"));
    await settle();
  };
  const result = () => box.querySelector(".mails")?.textContent ?? "";

  it("says at once that it looks for mail programs", async () => {
    await press("mailLook");
    assert.equal(result(), "mailLooking");
    found[0]?.([source]);
    await settle();
    assert.match(result(), /mailLookFound[^]*INBOX/u);
  });

  it("shows what was asked for last, though the answer to something earlier comes later", async () => {
    await press("mailLook");
    const words = box.querySelector("textarea") ?? assert.fail("no box for words");
    words.value = "Your objection was received.";
    words.focus();
    await press("mailCheck");
    const checked = result();
    assert.match(checked, /mailIsPdf/u);
    found[0]?.([source]);
    await settle();
    assert.equal(result(), checked);
    assert.equal(document.activeElement, words);
  });

  it("shows the mailboxes once where they were looked for twice", async () => {
    await press("mailLook");
    await press("mailLook");
    found[1]?.([source]);
    await settle();
    box.querySelector<HTMLInputElement>(".mailbox input")?.click();
    found[0]?.([source]);
    await settle();
    assert.equal(box.querySelector<HTMLInputElement>(".mailbox input")?.checked, false);
  });
});
