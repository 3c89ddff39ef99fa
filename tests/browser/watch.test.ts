import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import { holds } from "../fixtures/holds.ts";
import { taggedPages, type TaggedPage } from "../fixtures/tagged/pages.ts";
import { violationsInBanner } from "./harness/axe.ts";
import type { Banner } from "./harness/banner.ts";
import { runInWindow } from "./harness/bidi.ts";
import { eventually } from "./harness/eventually.ts";
import { copyOfExtension } from "./harness/extension-copy.ts";
import { untilDemurSpeaks } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { sameInAll } from "./harness/same-in-all.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const settings = "history/history.html#settings";

/**
 * No test can answer Chromium's question: there a copy of the extension has Instagram's pages from the start, as it has Facebook's,
 * because browsers ignore the path of a URL in `host_permissions`. Firefox can be told not to ask.
 */
const extension =
  browser === "firefox"
    ? undefined
    : copyOfExtension(browser, (manifest) => {
        manifest.host_permissions.push("https://www.instagram.com/*", "https://instagram.com/*");
      });
after(() => {
  if (extension !== undefined) rmSync(extension, { recursive: true });
});

function openWorld(host: "present" | "missing"): Promise<World> {
  return freshWorld({ browser, host, ...(extension === undefined ? {} : { extension }) });
}

async function answerYes(world: World): Promise<void> {
  if (browser === "firefox")
    await runInWindow(world.browser, 'Services.prefs.setBoolPref("extensions.webextOptionalPermissionPrompts", false); ""');
}

interface Contact {
  name: string;
  items: number;
  url?: string;
}
const contactsIn = async (world: World): Promise<Contact[]> => (await world.hostCall("contacts.list"))["contacts"] as Contact[];
const urlsIn = async (world: World): Promise<string[]> =>
  ((await world.hostCall("tagged.list", { limit: 100 }))["items"] as { url: string }[]).map(({ url }) => url).sort();

async function visit(world: World, { name, url, html }: TaggedPage): Promise<{ page: Page; banner: Banner }> {
  world.replica.fixtures.set(name, html);
  const address = new URL(url);
  address.searchParams.set("fixture", name);
  return world.visit(address.href);
}

const registered = (desk: ExtensionPage): Promise<string[]> =>
  desk.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id));

async function switchTo(desk: ExtensionPage, platform: "Facebook" | "Instagram", expected: string[]): Promise<void> {
  await desk.toFront();
  await desk.waitFor(".watch input");
  await desk.click("switch", `Look on ${platform}`);
  await eventually(async () => {
    assert.deepEqual((await registered(desk)).sort(), expected);
  });
}

const dark = (page: TaggedPage): TaggedPage => ({
  ...page,
  html: page.html.replace("[hidden]", "body { background: #18191a; color: #e4e6eb } a { color: #4599ff } [hidden]"),
});

