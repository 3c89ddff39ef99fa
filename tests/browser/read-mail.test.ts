import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import { holds } from "../fixtures/holds.ts";
import { runInWindow } from "./harness/bidi.ts";
import { answered, mailDate, sentences, yesterday } from "./harness/confirmation.ts";
import { eventually } from "./harness/eventually.ts";
import { facebook, recordedOnce } from "./harness/form.ts";
import { ExtensionPage } from "./harness/page.ts";
import { closePopup, openPopup, pressInPopup, pressToolbarButton } from "./harness/toolbar.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
/** Meta's confirmation as it arrived at Gmail. */
const message = (email: string) =>
  [
    `Delivered-To: ${email}`,
    "Received: by 2002:a05:6504:1a0b:b0:2a1 with SMTP id s11csp123; Sun, 22 Nov 2026 06:33:12 -0800 (PST)",
    "Received: from mx-out.facebook.com (mx-out.facebook.com. [66.220.155.178])",
    "        by mx.google.com with ESMTPS id d2e1a72fcca58;",
    "        Sun, 22 Nov 2026 06:33:11 -0800 (PST)",
    "Authentication-Results: mx.google.com;",
    "       dkim=pass header.i=@support.facebook.com header.s=s1024-2013-q3 header.b=abc;",
    "       spf=pass smtp.mailfrom=support.facebook.com;",
    "       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=support.facebook.com",
    "From: Facebook <case++aazq4xkq7vj2@support.facebook.com>",
    `To: ${email}`,
    "Subject: Your objection",
    `Date: ${mailDate(answered)}`,
    "",
    ...sentences,
    "",
  ].join("\n");

/** What Meta announces. */
const announcement = [
  "We’re planning to improve AI at Meta with your public information.",
  "You have the right to object to your information being used for these purposes.",
];
const form = "https://www.facebook.com/help/contact/712876720715583";

