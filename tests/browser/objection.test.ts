import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines, instagram, recorded, recordedOnce, typeAddress, untilDemurSpeaks } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { Outbox } from "./harness/outbox.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
describe(`an objection in ${browser}, with the host`, () => {
  let world: World;
  let page: Page | undefined;

  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });

  const visit = async (address: string) => {
    const opened = await world.visit(address);
    page = opened.page;
    return opened;
  };

  it("is silent where there is no objection form", async () => {
    const { page: article, banner } = await visit("https://www.facebook.com/help/1234567890");
    await untilDemurSpeaks(world);
    assert.equal(await banner.look(), undefined);
    await article.goto("https://evil.example/help/contact/712876720715583");
    await untilDemurSpeaks(world);
    assert.equal(await banner.look(), undefined);
  });

  it("remembers the address when the person says so", async () => {
    world.replica.variant = { language: "nl", email: "anna@example.org", answer: "success", renderAfter: 300 };
    const { page: form_, banner } = await visit(facebook);
    const asked = await banner.waitFor(headlines.form);
    assert.match(asked.text, /Is anna@example\.org the address of your Facebook account\?/u);
    assert.equal(asked.height, 172);
    await world.picture(form_, "banner-no-account");
    await banner.press("Yes, remember it");
    await banner.waitForText(/is one of your addresses/u);
    await world.picture(form_, "banner-known");
    const { accounts } = await world.hostCall("accounts.list");
    assert.deepEqual(
      (accounts as { emails: string[] }[]).map(({ emails }) => emails),
      [["anna@example.org"]],
    );
  });

  it("judges the address as it is typed, and fills in the right one when asked", async () => {
    world.replica.variant = { language: "en", answer: "success" };
    const { page: form_, banner } = await visit(facebook);
    await banner.waitFor(headlines.empty);
    await world.picture(form_, "banner-empty");
    await typeAddress(form_, "anna@");
    const malformed = await banner.waitFor(headlines.check);
    assert.match(malformed.text, /“anna@” is not a complete e-mail address/u);
    await world.picture(form_, "banner-malformed");
    await typeAddress(form_, "b@example.net");
    const foreign = await banner.waitForText(/b@example\.net is not the address of your Facebook account/u);
    assert.equal(foreign.height, 172);
    await world.picture(form_, "banner-not-yours");
    assert.equal(await form_.$eval("input[name=email]", (field) => field.value), "b@example.net");
    await banner.press("Use my address");
    await banner.waitForText(/anna@example\.org is one of your addresses/u);
    assert.equal(await form_.$eval("input[name=email]", (field) => field.value), "anna@example.org");
  });

  it("moves nothing while the address is typed, also where there is little room", async () => {
    world.replica.variant = { language: "en", answer: "success" };
    const { page: form_, banner } = await visit(facebook);
    for (const width of [360, 1000]) {
      await form_.setViewport({ width, height: 800 });
      await form_.reload();
      await banner.waitFor(headlines.empty);
      const top = () => form_.$eval("input[name=email]", (field) => field.getBoundingClientRect().top + window.scrollY);
      await eventually(async () => {
        holds(((await banner.look())?.height ?? 0) >= 172);
      });
      const first = await top();
      for (const [typed, said] of [
        ["anna@", /is not a complete e-mail address/u],
        ["anna@gmial.com", /looks like a typo for gmail\.com/u],
        ["b@example.net", /is not the address of your Facebook account/u],
        ["anna@example.org", /is one of your addresses/u],
      ] as const) {
        await typeAddress(form_, typed);
        await banner.waitForText(said);
        assert.equal(await top(), first, `${typed} at ${String(width)}`);
      }
    }
  });

  it("breaks an address only where it doesn’t fit a line of its own", async () => {
    world.replica.variant = { language: "en", answer: "success", email: "lastname@example.net" };
    const { page: form_, banner } = await visit(facebook);
    await form_.setViewport({ width: 360, height: 800 });
    await banner.waitForText(/is not the address of your/u);
    const lines = await banner.run((root) => {
      const words = root.querySelector(".sentence b")?.firstElementChild ?? document.body;
      return Math.round(words.getBoundingClientRect().height / 20);
    });
    assert.equal(lines, 1);
  });

  it("asks in place what the e-mail says, and records the answer", async () => {
    const email = "dora@example.org";
    const objection = { id: randomUUID(), formId: "712876720715583", platform: "facebook", email, pageUrl: facebook };
    await world.hostCall("objections.record", { objection: { ...objection, submittedAt: new Date().toISOString() } });
    world.replica.variant = { language: "en", answer: "success", email };
    const { page: form_, banner } = await visit(facebook);
    await banner.waitForText(/No confirmation from Meta has been recorded yet/u);
    await banner.press("I have the e-mail");
    await banner.waitForText(/Does the e-mail say that Meta will honour your objection/u);
    await world.picture(form_, "banner-have-mail");
    await banner.press("Yes, it does");
    await banner.waitForText(/A confirmation from Meta is recorded, without a date/u);
    await eventually(async () => {
      const { objection: kept } = await world.hostCall("objections.get", { id: objection.id });
      assert.equal((kept as { status: string }).status, "confirmed");
    });
    await world.hostCall("objections.remove", { id: objection.id });
  });

  it("takes an error of the form for what it is: nothing was sent", async () => {
    world.replica.variant = { language: "de", email: "anna@example.org", answer: "invalid" };
    const outbox = await Outbox.watch(world);
    const { page: form_, banner } = await visit(facebook);
    await banner.waitFor(headlines.form);
    await form_.click("button[type=submit]");
    await form_.waitForSelector("[aria-invalid=true]");
    await banner.waitFor(headlines.marked);
    await outbox.took("anna@example.org");
    await outbox.isEmpty();
    assert.deepEqual(await recorded(world), []);
    await outbox.close();
  });

  it("records what was sent, with the page's answer, before anything else", async () => {
    world.replica.variant = { language: "nl", email: "anna@example.org", answer: "success" };
    const { page: form_, banner } = await visit(`${facebook}/?locale=nl_NL&ref=mail`);
    await banner.waitFor(headlines.form);
    await form_.type("textarea", "Mijn foto’s zijn mijn werk.");
    await form_.click("button[type=submit]");
    await banner.waitFor(headlines.received);
    await world.picture(form_, "banner-received");
    const [objection] = await recordedOnce(world, ([first]) => {
      assert.equal(first?.status, "received");
    });
    holds(objection);
    assert.equal(objection.email, "anna@example.org");
    assert.equal(objection.message, "Mijn foto’s zijn mijn werk.");
    assert.equal(objection.pageUrl, facebook);
    const { events } = (await world.hostCall("objections.get", { id: objection.id })) as {
      events: { kind: string; detail?: string }[];
    };
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["submitted", "received"],
    );
    assert.match(events[1]?.detail ?? "", /We hebben je verzoek ontvangen/u);
    const { intact } = await world.hostCall("history.verify");
    assert.equal(intact, true);
  });

  it("says on the next visit that there is no need to do it again", async () => {
    world.replica.variant = { language: "fr", email: "Anna@Example.org", answer: "success", dark: true };
    const { page: form_, banner } = await visit(facebook);
    const seen = await banner.waitFor(headlines.already);
    assert.match(seen.text, /No confirmation from Meta has been recorded yet/u);
    await world.picture(form_, "banner-already-dark");
  });

  it("works on Instagram and knows the code step", async () => {
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "code" };
    const { page: form_, banner } = await visit(instagram);
    await banner.waitFor(headlines.form);
    await form_.click("button[type=submit]");
    await banner.waitFor(headlines.code);
    await world.picture(form_, "banner-code");
    await form_.type("#code", "123456");
    await form_.keyboard.press("Enter");
    await banner.waitFor(headlines.received);
    await recordedOnce(world, (objections) => {
      assert.equal(objections.find(({ platform }) => platform === "instagram")?.status, "received");
    });
  });

  it("tells another form of Meta's from the objection form", async () => {
    world.replica.variant = { language: "en", answer: "success" };
    const { page: form_, banner } = await visit("https://www.facebook.com/help/contact/510058597920541");
    await banner.waitFor(headlines.otherForm);
    await world.picture(form_, "banner-another-form");
  });

  it("asks Meta's servers for nothing by itself", () => {
    const asked = world.replica.requests.filter(
      (request) => request.includes("facebook.com") || request.includes("instagram.com"),
    );
    for (const request of asked)
      assert.match(request, /^(?:GET \S+\/(?:help\/|contact\/|favicon)|POST \S+\/ajax\/help\/contact\/submit\/page)/u);
  });
});

