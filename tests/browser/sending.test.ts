import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, before, beforeEach, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import type { FormVariant } from "../fixtures/pages.ts";
import { stopBackground } from "./harness/background.ts";
import type { Banner } from "./harness/banner.ts";
import { eventually } from "./harness/eventually.ts";
import { aMoment, facebook, headlines, instagram, recorded, typeAddress, type Objection } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { Outbox } from "./harness/outbox.ts";
import { ExtensionPage } from "./harness/page.ts";
import { sameInAll } from "./harness/same-in-all.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const send = "button[type=submit]";

describe(`sending in ${browser}`, () => {
  let world: World;
  let outbox: Outbox;
  let opened: Page[] = [];
  let count = 0;
  /** An address of its own for each test, so that none sees the other's record. */
  let email: string;

  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    outbox = await Outbox.watch(world);
  });
  beforeEach(() => {
    count += 1;
    email = `anna${count}@example.org`;
  });
  afterEach(async () => {
    for (const page of opened) await page.close();
    opened = [];
  });

  const visit = async (address: string, variant: Partial<FormVariant>): Promise<{ page: Page; banner: Banner }> => {
    world.replica.variant = { language: "en", answer: "success", email, ...variant };
    const visited = await world.visit(address);
    opened.push(visited.page);
    return visited;
  };
  const records = async () => (await recorded(world)).filter((objection) => objection.email === email);
  const statuses = async () => (await records()).map(({ status }) => status);
  /** Waits until this test's objections have these statuses: the banner may be ahead of what is written. */
  const untilStatuses = (wanted: string[]) =>
    eventually(async () => {
      assert.deepEqual(await statuses(), wanted);
    });

  it("by Enter in the field", async () => {
    const { page, banner } = await visit(facebook, {});
    await banner.waitFor(headlines.form);
    await page.focus("input[name=email]");
    await page.keyboard.press("Enter");
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  it("by a script of the page that answers the person’s press", async () => {
    const { page, banner } = await visit(facebook, {});
    await banner.waitFor(headlines.form);
    await page.evaluate(() => {
      document.querySelector("h1")?.addEventListener("click", () => {
        document.forms[0]?.requestSubmit();
      });
    });
    await page.click("h1");
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  it("not by a script of the page alone, however it goes about it", async () => {
    const { page, banner } = await visit(facebook, { answer: "success" });
    await banner.waitFor(headlines.form);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("button[type=submit]")?.click();
    });
    await page.waitForFunction(() => document.forms.length === 0);
    const fake = await visit(facebook, { answer: "silent" });
    await fake.banner.waitFor(headlines.form);
    await fake.page.evaluate(() => {
      document.forms[0]?.dispatchEvent(new SubmitEvent("submit", { bubbles: true }));
      document.forms[0]?.requestSubmit();
    });
    await aMoment();
    await fake.page.goto("https://www.facebook.com/help/");
    await aMoment(2500);
    assert.deepEqual(await statuses(), []);
  });

  it("twice by a double click, and from two tabs: one record", async () => {
    const first = await visit(facebook, {});
    await first.banner.waitFor(headlines.form);
    const second = await visit(facebook, {});
    await second.banner.waitFor(headlines.form);
    await second.page.click(send, { count: 2 });
    await second.banner.waitFor(headlines.received);
    await first.page.bringToFront();
    await first.page.click(send);
    await first.banner.waitFor(headlines.received);
    assert.equal((await records()).length, 1);
  });

  it("from two tabs in the same moment: they are released one after the other, as one record", async () => {
    const desk = await ExtensionPage.open(world, "popup/popup.html");
    const ids = await desk.evaluate(
      async (pageUrl, address) => {
        // What can't be understood holds up nobody.
        const kind = "release-submission";
        await chrome.runtime.sendMessage({ kind, ask: { key: "outbox/000000000000001/0", objection: null } });
        return Promise.all(
          [crypto.randomUUID(), crypto.randomUUID()].map(async (id) => {
            const form = { formId: "712876720715583", platform: "facebook", pageUrl };
            const objection = { id, ...form, email: address, submittedAt: new Date().toISOString() };
            const key = `outbox/000000000000001/${id}`;
            const heldUntil = Date.now() + 15_000;
            await chrome.storage.local.set({ [key]: { method: "objections.record", params: { objection }, heldUntil } });
            const { answer } = await chrome.runtime.sendMessage<unknown, { answer: string }>({ kind, ask: { key, objection } });
            return answer;
          }),
        );
      },
      facebook,
      email,
    );
    await desk.close();
    await eventually(async () => {
      assert.deepEqual(
        (await records()).map(({ id }) => id),
        [ids[0]],
      );
    });
    assert.equal(ids[0], ids[1]);
  });

  it("from two tabs that ended without a word: one record", async () => {
    const desk = await ExtensionPage.open(world, "popup/popup.html");
    await desk.evaluate(
      (pageUrl, address) => {
        // Until then they were held.
        const heldUntil = 1;
        const form = { formId: "712876720715583", platform: "facebook", pageUrl, email: address };
        const entries = [crypto.randomUUID(), crypto.randomUUID()].map((id) => {
          const objection = { id, ...form, submittedAt: new Date().toISOString() };
          return [`outbox/000000000000001/${id}`, { method: "objections.record", params: { objection }, heldUntil }];
        });
        // What the host refuses for good is set aside, and holds up nothing.
        const event = { id: crypto.randomUUID(), kind: "received", at: new Date().toISOString() };
        const params = { objectionId: crypto.randomUUID(), event };
        const refused = ["outbox/000000000000000/refused", { method: "objections.addEvent", params, heldUntil: 0 }];
        return chrome.storage.local.set(Object.fromEntries([refused, ...entries]) as Record<string, unknown>);
      },
      facebook,
      email,
    );
    await eventually(async () => {
      assert.equal((await records()).length, 1);
      const stored = await desk.evaluate(async () => Object.keys(await chrome.storage.local.get(null)));
      assert.deepEqual(
        stored.filter((key) => /^(?:outbox|rejected)\//u.test(key)),
        ["rejected/000000000000000/refused"],
      );
    });
    assert.equal((await records()).length, 1);
    await desk.close();
  });

  /** Meta's page doesn't answer the first tab, and thanks in the second. */
  const fromTwoTabs = async () => {
    const first = await visit(facebook, { answer: "silent" });
    await first.banner.waitFor(headlines.form);
    const second = await visit(facebook, { answer: "success" });
    await second.banner.waitFor(headlines.form);
    await first.page.bringToFront();
    await first.page.click(send);
    await outbox.took(email);
    await second.page.bringToFront();
    await second.page.click(send);
    await second.banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
    return first;
  };

  it(
    "from two tabs, one of them without an answer: what the other was told stays, also when the first had an error",
    sameInAll,
    async () => {
      const { page, banner } = await fromTwoTabs();
      await page.bringToFront();
      await banner.waitFor(headlines.notSure);
      await banner.press("No, there was an error");
      await outbox.isEmpty();
      await untilStatuses(["received"]);
    },
  );

  it("from two tabs, one of them left without an answer: one record", sameInAll, async () => {
    const { page } = await fromTwoTabs();
    await page.goto("https://www.facebook.com/help/");
    await outbox.isEmpty();
    await untilStatuses(["received"]);
  });

  it("from two tabs, the first of them answered last: one record", sameInAll, async () => {
    const { page, banner } = await fromTwoTabs();
    await page.bringToFront();
    await banner.waitFor(headlines.notSure);
    await banner.press("Yes");
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  it("is received when the page thanks in a layer over the form", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "dialog", language: "de" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  it("was not sent when an error stands where the form was, and is no decision of Meta’s", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "refused", language: "nl" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    const seen = await banner.waitFor(headlines.notSent);
    assert.deepEqual(
      seen.actions.map(({ words }) => words.replace(/\s+/gu, " ")),
      ["Open the form (opens Meta’s page)", "Close"],
    );
    await world.picture(page, "banner-not-sent");
    await untilStatuses(["not-sent"]);
    world.replica.variant = { ...world.replica.variant, answer: "success" };
    await page.reload();
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received", "not-sent"]);
  });

  it("is not sent while Meta’s page marks a field", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "invalid" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.marked);
    await world.picture(page, "banner-marked");
    assert.deepEqual(await statuses(), []);
    await typeAddress(page, email.replace("anna", "ben"));
    await banner.waitFor(headlines.form);
  });

  it("says at once that it is being sent, without a button", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "silent", email: "" });
    await banner.waitFor(headlines.empty);
    await typeAddress(page, email);
    await page.click(send);
    const seen = await banner.waitFor(headlines.sending);
    assert.deepEqual(
      seen.actions.map(({ words }) => words),
      ["Close"],
    );
  });

  it("is not said to be done while the mailed code was not entered", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "code" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.code);
    await page.reload();
    await banner.waitFor("You began today");
    await banner.waitForText(/Demur didn’t see it entered/u);
    await world.picture(page, "banner-not-finished");
    await untilStatuses(["not-finished"]);
    world.replica.variant = { ...world.replica.variant, answer: "success" };
    await page.reload();
    await banner.waitFor("You began today");
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  for (const [answer, headline, status] of [
    ["code", headlines.code, "not-finished"],
    ["success", headlines.sent, "received"],
  ] as const)
    it(`keeps what the page said (${answer}) where it goes away before the host has answered`, async () => {
      const { page, banner } = await visit(facebook, { answer });
      await banner.waitFor(headlines.form);
      world.signalHosts("SIGSTOP");
      try {
        await page.click(send);
        await banner.waitFor(headline);
        await page.goto("https://www.facebook.com/help/");
      } finally {
        world.signalHosts("SIGCONT");
      }
      await untilStatuses([status]);
    });

  for (const answer of ["elsewhere", "gone"] as const)
    it(
      `asks until it is answered where the page doesn’t say clearly (${answer}), and believes the answer`,
      sameInAll,
      async () => {
        const yes = await visit(facebook, { answer });
        await yes.banner.waitFor(headlines.form);
        await yes.page.click(send);
        await yes.banner.waitFor(headlines.notSure);
        await aMoment(4000);
        await yes.banner.waitFor(headlines.notSure);
        await world.picture(yes.page, "banner-not-sure");
        await yes.banner.press("Yes");
        await yes.banner.waitFor(headlines.received);
        await untilStatuses(["received"]);
      },
    );

  it("stays unsure when the page is left before anybody has answered, and asks at the next visit", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "gone" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.notSure);
    await page.close();
    opened = [];
    await untilStatuses(["unsure"]);
    const again = await visit(facebook, {});
    await again.banner.waitFor("You pressed Meta’s button today");
    await again.banner.press("Yes");
    await again.banner.waitFor(headlines.already);
    await untilStatuses(["received"]);
  });

  it("was not sent where the person says so, and gives no advice about an address that is gone", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "gone", email: "" });
    await banner.waitFor(headlines.empty);
    await typeAddress(page, email);
    await page.click(send);
    await banner.waitFor(headlines.notSure);
    await banner.press("No, there was an error");
    await banner.waitFor(headlines.notSent);
    assert.deepEqual(await statuses(), []);
  });

  it("records the address of the last press, and the message that was added before it", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "plain-error", then: "success", email: "" });
    await banner.waitFor(headlines.empty);
    await typeAddress(page, "typo@example.net");
    await page.click(send);
    await page.waitForSelector("form > span");
    await aMoment();
    await typeAddress(page, email);
    await page.type("textarea", "My photos are my work.");
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
    assert.deepEqual(
      (await records()).map(({ message }) => message),
      ["My photos are my work."],
    );
    assert.equal((await recorded(world)).filter((objection) => objection.email === "typo@example.net").length, 0);
  });

  it("follows a form that the page draws anew", async () => {
    const { page, banner } = await visit(facebook, { answer: "success", email: "", redrawAfter: 1500 });
    await banner.waitFor(headlines.empty);
    await aMoment(2500);
    await typeAddress(page, email);
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  it("records what is sent after the browser’s Back button", async () => {
    const { page, banner } = await visit(facebook, { answer: "success" });
    await banner.waitFor(headlines.form);
    await page.goto("https://www.facebook.com/help/");
    // Firefox shows the page as it was, and WebDriver waits for a loading that never comes.
    await page.evaluate(() => {
      setTimeout(() => {
        history.back();
      });
    });
    await banner.waitFor(headlines.form);
    await page.bringToFront();
    await page.click(send);
    await banner.waitFor(headlines.received);
    await untilStatuses(["received"]);
  });

  it("lives on in a page that removes the banner at once, each time", async () => {
    const { page, banner } = await visit(facebook, { answer: "success" });
    await banner.waitFor(headlines.form);
    await page.evaluate(() => {
      new MutationObserver(() => {
        document.querySelector("demur-banner")?.remove();
      }).observe(document, { childList: true, subtree: true });
      document.querySelector("demur-banner")?.remove();
    });
    await aMoment(3000);
    assert.equal(await page.evaluate(() => document.querySelector("demur-banner")), null);
    await page.click(send);
    await page.waitForFunction(() => document.forms.length === 0);
    await untilStatuses(["received"]);
  });

  it("says that it waits for the page, and records nothing when the person says that there was an error", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "silent" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.sent);
    await world.picture(page, "banner-sent");
    await banner.waitFor(headlines.notSure);
    await banner.press("No, there was an error");
    await banner.waitFor(headlines.form);
    await outbox.isEmpty();
    assert.deepEqual(await statuses(), []);
  });

  it("keeps what is known when the page is left before an answer", sameInAll, async () => {
    const { page, banner } = await visit(facebook, { answer: "silent" });
    await banner.waitFor(headlines.form);
    await page.click(send);
    await outbox.took(email);
    const left = Date.now();
    await page.goto("https://www.facebook.com/help/");
    await untilStatuses(["submitted"]);
    assert.ok(Date.now() - left < 10_000, "at once, and not only when nothing is held for ever");
  });

  it("is one record, and no second, where the person goes back before the answer and forward again", async () => {
    const step = (page: Page, by: number) =>
      page.evaluate((steps) => {
        setTimeout(() => {
          history.go(steps);
        });
      }, by);
    world.replica.variant = { language: "en", answer: "silent", email };
    const { page, banner } = await visit("https://www.facebook.com/help/", { answer: "silent" });
    await page.goto(facebook);
    await banner.waitFor(headlines.form);
    await page.click(send);
    await banner.waitFor(headlines.sending);
    await step(page, -1);
    await untilStatuses(["submitted"]);
    await step(page, 1);
    const { text } = await banner.waitFor(headlines.already);
    assert.match(text, /Sent today[^]*No confirmation from Meta has been recorded yet/u);
    await page.bringToFront();
    await page.click(send);
    await aMoment();
    await page.close();
    opened = [];
    await outbox.isEmpty();
    assert.equal((await records()).length, 1);
  });

  it("waits for the form behind a question, and finds it at once when it comes", async () => {
    const { page, banner } = await visit("https://de-de.facebook.com/help/contact/712876720715583", {
      gate: true,
      language: "de",
    });
    await banner.waitFor(headlines.gate);
    await world.picture(page, "banner-gate");
    await page.click("#yes");
    await banner.waitFor(headlines.form);
  });

  it("names the right one of several requests, and records none of the others", sameInAll, async () => {
    const choices = [
      "I want to object to the use of my information for Meta AI",
      "I want to object to the use of my information from third parties for Meta AI",
    ];
    const gate = { as: "radios", choices, stays: true } as const;
    const { page, banner } = await visit(facebook, { gate, answer: "silent" });
    await banner.waitForText(/Choose “I want to object to the use of my information for Meta AI”/u);
    await world.picture(page, "banner-requests");
    await page.click("label:nth-of-type(2) input");
    await banner.waitFor(headlines.otherForm);
    await page.click(send);
    await page.click("label:nth-of-type(1) input");
    await banner.waitFor(headlines.form);
    assert.deepEqual(await records(), []);
    assert.equal(await outbox.had(email), false);
  });

  it("goes with the page when it shows another address without loading anew", async () => {
    const { page, banner } = await visit("https://m.facebook.com/help/contact/712876720715583", {});
    await banner.waitFor(headlines.form);
    await page.evaluate(() => {
      history.pushState(null, "", "/help/");
    });
    await eventually(async () => {
      assert.equal(await banner.look(), undefined);
    });
    await page.evaluate(() => {
      history.pushState(null, "", "/help/contact/712876720715583");
    });
    await banner.waitFor(headlines.form);
  });

  it("keeps 60 000 characters with emoji of a form that comes ten seconds late, beside a newsletter, and takes no hidden press", async () => {
    const { page, banner } = await visit(facebook, { renderAfter: 10_000 });
    await page.evaluate(() => {
      const newsletter = document.createElement("input");
      newsletter.type = "email";
      newsletter.value = "news@example.org";
      document.querySelector("main")?.before(newsletter);
    });
    await banner.waitForText(/Is .* the address of your Facebook account/u);
    const words = "😀 My photos are mine. ".repeat(2_858).slice(0, 60_000).trim();
    await page.$eval(
      "textarea",
      (box, text) => {
        box.value = text;
      },
      words,
    );
    const remembered = async () => JSON.stringify((await world.hostCall("accounts.list"))["accounts"]).includes(email);
    const fade = (opacity: string) =>
      page.$eval(
        "demur-banner",
        (element, value) => {
          (element as HTMLElement).style.setProperty("opacity", value, "important");
        },
        opacity,
      );
    await fade("0.01");
    await banner.press("Yes, remember it");
    await fade("1");
    // Nor does one that is made small, or lies under a veil that lets the press through. The page's policy forbids a style element.
    for (const rule of [
      "body { zoom: 0.4 }",
      "main::after { content: ''; position: fixed; inset: 0; background: #fff; pointer-events: none }",
    ]) {
      await page.evaluate((text) => document.styleSheets[0]?.insertRule(text), rule);
      await banner.press("Yes, remember it");
      await page.evaluate(() => {
        document.styleSheets[0]?.deleteRule(0);
      });
    }
    assert.equal(await remembered(), false);
    await banner.press("Yes, remember it");
    await eventually(async () => {
      assert.equal(await remembered(), true);
    });
    await page.click(send);
    await untilStatuses(["received"]);
    const [kept] = await records();
    const { objection } = (await world.hostCall("objections.get", { id: kept?.id ?? "" })) as { objection: Objection };
    assert.equal(objection.message, words);
  });

  it("starts no program for pages of other sites, though they wake the background page", async () => {
    const noHosts = () => {
      assert.deepEqual(world.hosts(), []);
      return Promise.resolve();
    };
    const desk = await ExtensionPage.open(world, "uses/uses.html");
    await stopBackground(world);
    await eventually(noHosts);
    const page = await world.browser.newPage();
    opened.push(page);
    for (let site = 1; site <= 10; site += 1) await page.goto(`https://site${String(site)}.example/`);
    // It is awake once it answers.
    await desk.evaluate(() => chrome.runtime.sendMessage({ kind: "await-form", ask: { platform: null } }));
    await aMoment();
    await noHosts();
    await desk.close();
  });

  it(
    "for two accounts with one address: two objections, also where Meta had not answered the first, and no third",
    sameInAll,
    async () => {
      for (const label of ["Anna", "Anna’s dog"])
        await world.hostCall("accounts.save", { account: { platform: "instagram", label, emails: [email] } });
      const objection = { id: randomUUID(), formId: "767264225370182", platform: "instagram", email, pageUrl: instagram };
      const submittedAt = new Date(Date.now() - 120_000).toISOString();
      await world.hostCall("objections.record", { objection: { ...objection, submittedAt } });
      const objectAndLeave = async () => {
        const { page, banner } = await visit(instagram, { answer: "silent" });
        await banner.waitForText(new RegExp(email, "u"));
        await page.click(send);
        await outbox.took(email);
        await page.close();
        opened = [];
        await outbox.isEmpty();
      };
      await objectAndLeave();
      await untilStatuses(["submitted", "submitted"]);
      await objectAndLeave();
      assert.deepEqual(await statuses(), ["submitted", "submitted"]);
    },
  );
});
