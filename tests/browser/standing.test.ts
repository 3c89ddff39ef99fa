import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { facebook, headlines } from "./harness/form.ts";
import { historyFile } from "./harness/history-file.ts";
import { ExtensionPage } from "./harness/page.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

/** An objection from a separate account, and what happened to it. */
async function objected(world: World, email: string, submittedAt: string, ...kinds: string[]): Promise<string> {
  const id = randomUUID();
  const objection = { id, formId: "712876720715583", platform: "facebook", email, pageUrl: facebook, submittedAt };
  await world.hostCall("objections.record", { objection: { ...objection, source: { by: "page" } } });
  for (const kind of kinds) {
    const source = kind === "confirmed" || kind === "declined" ? { by: "person" } : { by: "page" };
    const event = { id: randomUUID(), kind, at: new Date(Date.parse(submittedAt) + 60_000).toISOString(), source };
    await world.hostCall("objections.addEvent", { objectionId: id, event });
  }
  return id;
}
const account = (world: World, label: string, email: string) =>
  world.hostCall("accounts.save", { account: { id: randomUUID(), platform: "facebook", label, emails: [email] } });

describe(`how an account stands, in ${browser}`, () => {
  let world: World;
  let page: ExtensionPage;
  before(async () => {
    world = await World.open({ browser, host: "present" });
  });
  afterEach(async () => {
    await page.close();
  });
  after(async () => {
    await world.close();
  });

  it("is not hidden by a second sending, nor by an error of it", async () => {
    await account(world, "Anna", "anna@example.org");
    await objected(world, "anna@example.org", daysAgo(100), "confirmed");
    await objected(world, "anna@example.org", daysAgo(2), "page-error");
    page = await ExtensionPage.open(world, "popup/popup.html");
    await page.waitForText(/Your objection is confirmed/u);
    await page.close();
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    const words = await page.waitForText(/Your objection is confirmed/u);
    assert.match(words, /Not sent/u);
    assert.doesNotMatch(words, /Declined|needs your|Next:/u);
    assert.deepEqual(await page.violations(), []);
  });

  it("is not finished without the code, and offers the form again and no e-mail", async () => {
    await account(world, "Ben", "ben@example.org");
    const id = await objected(world, "ben@example.org", daysAgo(1), "code-requested");
    page = await ExtensionPage.open(world, `history/history.html#entry/${id}`, 1000);
    const words = await page.waitForText(/Next: finish the objection for Ben/u);
    assert.match(words, /Open the form again/u);
    assert.match(words, /You pressed Meta’s button/u);
    assert.match(words, /Seen on Meta’s page/u);
    assert.doesNotMatch(words, /I have the e-mail/u);
  });

  it("is not sent where Meta’s page showed an error, which is no refusal", async () => {
    await account(world, "Cleo", "cleo@example.org");
    const id = await objected(world, "cleo@example.org", daysAgo(1), "page-error");
    page = await ExtensionPage.open(world, `history/history.html#entry/${id}`, 1000);
    const words = await page.waitForText(/Next: send the objection for Cleo on Facebook again/u);
    assert.match(words, /Open the form again/u);
    assert.doesNotMatch(words, /Complain|Declined/u);
  });

  it("is asked of the person where the page didn’t say", async () => {
    await account(world, "Dora", "dora@example.org");
    const id = await objected(world, "dora@example.org", daysAgo(1), "unsure");
    page = await ExtensionPage.open(world, `history/history.html#entry/${id}`, 1000);
    await page.waitForText(/Did Meta receive your objection\?/u);
    await page.click("button", "No, there was an error");
    await page.waitForText(/Next: send the objection for Dora on Facebook again/u);
  });

  it("knows of what was entered by hand only the day, and finds it again", async () => {
    for (const times of [1, 2]) {
      page = await ExtensionPage.open(world, "history/history.html#earlier", 1000);
      await page.type("Address", "earlier@example.org");
      await page.fillDay("2025-05-10");
      await page.click("button", "Save it");
      if (times === 2) break;
      const words = await page.waitForText(/Entered by you on/u);
      assert.match(words, /10\sMay\s2025/u);
      assert.doesNotMatch(words, /10\sMay\s2025 at/u);
      assert.doesNotMatch(words, /Meta confirmed it/u);
      await page.close();
    }
    await page.waitForText(/You have this one already\./u);
  });

  it("is confirmed without a day where the person doesn’t know it", async () => {
    page = await ExtensionPage.open(world, "history/history.html#earlier", 1000);
    await page.click("button", "Save it");
    await page.waitForText(/Enter your e-mail address/u);
    await page.type("Address", "undated@example.org");
    await page.fillDay("2025-05-11");
    await page.click("checkbox", "Meta confirmed it by e-mail");
    await page.waitForText(/When did Meta confirm it\? \(if you know\)/u);
    await page.click("button", "Save it");
    const words = await page.waitForText(/Day unknown\s+Meta confirmed it\s+Entered by you on/u);
    assert.doesNotMatch(words, /limit passed|No e-mail after/u);
    await page.close();
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    const overview = await page.waitForText(/undated@example\.org\s+Confirmed\s+Day unknown/u);
    assert.doesNotMatch(overview, /Confirmed\s+since today|by Meta today/u);
  });

  it("is confirmed on the day that the person names, if it is not before the objection", async () => {
    page = await ExtensionPage.open(world, "history/history.html#earlier", 1000);
    await page.type("Address", "dated@example.org");
    await page.fillDay("2025-05-11");
    await page.click("checkbox", "Meta confirmed it by e-mail");
    await page.fillDay("2025-05-10", "When did Meta confirm it? (if you know)");
    await page.click("button", "Save it");
    await page.waitForText(/Choose a day between your objection and today\./u);
    await page.fillDay("2025-05-13", "When did Meta confirm it? (if you know)");
    await page.click("button", "Save it");
    await page.waitForText(/13\sMay\s2025\s+Meta confirmed it\s+Entered by you on/u);
  });

  it("is counted for every account, however many there are", async () => {
    const past = Array.from({ length: 300 }, (_, index) => {
      const submittedAt = daysAgo(500 - index);
      return { email: `many${String(index)}@example.org`, submittedAt, ...(index < 33 ? { confirmedAt: submittedAt } : {}) };
    });
    const bytes = Buffer.from(historyFile(past)).toString("base64");
    await world.hostCall("history.import", { importId: randomUUID(), number: 0, bytes, isLast: true });
    page = await ExtensionPage.open(world, "popup/popup.html");
    await page.waitForText(/36 of 307 accounts are confirmed/u);
    await page.close();
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    const words = await page.waitForText(/36 of 307 accounts are confirmed\s+271 need your attention/u);
    assert.match(words, /All 307 accounts/u);
    // An overdue answer comes before everything that is merely unfinished.
    assert.match(words, /Next: remind Meta about/u);
  });
});

describe(`who has objected, in the banner in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await World.open({ browser, host: "present" });
  });
  after(async () => {
    await world.close();
  });

  it("is told beside each address of the person's once they ask for one, those that have not objected first", async () => {
    await account(world, "Ada", "ada@example.org");
    await account(world, "Bea", "bea@example.org");
    await objected(world, "ada@example.org", daysAgo(3));
    world.replica.variant = { language: "en", answer: "silent", email: "" };
    const { banner } = await world.visit(facebook);
    await banner.waitFor(headlines.empty);
    await banner.press("Use my address");
    await banner.waitForText(/Use bea@example\.org\s+Use ada@example\.org \(has objected\)/u);
    await banner.press("Use ada@example.org (has objected)");
    await banner.waitFor(headlines.already);
  });
});