describe(`an objection in ${browser}, while the host is missing`, () => {
  let world: World;

  before(async () => {
    world = await freshWorld({ browser, host: "missing" });
  });

  it("can have the person’s own texts and an address that shall stay, which the browser keeps", async () => {
    const page = await ExtensionPage.open(world, "popup/popup.html");
    const titles = await page.evaluate(async () => {
      const draft = { id: crypto.randomUUID(), title: "My work", language: "en", text: "I draw for a living." };
      const changes = [
        { kind: "save-draft", ask: { draft } },
        { kind: "save-draft", ask: { draft: { ...draft, title: "My pictures" } } },
        { kind: "remove-draft", ask: { id: draft.id } },
      ];
      const seen: string[][] = [];
      for (const change of changes) {
        await chrome.runtime.sendMessage(change);
        const asked = { kind: "texts", ask: { language: "en" } };
        const { answer } = await chrome.runtime.sendMessage<unknown, { answer: { drafts: { title: string }[] } }>(asked);
        seen.push(answer.drafts.map(({ title }) => title));
      }
      return seen;
    });
    assert.deepEqual(titles, [["My work"], ["My pictures"], []]);
    // The ready-made texts beside them are in the form's language, whatever Meta calls it, or in English.
    const languages = await page.evaluate(async () => {
      const answers: string[] = [];
      for (const language of ["nl_NL", "nb", "nn_NO", "no", "tlh"]) {
        const asked = { kind: "texts", ask: { language } };
        const { answer } = await chrome.runtime.sendMessage<unknown, { answer: { language: string } }>(asked);
        answers.push(answer.language);
      }
      return answers;
    });
    assert.deepEqual(languages, ["nl", "nb", "nb", "nb", "en"]);
    const areKept = await page.evaluate(async () => {
      const own = { formId: "1", email: "anna@example.net" };
      await chrome.runtime.sendMessage({ kind: "keep-address", ask: own });
      const others = [
        { ...own, email: "Anna@Example.net" },
        { ...own, formId: "2" },
        { ...own, email: "ben@example.net" },
      ];
      const replies = others.map((ask) => chrome.runtime.sendMessage<unknown, { answer: boolean }>({ kind: "is-kept", ask }));
      return (await Promise.all(replies)).map(({ answer }) => answer);
    });
    assert.deepEqual(areKept, [true, false, false]);
    await page.close();
  });

  it("waits in the browser, outlives a crash, and is recorded once when the host appears", async () => {
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
    const first = await world.visit(facebook);
    await first.banner.waitFor(headlines.form);
    await first.page.click("button[type=submit]");
    await first.banner.waitForText(/Meta has received your objection[^]*safe in the browser for now[^]*set up Demur’s program/u);
    await world.picture(first.page, "banner-host-missing");
    await world.crash();
    // No timer helps: that the host answers must be enough.
    const settings = await ExtensionPage.open(world, "history/history.html#settings");
    await settings.evaluate(() => chrome.alarms.clearAll());
    await settings.close();
    world.installHost();
    const second = await world.visit(facebook);
    await second.banner.waitFor(headlines.already);
    await second.page.reload();
    await second.banner.waitFor(headlines.already);
    await eventually(async () => {
      assert.deepEqual(
        (await recorded(world)).map(({ status }) => status),
        ["received"],
      );
    });
  });

  it("is not lost when the browser dies between sending and recording", async () => {
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "silent" };
    const outbox = await Outbox.watch(world);
    const { page, banner } = await world.visit(instagram);
    await banner.waitFor(headlines.form);
    await page.click("button[type=submit]");
    await outbox.took("anna@example.org");
    await world.crash();
    const again = await world.visit(instagram);
    // If it took long for the browser to die, the page had already begun to ask what became of it.
    await again.banner.waitForText(/You have already objected|You pressed Meta’s button today/u);
    await eventually(async () => {
      const records = (await recorded(world)).filter(({ platform }) => platform === "instagram");
      assert.equal(records.length, 1);
    });
  });
});
