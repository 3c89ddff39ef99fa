import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { annasObjection, answered, confirmation as confirmationOf, yesterday } from "./harness/confirmation.ts";
import { eventually } from "./harness/eventually.ts";
import { recorded } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const objection = annasObjection;
const confirmation = confirmationOf(answered);

/** Sentences in which an opening bracket ends a line, and what it encloses begins the next. */
function lonelyBrackets(): string[] {
  return [...document.querySelectorAll("p, b, span")].flatMap((element) => {
    const before = element.previousSibling;
    if (!(before instanceof Text) || !before.data.endsWith("(")) return [];
    const bracket = document.createRange();
    bracket.setStart(before, before.length - 1);
    bracket.setEnd(before, before.length);
    return element.getBoundingClientRect().top > bracket.getBoundingClientRect().bottom ? [before.data] : [];
  });
}

describe(`Meta’s e-mail in ${browser}`, () => {
  let world: World;
  let page: ExtensionPage;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    await world.hostCall("objections.record", { objection });
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Add Meta’s e-mail/u);
  });

  it("is not believed when its link or its sender is somebody else’s", async () => {
    await page.type("The text of the e-mail, or a link from it", "https://facebook.com.help.example/contact/712876720715583");
    await page.click("button", "Check it");
    await page.waitForText(/doesn’t lead to Meta\. It leads to facebook\.com\.help\.example/u);
    await page.drop("forged.eml", confirmation.replace("header.d=facebookmail.com", "header.d=evil.example"));
    await page.waitForText(/Don’t trust this e-mail/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("mail-forged");
  });

  it("is warned of where a link in it leads elsewhere, as a mail scanner makes it, and recorded as the person says", async () => {
    const id = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7b10";
    await world.hostCall("objections.record", { objection: { ...objection, id, email: "ines@example.org" } });
    const scanned = confirmation
      .replace(/^(?:.*\r\n){2}/u, "")
      .replace("anna@example.org", "ines@example.org")
      .replace("\r\n\r\n", "\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
      .replace(
        /\r\n\r\n[^]*$/u,
        '\r\n\r\n<p>We have decided not to honour your objection.</p><p><a href="https://scan.example/?u=x">Facebook Help</a></p>\r\n',
      );
    await page.drop("scanned.eml", scanned);
    const words = await page.waitForText(
      /Be careful with this e-mail\s+A link in it names Meta but leads somewhere else[^]*not to honour your objection[^]*What does Meta say/u,
    );
    assert.doesNotMatch(words, /Don’t trust this e-mail|Add it to the record/u);
    assert.deepEqual(await page.violations(), []);
    assert.deepEqual(await page.evaluate(lonelyBrackets), []);
    await page.picture("mail-careful");
    await page.click("button", "It declines my objection");
    await eventually(async () => {
      const { events } = (await world.hostCall("objections.get", { id })) as unknown as {
        events: { kind: string; source: { by: string; authentication?: string } }[];
      };
      const { kind, source } = events.at(-1) ?? {};
      assert.deepEqual([kind, source?.by, source?.authentication], ["declined", "person", "none"]);
    });
    await world.hostCall("objections.remove", { id });
  });

  it("is kept where it looks like an announcement, but answers a form", async () => {
    const announcing = confirmation.replace(
      /\r\n\r\n[^]*$/u,
      "\r\n\r\nWe’re planning to improve AI at Meta with your public information.\r\nYou have the right to object to your information being used for these purposes.\r\n",
    );
    await page.drop("announcing.eml", announcing);
    await page.waitForText(/Meta’s announcement[^]*says that it came from Meta[^]*Keep it with[^]*Make a new record for it/u);
    // What goes to everybody is not an answer to anybody.
    await page.drop(
      "announcement.eml",
      announcing.replace("case++aazq4xkq7vj2@support.facebook.com", "notification@facebookmail.com"),
    );
    await page.waitForText(/Meta’s announcement(?![^]*Keep it with)/u);
  });

  it("is told as what can’t be told where only a key is missing, and can be recorded all the same", async () => {
    const unheard = confirmation
      .replace(/^(?:.*\r\n){2}/u, "")
      .replace(
        "From:",
        "DKIM-Signature: v=1; a=rsa-sha256; d=support.facebook.com; s=new; h=From; bh=eHh4eA==; b=eHh4eA==\r\nFrom:",
      );
    await page.drop("unheard.eml", unheard);
    await page.waitForText(
      /can’t tell whether Meta sent it\.[^]*the key to check it: new\._domainkey\.support\.facebook\.com\./u,
    );
    await page.waitForText(/What does Meta say\?[^]*It confirms my objection/u);
  });

  it("is read where its words are pasted, however many they are and whatever their letters", async () => {
    // More bytes than a message to the host may have.
    await page.evaluate(() => {
      const words = document.querySelector<HTMLTextAreaElement>(".mail-box textarea");
      if (words)
        words.value = `We will honour your objection. We won’t use your public information for AI at Meta. ${"é".repeat(700_000)}`;
    });
    await page.click("button", "Check it");
    await page.waitForText(/Meta confirms your objection/u);
    await page.evaluate(() => {
      const words = document.querySelector<HTMLTextAreaElement>(".mail-box textarea");
      if (words) words.value = "";
    });
  });

  it("is not read on when the person stops", async () => {
    await page.stopAtPiece(2);
    await page.drop(
      "Inbox",
      `From - Tue Nov 24 03:34:28 2026\nSubject: Holiday\n\n${"A long letter.\n".repeat(4000)}\n`.repeat(60),
    );
    await page.waitForText(/Stopped\. Nothing was changed\./u);
    await page.hostAnswers();
    assert.equal(await page.piecesRead(), 2);
  });

  it("confirms the objection that it fits, once the person adds it", async () => {
    await page.drop("confirmation.eml", confirmation);
    const words = await page.waitForText(/Meta confirms your objection/u);
    assert.match(words, /Your mail provider says that it came from Meta/u);
    assert.match(words, /It matches (?:your objection of .*|the objection that you sent \w+) \(anna@example\.org/u);
    assert.equal((await recorded(world))[0]?.status, "submitted");
    await page.picture("mail-confirmation");
    await page.click("button", "Add it to the record");
    await eventually(async () => {
      assert.equal((await recorded(world))[0]?.status, "confirmed");
    });
    const { events } = (await world.hostCall("objections.get", { id: objection.id })) as unknown as {
      events: { id: string; kind: string; detail?: string; evidenceBytes?: number }[];
    };
    const event = events.find(({ kind }) => kind === "confirmed");
    assert.match(event?.detail ?? "", /^We will honour your objection/u);
    const { evidence } = await world.hostCall("objections.evidence", { eventId: event?.id });
    assert.equal(Buffer.from(evidence as string, "base64").toString(), confirmation);
    // The same e-mail again is known, and so can't be added twice.
    await page.waitForText(/Your objection is confirmed/u);
    await page.drop("again.eml", confirmation);
    await page.waitForText(/This e-mail is in your history already/u);
  });

  it("is recorded as what the person says, whichever of the answers it is", async () => {
    const letters = [
      [
        "carl@example.org",
        "We have decided not to honour your objection.",
        /Meta declines your objection/u,
        "It declines my objection",
        "declined",
        "declined",
      ],
      [
        "dora@example.org",
        "Your objection to AI keeps us busy.",
        /that Demur doesn’t understand/u,
        "It confirms my objection",
        "confirmed",
        "confirmed",
      ],
      [
        "erik@example.org",
        "To look at your objection, we need more information from you.",
        /Meta asks you for more information/u,
        "It asks for something",
        "asked-for-more",
        "needs-answer",
      ],
      [
        "gerd@example.org",
        "We have received your objection and are looking into it.",
        /Meta has received your objection/u,
        "It only says that it was received",
        "note",
        "submitted",
      ],
      [
        "hans@example.org",
        "We have received your objection and are looking into it.",
        /Meta has received your objection/u,
        "It declines my objection",
        "declined",
        "declined",
      ],
      [
        "finn@example.org",
        "Your objection to AI keeps us busy.",
        /that Demur doesn’t understand/u,
        "It is about something else",
        "note",
        "submitted",
      ],
    ] as const;
    for (const [index, [email, words, headline, answer, kind, status]] of letters.entries()) {
      const id = `0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7b0${index}`;
      await world.hostCall("objections.record", { objection: { ...objection, id, email } });
      const mail = confirmation.replace("anna@example.org", email).replace(/\r\n\r\n[^]*$/u, `\r\n\r\n${words}\r\n`);
      await page.drop("answer.eml", mail);
      await page.waitForText(new RegExp(`${headline.source}[^]*${words}[^]*What does Meta say`, "u"));
      await page.click("button", answer);
      await eventually(async () => {
        const { events, objection: kept } = (await world.hostCall("objections.get", { id })) as unknown as {
          events: { kind: string; evidenceBytes?: number; source: { by: string; authentication?: string } }[];
          objection: { status: string };
        };
        assert.equal(kept.status, status);
        assert.equal(events.at(-1)?.kind, kind);
        assert.equal(events.at(-1)?.source.by, "person");
        assert.equal(events.at(-1)?.source.authentication, "provider", "how the mail was judged is kept, too");
        assert.equal(events.at(-1)?.evidenceBytes, Buffer.byteLength(mail));
      });
      await world.hostCall("objections.remove", { id });
    }
  });

  it("is found in a mailbox that is longer than a message to the host, with its bytes as evidence", async () => {
    const other = {
      ...objection,
      id: "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a02",
      email: "bea@example.org",
    };
    await world.hostCall("objections.record", { objection: other });
    // As Thunderbird writes it today.
    const separator = "From \n";
    const stranger = `${separator}From: Bob <bob@example.net>\nSubject: Holiday\n\n${"A long letter.\n".repeat(4000)}\n`;
    const asked = confirmation.replaceAll("\r\n", "\n").replace("anna@", "bea@");
    await page.drop("Inbox", `${stranger.repeat(20)}${separator}${asked}\n${stranger.repeat(20)}`);
    const words = await page.waitForText(
      /E-mails read: 41[^]*It matches (?:your objection of .*|the objection that you sent \w+) \(bea@example\.org/u,
    );
    assert.doesNotMatch(words, /Holiday|A long letter/u);
    await page.click("button", "Add it to the record");
    await eventually(async () => {
      assert.deepEqual(new Set((await recorded(world)).map(({ status }) => status)), new Set(["confirmed"]));
    });
    const { events } = (await world.hostCall("objections.get", { id: other.id })) as unknown as { events: { id: string }[] };
    const { evidence } = await world.hostCall("objections.evidence", { eventId: events.at(-1)?.id });
    assert.equal(
      Buffer.from(evidence as string, "base64")
        .toString()
        .trimEnd(),
      asked.trimEnd(),
    );
  });

  it("is shown by twenties where a mailbox holds many of Meta’s", async () => {
    const of = (day: number) =>
      `From \n${confirmation
        .replaceAll("\r\n", "\n")
        .replace("anna@", `other${day}@`)
        .replace(/^Date: .*$/mu, `Date: ${day} Jan 2026 09:00:00 +0000`)}\n`;
    await page.drop("Meta", Array.from({ length: 25 }, (_, index) => of(index + 1)).join(""));
    const first = await page.waitForText(/E-mails read: 25[^]*Show more: 5/u);
    assert.match(first, /other25@/u);
    assert.doesNotMatch(first, /other5@/u);
    await page.click("button", "Show more: 5");
    await page.waitForText(/other25@[^]*other5@[^]*other1@/u);
    assert.doesNotMatch(await page.waitForText(/other1@/u), /Show more/u);
    assert.deepEqual(await page.violations(), []);
  });

  it("is asked about in a mailbox whose mails may pretend to be several", async () => {
    const id = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a03";
    await world.hostCall("objections.record", { objection: { ...objection, id, email: "eva@example.org" } });
    const separator = "From - Tue Nov 24 03:34:28 2026\n";
    const letter = `${separator}From: Bob <bob@example.net>\nSubject: Holiday\n\n${"A long letter.\n".repeat(4000)}\n`;
    const asked = confirmation.replaceAll("\r\n", "\n").replace("anna@", "eva@");
    // Also if the e-mail is the first in a piece.
    await page.drop("Old", `${letter.repeat(20)}${separator}${asked}\n${letter.repeat(20)}`);
    await page.waitForText(/can’t tell[^]*In a mailbox file like this[^]*eva@example\.org[^]*What does Meta say/u);
    await page.drop("confirmation.eml", asked);
    await page.waitForText(/says that it came from Meta[^]*eva@example\.org[^]*Add it to the record/u);
    await world.hostCall("objections.remove", { id });
  });

  it("is told what to do with a file that is no e-mail", async () => {
    await page.drop("mail.pdf", "%PDF-1.7\n");
    await page.waitForText(/A PDF shows an e-mail, but doesn’t hold it as it was sent/u);
    await page.drop("mail.pst", "!BDN");
    await page.waitForText(/a file in Outlook’s own format/u);
    await page.drop("picture.png", "\u0000\u0001\u0002");
    await page.waitForText(/This is not an e-mail\./u);
    assert.deepEqual(await page.violations(), []);
  });

  it("gets a record of its own where Demur doesn’t know the objection, and the person says what Meta says", async () => {
    const mail = confirmation
      .replace("anna@example.org", "fay@example.net")
      .replace("Your objection", "Your account")
      .replace(/\r\n\r\n[^]*$/u, "\r\n\r\nAll is well now.\r\n");
    const day = new Date(yesterday.getTime() - 2 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    await page.drop("unclear.eml", mail);
    await page.waitForText(
      /Demur finds nothing about an objection[^]*says that it came from Meta[^]*Keep it with[^]*Make a new record for it/u,
    );
    await page.click("button", "Make a new record for it");
    await page.fillDay(day, "Sent");
    assert.deepEqual(await page.violations(), []);
    await page.click("button", "Save it");
    await page.waitForText(/fay@example\.net[^]*What does Meta say/u);
    await page.click("button", "It confirms my objection");
    await eventually(async () => {
      const kept = (await recorded(world)).find(({ email }) => email === "fay@example.net");
      assert.equal(kept?.status, "confirmed");
    });
  });

  it("can be recorded as the person read it where neither its words nor its sender can be told", async () => {
    const mail = confirmation
      .replace(/^(?:.*\r\n){2}/u, "")
      .replace("anna@example.org", "hal@example.net")
      .replace("Your objection", "Your account")
      .replace(/\r\n\r\n[^]*$/u, "\r\n\r\nAll is well now.\r\n");
    await page.drop("untold.eml", mail);
    await page.waitForText(
      /Demur finds nothing about an objection[^]*can’t tell whether Meta sent it[^]*Keep it with[^]*Make a new record for it/u,
    );
    assert.deepEqual(await page.violations(), []);
    // Nothing is asked about somebody else's letter.
    await page.drop("dinner.eml", mail.replace(/^From: .*$/mu, "From: Bea <bea@example.net>"));
    await page.waitForText(/Demur finds nothing about an objection(?![^]*Make a new record for it)/u);
  });

  it("is kept with an objection that the person chooses where it fits none", async () => {
    await page.drop("stray.eml", confirmation.replace("anna@example.org", "stranger@example.net"));
    await page.waitForText(
      /It is addressed to stranger@example\.net[^]*It doesn’t match any of your objections\.\s+Keep it with/u,
    );
    assert.deepEqual(await page.violations(), []);
    const before = await recorded(world);
    await page.choose("Keep it with", objection.id);
    await page.click("button", "Add it to the record");
    await page.waitForText(/Added\. The e-mail is kept as evidence\./u);
    const { events } = (await world.hostCall("objections.get", { id: objection.id })) as unknown as {
      events: { kind: string; evidenceBytes?: number; source: { by: string } }[];
    };
    const note = events.find(({ kind }) => kind === "note");
    assert.equal(note?.source.by, "mail");
    holds((note.evidenceBytes ?? 0) > 0);
    assert.deepEqual(await recorded(world), before, "a note decides nothing");
  });

  it("is kept and said to be why where its date, or too many addresses, leave open which objection it answers", async () => {
    const id = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a04";
    await world.hostCall("objections.record", { objection: { ...objection, id, email: "gil@example.org" } });
    const asked = confirmation.replace("anna@example.org", "gil@example.org");
    const many = Array.from({ length: 20 }, (_, index) => `other${index}@example.net, `).join("");
    await page.drop("many.eml", asked.replace("gil@", `${many}gil@`));
    const said = await page.waitForText(/It went to so many addresses that Demur can’t tell which objection it answers/u);
    assert.doesNotMatch(said, /is none of the addresses|doesn’t match any/u);
    await page.drop("ahead.eml", asked.replace(/^Date: .*$/mu, "Date: Sun, 01 Nov 2099 09:05:00 +0000"));
    const words = await page.waitForText(/Its date is in the future, so Demur can’t tell which objection it answers/u);
    assert.doesNotMatch(words, /doesn’t match any/u);
    assert.deepEqual(await page.violations(), []);
    await page.choose("Keep it with", id);
    await page.click("button", "Add it to the record");
    await page.waitForText(/Added\. The e-mail is kept as evidence\./u);
    const { events } = (await world.hostCall("objections.get", { id })) as unknown as {
      events: { kind: string; precision?: string; evidenceBytes?: number }[];
    };
    assert.equal(events.at(-1)?.precision, "unknown", "nothing is recorded as done at a time that hasn't come");
    holds((events.at(-1)?.evidenceBytes ?? 0) > 0);
    await world.hostCall("objections.remove", { id });
  });

  it("is checked by a key that the person adds, and says that it was", async () => {
    const fixture = (file: string) => readFileSync(new URL(`../fixtures/mail/${file}`, import.meta.url), "utf8");
    const [name = "", record = ""] = fixture("signed-key.txt").split(/ (.*)/su);
    await page.drop("signed.eml", fixture("signed.eml"));
    await page.waitForText(new RegExp(`can’t tell whether Meta sent it[^]*${name}`, "u"));
    const settings = await ExtensionPage.open(world, "history/history.html#settings", 1000);
    await settings.type("Name of the DNS record", name);
    await settings.type("Text of the DNS record", record.slice(0, -20));
    await settings.click("button", "Add the key");
    await settings.waitForText(/This isn’t a complete key/u);
    await settings.type("Text of the DNS record", record.slice(-20));
    await settings.click("button", "Add the key");
    await settings.waitForText(new RegExp(`${name}\\s+Added by you on`, "u"));
    assert.deepEqual(await settings.violations(), []);
    await page.drop("signed.eml", fixture("signed.eml"));
    await page.waitForText(/Meta’s signature on it was checked here, with a key that you added/u);
    await settings.click("button", "Remove the key");
    await eventually(async () => {
      assert.deepEqual(await world.hostCall("keys.list", {}), { keys: [] });
    });
    await settings.close();
  });
});