describe(`looking on the person's pages, in ${browser}`, () => {
  let world: World;
  let desk: ExtensionPage;
  before(async () => {
    world = await openWorld("present");
    await answerYes(world);
    desk = await ExtensionPage.open(world, settings, 1000);
  });

  it("is off at first: no script is in the page, and nothing is noted", async () => {
    const { page, banner } = await visit(world, taggedPages.photosOf);
    await untilDemurSpeaks(world);
    assert.equal(await banner.look(), undefined);
    assert.deepEqual(await registered(desk), []);
    assert.deepEqual(await contactsIn(world), []);
    await page.close();
  });

  it("begins with one press for one site alone, and says what is here, by whom, and what to do", async () => {
    assert.deepEqual(await desk.violations(), []);
    await desk.picture("watch-settings-off");
    await switchTo(desk, "Instagram", ["tagged-instagram"]);
    await desk.waitForText(/Next: open your profile on Instagram/u);
    const { page: elsewhere, banner: none } = await visit(world, taggedPages.photosOf);
    const { page, banner } = await visit(world, taggedPages.tabEmbedded);
    const seen = await banner.waitFor("2 posts here include you");
    assert.match(seen.text, /Shared by Berta Example and carl\.ex\./u);
    assert.equal(await none.look(), undefined);
    assert.deepEqual((await contactsIn(world)).map(({ name, items }) => [name, items]).sort(), [
      ["Berta Example", 1],
      ["carl.ex", 1],
    ]);
    assert.deepEqual(await violationsInBanner(page, banner), []);
    await world.picture(page, "watch-tab");
    await banner.press("See who");
    await eventually(async () => {
      const urls = await desk.evaluate(async () => (await chrome.tabs.query({})).map(({ url }) => url));
      assert.ok(
        urls.some((url) => url?.endsWith("history/history.html#tagged")),
        urls.join(" "),
      );
    });
    await elsewhere.close();
    await page.close();
  });

  it("keeps photos of which the page doesn't tell the owner, until the opened photo does", async () => {
    await switchTo(desk, "Facebook", ["tagged-facebook", "tagged-instagram"]);
    const { page, banner } = await visit(world, taggedPages.photosOf);
    const seen = await banner.waitFor("2 photos here include you");
    assert.match(seen.text, /The page doesn’t say who shared them\. Open one and Demur will note who did\.\s+See the list/u);
    const nobody = (await contactsIn(world)).find(({ name }) => name === "");
    assert.equal(nobody?.items, 2);
    await world.picture(page, "watch-photos");
    await page.setViewport({ width: 340, height: 700 });
    await world.picture(page, "watch-photos-narrow");
    await page.close();

    const { page: photo, banner: above } = await visit(world, taggedPages.openedPhoto);
    await eventually(async () => {
      const contacts = await contactsIn(world);
      assert.equal(contacts.find(({ name }) => name === "")?.items, 1);
      assert.equal(contacts.find(({ url }) => url === "https://www.facebook.com/berta.example")?.items, 1);
    });
    assert.equal(await above.look(), undefined, "one photo is no list");
    await photo.close();
    const { page: night, banner: darkBanner } = await visit(world, dark({ ...taggedPages.photosOf, name: "photos-of-dark" }));
    await darkBanner.waitFor("2 photos here include you");
    assert.deepEqual(await violationsInBanner(night, darkBanner), []);
    await world.picture(night, "watch-photos-dark");
    await night.close();
  });

  it("brings to the host what each way of looking finds", async () => {
    const pages = ["feed", "articles", "menus", "linksOnly", "alone", "dialogOverFeed", "photosOfByNumber", "tabLinks"] as const;
    for (const page of pages) await visit(world, taggedPages[page]);
    await eventually(async () => {
      assert.deepEqual(await urlsIn(world), [
        "https://www.facebook.com/berta.example/posts/pfbid02abc",
        "https://www.facebook.com/groups/777/posts/888",
        "https://www.facebook.com/photo?fbid=501",
        "https://www.facebook.com/photo?fbid=502",
        "https://www.instagram.com/p/CodeBerta_1",
        "https://www.instagram.com/p/CodeCarl-2",
        "https://www.instagram.com/p/CodeUnknown",
      ]);
    });
  });

  it("says so where a page should show photos and Demur sees none, or doesn't tell whose it is", async () => {
    const { page: none, banner: noneBanner } = await visit(world, taggedPages.photosOfNone);
    const { page: nobody, banner: nobodyBanner } = await visit(world, taggedPages.photosOfNobody);
    const seen = await nobodyBanner.waitFor("Demur can’t tell whose page this is");
    assert.match(seen.text, /noted nothing/u);
    await world.picture(nobody, "watch-nobody");
    await none.bringToFront();
    const empty = await noneBanner.waitFor("Demur sees no photos on this page");
    assert.match(empty.text, /Either nobody has tagged you, or Facebook has changed the page[^]*Read a data download/u);
    await world.picture(none, "watch-none");
    await none.close();
    await nobody.close();
  });

  it("covers nothing of the page, and moves no more than it adds", async () => {
    const { page, banner } = await visit(world, taggedPages.photosOf);
    await banner.waitFor("2 photos here include you");
    const boxes = await page.evaluate(() => {
      const host = document.querySelector("demur-banner") as HTMLElement;
      const next = host.nextElementSibling as HTMLElement;
      return {
        parent: host.parentElement?.getAttribute("role"),
        position: getComputedStyle(host).position,
        bottom: host.getBoundingClientRect().bottom,
        next: next.getBoundingClientRect().top,
      };
    });
    assert.equal(boxes.parent, "main");
    assert.equal(boxes.position, "static");
    holds(boxes.next >= boxes.bottom);
    // A page that renders itself again gets the banner back.
    await page.evaluate(() => {
      document.querySelector("demur-banner")?.remove();
    });
    await banner.waitFor("2 photos here include you");
    await page.close();
  });

  it("is closed for the tab, and opens again there when it is asked to", async () => {
    const { page, banner } = await visit(world, taggedPages.photosOf);
    await banner.waitFor("2 photos here include you");
    await banner.press("Close");
    await banner.waitForText(/^Demur: 2 photos here include you\s+Show$/u);
    await page.reload();
    await banner.waitForText(/^Demur: 2 photos here include you\s+Show$/u);
    await banner.press("Show");
    await banner.waitFor("2 photos here include you");
    await page.reload();
    await banner.waitFor("2 photos here include you");
    await page.close();
  });

  it("is said in the popup too, with the number of all and a way to switch it off", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    const { page, banner } = await visit(world, taggedPages.tabEmbedded);
    await banner.waitFor("2 posts here include you");
    await popup.reload();
    await popup.waitForText(
      /2 posts here include you\s+Shared by Berta Example and carl\.ex\.\s+Demur looks on Instagram[^]*Switch off[^]*Others’ posts are not covered\s+7 photos and posts that others shared still include you\. See who/u,
    );
    assert.deepEqual(await popup.violations(), []);
    assert.equal(await popup.isTooWide(), false);
    await popup.picture("watch-popup");
    await popup.setColourScheme("dark");
    await popup.picture("watch-popup-dark");
    await popup.setColourScheme("light");
    await popup.click("button", "Switch off");
    await eventually(async () => {
      assert.equal(await banner.look(), undefined);
      assert.deepEqual(await registered(desk), ["tagged-facebook"]);
    });
    await popup.close();
    await page.close();
  });

  it("lives through an end of the browser", async () => {
    await world.crash();
    if (browser === "firefox") await answerYes(world);
    desk = await ExtensionPage.open(world, settings, 1000);
    await eventually(async () => {
      assert.deepEqual(await registered(desk), ["tagged-facebook"]);
    });
    const { page, banner } = await visit(world, taggedPages.photosOf);
    await banner.waitFor("2 photos here include you");
    await page.close();
  });

  if (browser === "firefox")
    it("ends where the person takes the permission back in the browser, and doesn't begin again by itself", async () => {
      await switchTo(desk, "Instagram", ["tagged-facebook", "tagged-instagram"]);
      await desk.evaluate(() => {
        chrome.permissions.onAdded.addListener(() => {
          document.body.dataset["added"] = "";
        });
      });
      const origins = ["https://www.instagram.com/*", "https://instagram.com/*"];
      await desk.evaluate(() =>
        chrome.permissions.remove({ origins: ["https://www.instagram.com/*", "https://instagram.com/*"] }),
      );
      await eventually(async () => {
        assert.deepEqual(await registered(desk), ["tagged-facebook"]);
      });
      await runInWindow(
        world.browser,
        `ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs").ExtensionPermissions.add("demur@demur.org", { permissions: [], origins: ${JSON.stringify(origins)} }, WebExtensionPolicy.getByID("demur@demur.org").extension).then(() => "")`,
      );
      await desk.waitFor("[data-added]");
      await desk.hostAnswers();
      assert.deepEqual(await registered(desk), ["tagged-facebook"]);
    });

  it("ends with one press, at once and in open pages, and Meta's help pages stay readable", async () => {
    const { page, banner } = await visit(world, taggedPages.photosOf);
    await banner.waitFor("2 photos here include you");
    await desk.picture("watch-settings-on");
    await switchTo(desk, "Facebook", []);
    await eventually(async () => {
      assert.equal(await banner.look(), undefined);
    });
    const before = await urlsIn(world);
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "/photo.php?fbid=777&set=t.100000000000001&type=3";
      link.textContent = "photo";
      document.querySelector("[role=main]")?.append(link);
    });
    const { page: later, banner: none } = await visit(world, taggedPages.photosOf);
    await untilDemurSpeaks(world);
    assert.equal(await none.look(), undefined);
    assert.deepEqual(await urlsIn(world), before);
    const { page: form, banner: onForm } = await world.visit("https://www.facebook.com/help/contact/712876720715583");
    await onForm.waitForText(/./u);
    for (const tab of [page, later, form]) await tab.close();
  });
});

