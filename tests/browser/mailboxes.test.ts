import assert from "node:assert/strict";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { annasObjection, answered, confirmation as confirmationOf } from "./harness/confirmation.ts";
import { eventually } from "./harness/eventually.ts";
import { recorded } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const objection = annasObjection;
const confirmation = confirmationOf(answered);

/** The line that Thunderbird writes before each e-mail, and its own first header. */
const between = "From \r\nX-Mozilla-Status: 0001\r\n";

/** A mailbox with this many e-mails from others, and Meta's answer near its end. */
function writeMailbox(file: string, count: number): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const out = openSync(file, "w");
  const letter = (index: number) =>
    `${between}From: Bea <bea@example.net>\r\nTo: Anna <anna@example.org>\r\nSubject: ${String(index)}\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\n${"It is a long letter about nothing that anybody would object to.\r\n".repeat(8)}\r\n`;
  for (let start = 0; start < count; start += 10_000)
    writeSync(out, Array.from({ length: Math.min(10_000, count - start) }, (_, index) => letter(start + index)).join(""));
  writeSync(out, `${between}${confirmation}\r\n${letter(count)}`);
  closeSync(out);
}

describe(`a mail program’s mailboxes in ${browser}`, () => {
  let world: World;
  let page: ExtensionPage;
  let profile: string;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    await world.hostCall("objections.record", { objection });
    profile = path.join(world.folder, "home/.thunderbird");
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Add Meta’s e-mail/u);
  });
  after(() => {
    rmSync(profile, { recursive: true, force: true });
  });

  it("are not there where there is no mail program: the page says what to do", async () => {
    await page.click("button", "Look in my mail program");
    await page.waitForText(/no mail program here whose e-mails Demur can read\. Save Meta’s e-mail as an \.eml file/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("mailboxes-none");
  });

  it("are listed with their sizes, and none is read before a press", async () => {
    mkdirSync(profile, { recursive: true });
    writeFileSync(path.join(profile, "profiles.ini"), "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n");
    writeMailbox(path.join(profile, "abc.default/ImapMail/imap.example.org/INBOX"), 100_000);
    writeFileSync(path.join(profile, "abc.default/ImapMail/imap.example.org/INBOX.msf"), "index");
    writeFileSync(path.join(profile, "abc.default/ImapMail/imap.example.org/Trash"), `${between}From: Bea\r\n\r\nHi\r\n`);
    await page.click("button", "Look in my mail program");
    const words = await page.waitForText(/Nothing is read before you press the button/u);
    assert.match(words, /Thunderbird\s+imap\.example\.org \/ INBOX\s+6\d\sMB\s+imap\.example\.org \/ Trash\s+0\skB/u);
    assert.match(words, /Some e-mails may be missing/u);
    assert.doesNotMatch(words, /Meta confirms|E-mails read/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("mailboxes-found");
  });

  it("are not read on when the person stops", async () => {
    await page.pressWhenThere(".reading button");
    await page.click("button", "Read these e-mails");
    await page.waitForText(/Stopped\. Nothing was changed\./u);
    assert.equal((await recorded(world))[0]?.status, "submitted");
  });

  it("are read again to the end, and what was found is shown before anything is recorded", async () => {
    await page.click("button", "Look in my mail program");
    await page.waitForText(/Nothing is read before you press the button/u);
    await page.click("button", "Read these e-mails");
    const words = await page.waitForText(/E-mails read: 100,003[^]*Meta confirms your objection/u);
    assert.match(words, /Your mail provider says that it came from Meta/u);
    assert.equal((await recorded(world))[0]?.status, "submitted");
    await page.picture("mailboxes-read");
  });

  it("give a copy to share: shown whole, without the person, saved by a press, and read as the e-mail was", async () => {
    await page.click("button", "Make a copy to share");
    await page.waitForText(/Demur can’t know every name: read the copy/u);
    const shown = () => page.evaluate(() => document.querySelector<HTMLTextAreaElement>(".mail-share textarea")?.value ?? "");
    const copy = await eventually(async () => {
      const text = await shown();
      assert.match(text, /We will honour your objection/u);
      return text;
    });
    assert.match(copy, /^To: somebody@example\.org$/mu);
    assert.doesNotMatch(copy, /anna|aazq4xkq7vj2|15:33/iu);
    assert.deepEqual(await page.violations(), []);
    await page.picture("mail-share");
    const downloads = path.join(world.folder, "home/Downloads");
    mkdirSync(downloads, { recursive: true });
    const saved = () => readdirSync(downloads).filter((name) => name.endsWith(".eml"));
    assert.deepEqual(saved(), []);
    await page.click("button", "Save the file");
    await eventually(() => {
      assert.equal(readFileSync(path.join(downloads, saved()[0] ?? ""), "utf8"), copy);
      return Promise.resolve();
    });
    await page.drop("demur-mail.eml", copy);
    await page.waitForText(/Meta confirms your objection[^]*It doesn’t match any of your objections/u);
  });

  it("give what is found to the record, once the person adds it", async () => {
    await page.click("button", "Look in my mail program");
    await page.waitForText(/Nothing is read before you press the button/u);
    await page.click("button", "Read these e-mails");
    await page.waitForText(/E-mails read: 100,003[^]*Meta confirms your objection/u);
    await page.click("button", "Add it to the record");
    await eventually(async () => {
      assert.equal((await recorded(world))[0]?.status, "confirmed");
    });
    const { events } = (await world.hostCall("objections.get", { id: objection.id })) as unknown as {
      events: { id: string; kind: string }[];
    };
    const { evidence } = await world.hostCall("objections.evidence", {
      eventId: events.find(({ kind }) => kind === "confirmed")?.id,
    });
    holds(
      Buffer.from(evidence as string, "base64")
        .toString()
        .includes(confirmation),
    );
  });

  it("say so where nothing in them is about an objection, and where the program is open", async () => {
    writeMailbox(path.join(profile, "abc.default/ImapMail/imap.example.org/INBOX"), 2);
    writeFileSync(path.join(profile, "abc.default/ImapMail/imap.example.org/INBOX.lock"), "");
    await page.click("button", "Look in my mail program");
    await page.waitForText(/The mail program seems to be open/u);
    await page.evaluate(() => {
      document.querySelector<HTMLInputElement>(".mailbox input")?.click();
    });
    await page.click("button", "Read these e-mails");
    await page.waitForText(/None of them is about an objection/u);
  });
});
