import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { Shared } from "./harness/shared.ts";
import { holdsAtEveryWidth } from "./harness/widths.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const list = "history/history.html#tagged";

/** The current list, from the top: headings, and names with their numbers and states. */
function rows(page: ExtensionPage): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".contacts tbody tr")].map((row) => row.innerText.replace(/\s+/gu, " ").trim()),
  );
}

/** Opens what is folded in the card of a contact: the photos, or the choice of another name. */
async function unfold(page: ExtensionPage, what: "facts" | "merge"): Promise<void> {
  if (what === "facts") await page.evaluate(() => document.querySelector<HTMLElement>(".contact-facts summary")?.click());
  else await page.evaluate(() => document.querySelector<HTMLElement>(".merge summary")?.click());
}

/** What is in the field for the text. */
function text(page: ExtensionPage): Promise<string> {
  return page.evaluate(() => document.querySelector("textarea")?.value ?? "");
}

function focused(page: ExtensionPage): Promise<string> {
  return page.evaluate(() => (document.activeElement as HTMLElement).innerText);
}

describe(`who shares what of the person, in ${browser}`, () => {
  let world: World;
  let shared: Shared;
  let page: ExtensionPage;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    shared = new Shared(world);
    for (const [name, count] of Object.entries({
      "Tom K.": 5,
      "Marie L.": 3,
      Jonas: 2,
      "Eva P.": 1,
      Ruben: 1,
      "Sara B.": 6,
      Milan: 3,
    }))
      await shared.photos({ name }, count);
    await shared.note("Tom K.", "asked", 9);
    await shared.note("Sara B.", "objected", 2);
    await shared.note("Milan", "objected", 1);
  });

  it("is answered first, then drawn and listed, what is open before what is settled", async () => {
    page = await ExtensionPage.open(world, list, 1200);
    const words = await page.waitForText(
      /12 photos and posts by others still include you\s+Shared by 5 people\. Your objection covers/u,
    );
    assert.match(words, /9 covered: they objected\s+5 asked\s+7 not asked yet/u);
    const listed = await rows(page);
    assert.equal(listed[0], "Still open: 12 by 5 people");
    assert.match(listed[1] ?? "", /^Tom K\. 5 Asked on /u);
    assert.deepEqual(listed.slice(2, 4), ["Marie L. 3 Not asked", "Jonas 2 Not asked"]);
    assert.deepEqual(listed.slice(6), ["Objected too: 9 by 2 people", "Sara B. 6 Objected", "Milan 3 Objected"]);
    await holdsAtEveryWidth(page, "tagged-contacts");
  });

  it("keeps the year of a date whole, however narrow the list is", async () => {
    for (const width of [1200, 1000, 960, 700, 360, 320]) {
      await page.setWidth(width);
      const years = await page.evaluate(() =>
        [...document.querySelectorAll(".contact-state span")].flatMap((line) => {
          const text = line.lastChild;
          const year = /\d{4}/u.exec(text?.textContent ?? "");
          if (!text || !year) return [];
          const range = document.createRange();
          range.setStart(text, year.index);
          range.setEnd(text, year.index + 4);
          return [range.getClientRects().length];
        }),
      );
      assert.deepEqual(years, [1], `at ${String(width)}`);
    }
    await page.setWidth(1200);
  });

  it("draws bars as long as their numbers, each state in a shape of its own", async () => {
    const bars = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".share .part")].map((part) => ({
        kind: part.className.replace("part ", ""),
        width: part.getBoundingClientRect().width,
      })),
    );
    const unit = (bars[0]?.width ?? 0) / 5;
    assert.deepEqual(
      bars.map(({ kind, width }) => `${kind} ${String(Math.round(width / unit))}`),
      ["waiting 5", "plain 3", "plain 2", "plain 1", "plain 1", "confirmed 6", "confirmed 3"],
    );
    const parts = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".share-bar .part")].map((part) => part.getBoundingClientRect().width),
    );
    assert.equal(Math.round((100 * (parts[0] ?? 0)) / parts.reduce((sum, width) => sum + width, 0)), 43);
  });

  it("has a text for a friend in the friend's language, and copying it says nothing of having asked", async () => {
    await page.click("link", "Marie L.");
    await page.waitForText(/Marie L\.\s+Not asked\s+3 photos and posts/u);
    assert.match(await text(page), /^Hi Marie, .* on Facebook\..*https:\/\/www\.facebook\.com\/help\/contact\/712876720715583/su);
    assert.match(await text(page), /only the form counts.*take my tag off/su);
    await page.choose("Language of the text", "nl");
    assert.match(await text(page), /^Hoi Marie, /u);
    await page.click("button", "Copy the text");
    await page.waitForText(/Copied[^]*Have you sent it\?/u);
    assert.equal((await shared.contact("Marie L.")).state, "new");
    assert.deepEqual(await page.violations(), []);
    await page.picture("tagged-copied");
    // What was copied can be pasted.
    const copied = await text(page);
    await page.evaluate(() => {
      document.querySelector("textarea")?.select();
    });
    await page.press("Backspace");
    assert.equal(await text(page), "");
    await page.pressWithControl("v");
    assert.equal(await text(page), copied);
  });

  it("notes by one press that the friend was asked, and takes it back by another", async () => {
    await page.click("button", "Mark as asked");
    await page.waitForText(/Noted\. Undo/u);
    assert.equal(await focused(page), "Undo");
    assert.equal((await shared.contact("Marie L.")).state, "asked");
    assert.match(await page.waitForText(/8 asked\s+4 not asked yet/u), /Asked today/u);
    await page.press("Enter");
    await page.waitForText(/5 asked\s+7 not asked yet/u);
    assert.equal((await shared.contact("Marie L.")).state, "new");
    await page.click("button", "Mark as asked");
    await page.waitForText(/8 asked/u);
  });

  it("notes what came of it, counts anew, and can always be set right", async () => {
    for (const [button, state, words] of [
      ["Objected", "objected", /9 photos and posts by others[^]*Objected too: 12 by 3 people/u],
      ["Tag removed", "removed-tag", /9 photos and posts by others[^]*3 no longer tag you[^]*Tag removed: 3 by one person/u],
      ["Said no", "declined", /12 photos and posts by others[^]*3 stay: they said no[^]*Said no: 3 by one person/u],
      ["Not asked after all", "new", /12 photos and posts by others[^]*7 not asked yet/u],
    ] as const) {
      await page.click("button", button);
      await page.waitForText(words);
      assert.equal((await shared.contact("Marie L.")).state, state);
      assert.deepEqual(await page.violations(), [], button);
      if (button === "Said no") await page.picture("tagged-said-no");
    }
    const before = await shared.contact("Tom K.");
    await page.click("link", "Tom K.");
    await page.waitForText(/Tom K\.\s+Asked\s+5 photos and posts/u);
    await page.click("button", "Objected");
    await page.waitForText(/7 photos and posts by others[^]*Shared by 4 people[^]*Noted\. Undo/u);
    await page.press("Enter");
    await page.waitForText(/12 photos and posts by others[^]*Shared by 5 people/u);
    const { state, stateAt } = await shared.contact("Tom K.");
    assert.deepEqual([state, stateAt], ["asked", before.stateAt]);
  });

  it("leaves out who the person doesn’t want to see, and shows them again", async () => {
    await page.click("link", "Ruben");
    await page.waitForText(/Ruben\s+Not asked\s+One photo or post/u);
    await page.click("button", "Don’t show");
    await page.waitForText(/11 photos and posts by others[^]*Shared by 4 people[^]*Not shown: 1 by one person/u);
    holds(!(await rows(page)).some((row) => row.startsWith("Ruben")));
    await page.click("button", "Show");
    await page.waitFor(".contacts tbody:last-child .row-link");
    assert.equal((await rows(page)).at(-1), "Ruben 1 Not shown");
    await page.click("button", "Show again");
    await page.waitForText(/12 photos and posts by others[^]*Shared by 5 people/u);
  });

  it("leads to the photos, with their days", async () => {
    await page.click("link", "Sara B.");
    await page.waitForText(/Sara B\.\s+Objected\s+6 photos and posts/u);
    await unfold(page, "facts");
    await page.waitFor(".items li:nth-child(6)");
    const links = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>(".items a")].map(({ href, target }) => href + target),
    );
    assert.equal(new Set(links).size, 6);
    holds(links.every((link) => /^https:\/\/www\.facebook\.com\/photo\.php\?fbid=\d+_blank$/u.test(link)));
    assert.match(await page.waitForText(/19\sJuly\s2019/u), /Photo/u);
    await page.picture("tagged-items");
    await page.close();
  });
});