/** What the host knows about three people's photos; one of them has objected. */
async function shareByOthers(world: World): Promise<void> {
  const photo = (id: number, name: string) => ({
    platform: "facebook",
    url: `https://www.facebook.com/photo/?fbid=${id}`,
    contact: { name },
    kind: "photo",
    seenOn: "page",
  });
  const items = [photo(1, "Berta"), photo(2, "Berta"), photo(3, "Carl"), photo(4, ""), photo(5, "Dora")];
  await world.hostCall("tagged.record", { items });
  const { contacts } = (await world.hostCall("contacts.list", { query: "Dora" })) as { contacts: { id: string }[] };
  await world.hostCall("contacts.update", { id: contacts[0]?.id ?? "", state: "objected" });
}

const form = "https://www.facebook.com/help/contact/712876720715583";
const counted = /Others’ posts are not covered\s+4 photos and posts that others shared still include you\./u;

describe(`what no objection covers, in ${browser}`, sameInAll, () => {
  let world: World;
  before(async () => {
    world = await openWorld("present");
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
  });

  it("is said once after the first objection where no number is known", async () => {
    const { page, banner } = await world.visit(form);
    const before = await banner.waitFor("This is Meta’s objection form");
    assert.doesNotMatch(before.text, /not covered/u);
    await page.click("button[type=submit]");
    const seen = await banner.waitFor("Meta has received your objection");
    assert.match(
      seen.text,
      /Others’ posts are not covered\s+Photos and posts in which others show or name you[^]*What it covers/u,
    );
    assert.deepEqual(await violationsInBanner(page, banner), []);
    await world.picture(page, "others-afterwards");
    await page.close();
    world.replica.variant = { language: "en", email: "b@example.org", answer: "success" };
    const { page: again, banner: second } = await world.visit(form);
    await second.waitForText(/./u);
    await again.click("button[type=submit]");
    assert.doesNotMatch((await second.waitFor("Meta has received your objection")).text, /not covered/u);
    await again.close();
  });

  it("stands on the form with the number, in one height while the address is typed, and leads to who it is", async () => {
    await shareByOthers(world);
    world.replica.variant = { language: "en", email: "c@example.org", answer: "success" };
    const { page, banner } = await world.visit(form);
    const seen = await banner.waitForText(counted);
    await page.click("input[name=email]", { count: 3 });
    await page.keyboard.type("c@");
    await page.keyboard.press("Tab");
    const malformed = await banner.waitFor("Check the address");
    assert.match(malformed.text, counted);
    assert.equal(malformed.height, seen.height);
    assert.deepEqual(await violationsInBanner(page, banner), []);
    await world.picture(page, "others-on-form");
    await page.setViewport({ width: 340, height: 800 });
    await world.picture(page, "others-on-form-narrow");
    await page.setViewport({ width: 1000, height: 800 });
    world.replica.variant = { language: "en", email: "c@example.org", answer: "success", dark: true };
    await page.reload();
    await banner.waitForText(counted);
    assert.deepEqual(await violationsInBanner(page, banner), []);
    await world.picture(page, "others-on-form-dark");
    await page.click("button[type=submit]");
    await banner.waitFor("Meta has received your objection");
    await banner.waitForText(counted);
    await world.picture(page, "others-received-dark");
    await banner.press("See who");
    const desk = await ExtensionPage.open(world, "popup/popup.html");
    await eventually(async () => {
      const urls = await desk.evaluate(async () => (await chrome.tabs.query({})).map(({ url }) => url ?? ""));
      assert.ok(
        urls.some((url) => url.endsWith("history/history.html#tagged")),
        urls.join(" "),
      );
    });
    await desk.close();
    await page.close();
  });

  it("stands with the number in the popup and in the overview, and goes with the last of them", async () => {
    await world.hostCall("accounts.save", { account: { platform: "facebook", label: "Anna", emails: ["c@example.org"] } });
    const overview = await ExtensionPage.open(world, "history/history.html", 1200);
    await overview.waitForText(
      /Others’ posts are not covered\s+4 photos and posts that others shared still include you\.\s+See who/u,
    );
    assert.deepEqual(await overview.violations(), []);
    await overview.picture("others-overview");
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/4 photos and posts that others shared still include you\. See who/u);
    await popup.picture("others-popup");
    const { contacts } = (await world.hostCall("contacts.list")) as { contacts: { id: string; name: string }[] };
    // The number of people is given only if all of them are known.
    const unknown = contacts.find(({ name }) => name === "");
    await world.hostCall("contacts.update", { id: unknown?.id, state: "removed-tag" });
    await popup.reload();
    await popup.waitForText(/still include you\. Shared by 2 people\. See who/u);
    for (const { id } of contacts) await world.hostCall("contacts.update", { id, state: "removed-tag" });
    await popup.reload();
    assert.doesNotMatch(await popup.waitForText(/Anna on Facebook/u), /not covered/u);
    await overview.reload();
    await overview.waitForText(/What others share about you[^]*Look for them/u);
    await popup.close();
    await overview.close();
  });
});