describe(`the e-mail that a page shows, in ${browser}`, () => {
  let world: World;
  let desk: ExtensionPage;
  before(async () => {
    world = await World.open({ browser, host: "present" });
    desk = await ExtensionPage.open(world, "history/history.html");
    const inbox = `<!doctype html><title>Inbox</title><nav>Inbox Sent</nav><div role="main">${sentences.map((one) => `<p>${one}</p>`).join("")}</div>`;
    const source = (email: string) =>
      `<!doctype html><title>Original message</title><table><tr><td>SPF: PASS</table><pre>${message(email).replaceAll("<", "&lt;")}</pre>`;
    world.replica.fixtures.set("inbox", inbox);
    world.replica.fixtures.set("source", source("ben@example.org"));
    world.replica.fixtures.set("plain", message("dan@example.org"));
    world.replica.plainFixtures.add("plain");
    world.replica.fixtures.set(
      "announcement",
      `<!doctype html><title>Inbox</title><div role="main"><p>${announcement.join("</p><p>")}</p><p><a href="https://meta.help.example/object">Object here</a></p></div>`,
    );
    world.replica.fixtures.set(
      "links",
      `<!doctype html><title>Inbox</title><p><a id="false" href="https://facebook.com.help.example/contact/712876720715583">Object</a></p><p><a id="true" href="${form}">Object</a></p>`,
    );
    world.replica.fixtures.set(
      "outer",
      '<!doctype html><title>Mail</title><iframe src="https://3c.gmx.net/mail/client?fixture=inbox" width="900" height="500"></iframe>',
    );
  });
  afterEach(async () => {
    await closePopup(desk);
    await desk.evaluate(() => chrome.storage.session.clear());
  });
  after(async () => {
    await world.close();
  });

  async function objected(email: string): Promise<string> {
    const id = randomUUID();
    const objection = {
      id,
      formId: "712876720715583",
      platform: "facebook",
      email,
      pageUrl: facebook,
      submittedAt: yesterday.toISOString(),
    };
    await world.hostCall("objections.record", { objection });
    return id;
  }

  /** Presses the toolbar button on a page, and in the popup the button that reads the e-mail. */
  async function readWithButton(page: Page): Promise<void> {
    // One that is still closing would be mistaken for the new one.
    await eventually(async () => {
      assert.equal(await openPopup(desk), undefined);
    });
    await pressToolbarButton(world, page);
    await eventually(async () => {
      assert.match((await openPopup(desk))?.words ?? "", /Read Meta’s e-mail on this page/u);
    });
    await pressInPopup(desk, "Read Meta’s e-mail on this page");
  }

  /** Demur's page with what was read, in the test's own tab. A tab coming to the front earlier would close the popup. */
  async function whatWasRead(words: RegExp): Promise<ExtensionPage> {
    await eventually(async () => {
      const isKept = await desk.evaluate(async () => "mailFromPage" in (await chrome.storage.session.get(null)));
      if (!isKept) throw new Error(`Nothing was read. The popup: ${JSON.stringify(await openPopup(desk))}`);
    });
    const read = await ExtensionPage.open(world, "mail/mail.html", 800);
    await read.waitForText(words);
    return read;
  }

  interface HowKnown {
    by: string;
    authentication?: string;
  }

  /** Waits until an objection is confirmed, and returns how that is known. */
  async function confirmedBy(id: string): Promise<HowKnown | undefined> {
    await recordedOnce(world, ([one]) => {
      assert.equal(one?.status, "confirmed");
    });
    const { events } = (await world.hostCall("objections.get", { id })) as unknown as {
      events: { kind: string; source: HowKnown }[];
    };
    return events.find(({ kind }) => kind === "confirmed")?.source;
  }

  /** Answers what Meta says, and looks at the record: it is the person's word, and who sent the e-mail is unknown. */
  async function confirmAsRead(read: ExtensionPage, id: string): Promise<void> {
    await read.click("button", "It confirms my objection");
    const { by, authentication } = (await confirmedBy(id)) ?? {};
    assert.deepEqual({ by, authentication }, { by: "person", authentication: "none" });
    const record = await ExtensionPage.open(world, `history/history.html#entry/${id}`, 1000);
    await record.waitForText(
      /Meta confirmed it\s[^]*?Entered by you on [^·\n]+ · Read in an e-mail; Demur can’t tell whether Meta sent it/u,
    );
    await record.close();
  }

  /** The URL of a mail service's page can be a key to the mailbox: nothing of it may be kept. */
  async function keepsNoSessionKey(): Promise<void> {
    const kept = await desk.evaluate(async () =>
      JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
    );
    assert.match(kept, /mailFromPage/u);
    assert.doesNotMatch(kept, /sessionkey/u);
  }

  /** Closes what a test has opened, and removes its objection: one that is still waiting would be answered by the next e-mail. */
  async function tidy(id: string, ...opened: { close: () => Promise<void> }[]): Promise<void> {
    for (const one of opened) await one.close();
    await world.hostCall("objections.remove", { id });
  }

  it("is told in Meta’s sentence, recorded as the person says, and led to its original", async () => {
    const id = await objected("anna@example.org");
    const { page } = await world.visit("https://mail.google.com/mail/u/0/?fixture=inbox&ik=sessionkey");
    await readWithButton(page);
    const read = await whatWasRead(/We will honour your objection[^]*What does Meta say/u);
    await read.waitForText(/In Gmail: open the e-mail and choose ⋮ → Show original\./u);
    assert.deepEqual(await read.violations(), []);
    await read.picture("read-mail");
    await keepsNoSessionKey();
    await confirmAsRead(read, id);
    await tidy(id, read, page);
  });

  it("is judged as a file where the page shows the message as it arrived", async () => {
    const id = await objected("ben@example.org");
    const { page } = await world.visit("https://mail.google.com/mail/u/0/?ik=a&view=om&permmsgid=msg-f:1&fixture=source");
    await readWithButton(page);
    const read = await whatWasRead(/Your mail provider says that it came from Meta/u);
    await read.click("button", "Add it to the record");
    const { by, authentication } = (await confirmedBy(id)) ?? {};
    assert.deepEqual({ by, authentication }, { by: "mail", authentication: "provider" });
    await tidy(id, read, page);
  });

  it("is judged as a file where the page is nothing but the message, as plain text", async () => {
    const id = await objected("dan@example.org");
    const { page } = await world.visit(
      "https://posteo.de/webmail/?_task=mail&_action=viewsource&_uid=5&_mbox=INBOX&sid=sessionkey&fixture=plain",
    );
    await readWithButton(page);
    const read = await whatWasRead(/Your mail provider says that it came from Meta/u);
    await keepsNoSessionKey();
    await read.click("button", "Add it to the record");
    assert.equal((await confirmedBy(id))?.by, "mail");
    await tidy(id, read, page);
  });

  it("is not believed where any other page shows such a message", async () => {
    const id = await objected("ben@example.org");
    const { page } = await world.visit("https://evil.example/mail/u/0/?view=om&fixture=source");
    await page.evaluate(() => {
      document.querySelector("table")?.remove();
    });
    await readWithButton(page);
    const read = await whatWasRead(/What does Meta say/u);
    assert.doesNotMatch(await read.waitForText(/Keep the original/u), /Your mail provider says that it came from Meta/u);
    await tidy(id, read, page);
  });

  it("leads past the link of an announcement, whoever wrote that", async () => {
    const { page } = await world.visit("https://mail.google.com/mail/u/0/?fixture=announcement");
    await readWithButton(page);
    const read = await whatWasRead(/Meta’s announcement/u);
    await read.waitForText(/Don’t use the links in the e-mail[^]*Facebook[^]*Instagram/u);
    assert.deepEqual(await formsOffered(read), [form]);
    assert.deepEqual(await read.violations(), []);
    await read.close();
    await page.close();
  });

  it("says of a link in it, by the menu of that link, whether it is Meta’s, and shows the safe way", async () => {
    const { page } = await world.visit("https://mail.google.com/mail/u/0/?fixture=links");
    const choose = async (id: string) => {
      const link = await page.$(`#${id}`);
      const box = await link?.boundingBox();
      const linkUrl = await link?.evaluate((element) => (element as HTMLAnchorElement).href);
      if (!box || linkUrl === undefined) throw new Error(`There is no link ${id}`);
      await chooseInMenu(page, { linkUrl }, [box.x + box.width / 2, box.y + box.height / 2]);
    };
    await choose("false");
    const elsewhere = await whatWasRead(/doesn’t lead to Meta\. It leads to facebook\.com\.help\.example/u);
    assert.deepEqual(await formsOffered(elsewhere), [form]);
    assert.deepEqual(await elsewhere.violations(), []);
    await elsewhere.close();
    await desk.evaluate(() => chrome.storage.session.clear());
    await choose("true");
    const right = await whatWasRead(/leads to Meta’s objection form/u);
    assert.deepEqual(await formsOffered(right), [form]);
    await right.close();
    await page.close();
  });

  it("is led to by the menu where the button doesn’t reach the frame that it is in", async () => {
    const { page } = await world.visit("https://navigator.gmx.net/mail?fixture=outer");
    await readWithButton(page);
    const read = await whatWasRead(
      /No e-mail was found there\. Select the text of the e-mail, open the menu with the right mouse button or Shift\+F10, and choose “Read with Demur”\./u,
    );
    assert.deepEqual(await read.violations(), []);
    await read.close();
    await page.close();
  });

  it("is read from a frame of another host by the menu of the selected text, while the person wants that menu", async () => {
    const id = await objected("carl@example.org");
    const { page } = await world.visit("https://navigator.gmx.net/mail?sid=sessionkey&fixture=outer");
    const frame = await eventually(async () => {
      const inner = page.frames().find((one) => one.url().includes("3c.gmx.net"));
      holds(await inner?.$("[role=main] p"));
      return inner;
    });
    await frame?.evaluate(() => {
      getSelection()?.selectAllChildren(document.querySelector("[role=main]") ?? document.body);
    });
    await chooseInMenu(page, { selectionText: sentences.join(" ") });
    const read = await whatWasRead(/We will honour your objection[^]*What does Meta say/u);
    await read.waitForText(/GMX shows only a part of the original/u);
    await keepsNoSessionKey();
    await confirmAsRead(read, id);
    await tidy(id, read, page);
    const settings = await ExtensionPage.open(world, "history/history.html#settings", 1000);
    /** An empty change to a menu entry is refused if the entry doesn't exist. */
    const isInMenu = () =>
      settings.evaluate(() =>
        chrome.contextMenus.update("read", { contexts: ["selection", "link"] }).then(
          () => true,
          () => false,
        ),
      );
    assert.equal(await isInMenu(), true);
    await settings.click("checkbox", "Show “Read with Demur” in the menu for selected text");
    await eventually(async () => {
      assert.equal(await isInMenu(), false);
    });
    await settings.close();
  });

  /** The links to Meta's Facebook form on one of Demur's pages. */
  function formsOffered(read: ExtensionPage): Promise<string[]> {
    return read.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>("main a")]
        .map(({ href }) => href)
        .filter((href) => href.includes("www.facebook.com")),
    );
  }

  /** Chooses "Read with Demur" in the browser's own menu of a selection or a link, which is there: with the mouse in Firefox; in Chromium, whose menu no test reaches, by its event. */
  async function chooseInMenu(
    page: Page,
    what: { selectionText: string } | { linkUrl: string },
    [x, y]: [number, number] = [200, 120],
  ): Promise<void> {
    if (browser === "chromium") {
      const worker = await world.browser
        .waitForTarget((target) => target.url().endsWith("/background.js"))
        .then((target) => target.worker());
      await worker?.evaluate(
        (chosen, url) => {
          interface Dispatching {
            dispatch: (info: unknown, tab: unknown) => void;
          }
          void chrome.tabs.query({ url: "<all_urls>", active: true }).then(([tab]) => {
            (chrome.contextMenus.onClicked as unknown as Dispatching).dispatch(
              { menuItemId: "read", frameId: -1, ...chosen },
              { ...tab, url },
            );
          });
        },
        what,
        page.url(),
      );
      return;
    }
    await page.mouse.click(x, y, { button: "right" });
    await eventually(async () => {
      const pressed = await runInWindow(
        world.browser,
        `(() => { const item = document.querySelector('#contentAreaContextMenu menuitem[label="Read with Demur"]'); item?.click(); if (item) document.querySelector('#contentAreaContextMenu').hidePopup(); return item ? "pressed" : ""; })()`,
      );
      assert.equal(pressed, "pressed");
    });
  }
});