describe(`contacts of every kind, in ${browser}`, () => {
  let world: World;
  let shared: Shared;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    shared = new Shared(world);
  });

  it("are told how to come here while there are none", async () => {
    const page = await ExtensionPage.open(world, list, 1000);
    const words = await page.waitForText(/No download found yet/u);
    assert.match(words, /No photos or posts by others found yet[^]*Meta’s page for downloads[^]*Come back here/u);
    await holdsAtEveryWidth(page, "tagged-empty");
    await page.close();
  });

  it("are one person once the person says so, which is asked twice and done once", async () => {
    await shared.photos({ name: "Tom K." }, 2);
    await shared.photos({ name: "Tom Klein", url: "https://www.facebook.com/tom.klein" }, 3);
    const page = await ExtensionPage.open(world, list, 1200);
    await page.waitForText(/5 photos and posts by others[^]*Shared by 2 people/u);
    await page.click("link", "Tom K.");
    await page.waitForText(/Tom K\.\s+Not asked\s+2 photos and posts/u);
    await unfold(page, "merge");
    await page.waitFor(".merge option");
    await page.click("button", "Merge");
    await page.waitForText(/Are Tom K\. and Tom Klein the same person\?[^]*can’t be undone/u);
    assert.equal(await focused(page), "Keep separate");
    assert.deepEqual(await page.violations(), []);
    await page.picture("tagged-merge");
    await page.press("Escape");
    assert.equal((await shared.contacts()).length, 2);
    await page.click("button", "Merge");
    await page.click("button", "Yes, the same person");
    await page.waitForText(/5 photos and posts by others[^]*Shared by one person[^]*Tom Klein\s+Not asked\s+5 photos and posts/u);
    assert.deepEqual(await shared.names(), ["Tom Klein"]);
    await page.close();
  });

  it("are brought up once when they were asked long ago, and never again", async () => {
    await shared.note("Tom Klein", "asked", 20);
    const page = await ExtensionPage.open(world, list, 1200);
    await page.waitForText(/Asked more than two weeks ago[^]*A friendly reminder is ready/u);
    assert.match(await text(page), /^Hi Tom, some time ago/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("tagged-reminder");
    await page.click("button", "Leave it");
    await page.waitForText(/Asked on [^]*Noted\. Undo/u);
    await page.press("Enter");
    await page.waitForText(/A friendly reminder is ready/u);
    await page.click("button", "Mark as reminded");
    await page.waitForText(/Noted\. Undo/u);
    await page.reload();
    assert.doesNotMatch(await page.waitForText(/5 photos and posts by others[^]*Shared by one person/u), /two weeks ago/u);
    assert.match(await text(page), /^Hi Tom, you have shared/u);
    await page.close();
  });

  it("may be unknown, and then there is nobody to write to", async () => {
    await shared.photos({ name: "" }, 7);
    const page = await ExtensionPage.open(world, list, 1200);
    const words = await page.waitForText(/12 photos and posts by others still include you[^]*Still open: 12 by others/u);
    assert.match(words, /Sharer unknown\s+7\s+Not asked[^]*Open the photo or post: Facebook shows who shared it/u);
    assert.equal(await page.exists("textarea"), false);
    assert.deepEqual(await page.violations(), []);
    await page.picture("tagged-unknown");
    await page.close();
  });

  it("can be asked by the keyboard alone", async () => {
    const page = await ExtensionPage.open(world, list, 1200);
    await page.waitForText(/12 photos and posts by others/u);
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 40 && !(await focused(page)).startsWith(name); presses += 1) await page.press("Tab");
      assert.ok((await focused(page)).startsWith(name), `Tab never comes to ${name}`);
    };
    await tabTo("Tom Klein");
    await page.press("Enter");
    await eventually(async () => {
      assert.equal(await focused(page), "Tom Klein");
      assert.equal(await page.exists(".contact-card textarea"), true);
    });
    await tabTo("Copy the text");
    await page.press("Enter");
    await page.waitForText(/Copied/u);
    await tabTo("Objected");
    await page.press("Enter");
    await page.waitForText(/Noted\. Undo/u);
    assert.equal((await shared.contact("Tom Klein")).state, "objected");
    await page.close();
  });

  it("show one thing at a time where there is little room, and the way back keeps the place", async () => {
    const page = await ExtensionPage.open(world, list, 360);
    await page.waitForText(/Sharer unknown/u);
    await page.click("link", "Tom Klein");
    const words = await page.waitForText(/Tom Klein\s+Objected/u);
    assert.doesNotMatch(words, /Who shares the most about you|Your objection covers/u);
    assert.equal(await page.isTooWide(), false);
    await page.click("link", "Tagged by others");
    await page.waitForText(/Who shares the most about you/u);
    assert.equal(await focused(page), "Tom Klein");
    await page.close();
  });

  it("are found by name, and come in pages, however many they are", async () => {
    await shared.crowd(10_000);
    const page = await ExtensionPage.open(world, list, 1200);
    await page.reload();
    await page.waitForText(/10,007 photos and posts by others/u);
    await page.waitFor(".contacts .more");
    holds((await rows(page)).length < 120);
    await page.click("button", "Show more");
    await eventually(async () => {
      holds((await rows(page)).length > 100);
    });
    await page.type("Search by name", "person 77");
    assert.match(await page.waitForText(/111 people found/u), /Person 7799/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("tagged-search");
    await page.type("Search by name", " x");
    await page.waitForText(/Nobody found\. Try fewer letters\./u);
    await page.close();
  });
});

describe(`contacts in ${browser}, with a program of before`, () => {
  it("are not looked for in downloads by a program that is too old for it, which is said", async () => {
    const world = await freshWorld({ browser, host: "older" });
    const page = await ExtensionPage.open(world, list, 700);
    const words = await page.waitForText(/Reading downloads needs a newer program[^]*is too old for this/u);
    assert.match(words, /your history will not be touched\.\s+Try again\s+Not installed yet\? How to install it/u);
    assert.equal(await page.exists(".downloads"), false);
    assert.deepEqual(await page.violations(), []);
    await page.picture("tagged-older");
    await page.click("link", "What Meta uses, and what it doesn’t");
    await page.waitForText(/Meta says it uses/u);
  });
});