describe(`looking on the person's pages in ${browser}, without the host`, () => {
  it("keeps what it finds in the browser, says so, and brings it to the host when there is one", async () => {
    const world = await openWorld("missing");
    await answerYes(world);
    const desk = await ExtensionPage.open(world, settings, 1000);
    await switchTo(desk, "Instagram", ["tagged-instagram"]);
    for (let time = 0; time < 2; time += 1) {
      const { page, banner } = await visit(world, taggedPages.tabLinks);
      const seen = await banner.waitFor("3 posts here include you");
      assert.match(seen.text, /For one of them[^]*They are waiting in this browser until Demur’s program is set up\.\s+Set up/u);
      await world.picture(page, "watch-waiting");
      await page.close();
    }
    const waiting = await desk.evaluate(async () =>
      Object.entries(await chrome.storage.local.get(null)).filter(([key]) => key.startsWith("outbox/")),
    );
    const items = waiting.flatMap(([, entry]) => (entry as { params: { items?: unknown[] } }).params.items ?? []);
    assert.equal(items.length, 3, "a page that is opened twice waits once");
    world.installHost();
    await desk.evaluate(() => chrome.runtime.sendMessage({ kind: "drain", ask: {} }));
    await eventually(async () => {
      assert.deepEqual((await contactsIn(world)).map(({ name }) => name).sort(), ["", "berta.ex", "carl.ex"]);
    });
  });
});
