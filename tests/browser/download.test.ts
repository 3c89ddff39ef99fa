import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { facebook } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { sameInAll } from "./harness/same-in-all.ts";
import { Shared } from "./harness/shared.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const list = "history/history.html#tagged";
const start = "history/history.html#download";

/** Opens the page for reading a download, and reads the newest. */
async function read(world: World, width = 1000): Promise<ExtensionPage> {
  const page = await ExtensionPage.open(world, start, width);
  await page.waitForText(/Found in your Downloads folder/u);
  await page.click("button", "Read it");
  return page;
}

async function accounts(world: World): Promise<{ platform: string; emails: string[] }[]> {
  const found = (await world.hostCall("accounts.list"))["accounts"] as { platform: string; emails: string[] }[];
  return found.map(({ platform, emails }) => ({ platform, emails }));
}

describe(`a data download, read from the Downloads folder to the last friend, in ${browser}`, () => {
  let world: World;
  let shared: Shared;
  let page: ExtensionPage;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    shared = new Shared(world);
  });

  it("is found by itself, also where the folder has another name", async () => {
    page = await ExtensionPage.open(world, list, 1000);
    await page.waitForText(/No download found yet/u);
    await page.picture("download-none");
    const place = world.download("facebook-json.zip", "facebook-anna.example-2026-11-20-UXHPhjRr.zip");
    await page.click("button", "Look again");
    const words = await page.waitForText(/Found in your Downloads folder/u);
    assert.match(words, /facebook-anna\.example-2026-11-20-UXHPhjRr\.zip\s+23\skB/u);
    const elsewhere = path.join(world.folder, "home/Heruntergeladen");
    mkdirSync(elsewhere);
    mkdirSync(path.join(world.folder, "home/.config"), { recursive: true });
    renameSync(place, path.join(elsewhere, path.basename(place)));
    writeFileSync(path.join(world.folder, "home/.config/user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/Heruntergeladen"\n');
    await page.reload();
    await page.waitForText(/Found in your Downloads folder\s+facebook-anna/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("download-found");
  });

  it("tells what was in it, and offers its addresses for the account", async () => {
    await page.click("button", "Read it");
    await page.waitForText(
      /9 photos and posts by others still include you[^]*Your Facebook download is read\s+Read in one second\.\s+9\s+photos and posts\s+3\s+people\s+9\s+new since last time/u,
    );
    assert.doesNotMatch(await page.waitForText(/anna@example\.org/u), /couldn’t be read/u);
    await page.waitForText(/Meta’s notices read: 3\. Those that say someone tagged or mentioned you: 2\./u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("download-done");
    assert.deepEqual(await accounts(world), []);
    // Two addresses of one account are one question.
    const both = [{ platform: "facebook", emails: ["anna@example.org", "anna.work@example.org"] }];
    await page.click("button", "Add them as a new Facebook account");
    await page.waitForText(/Added\. Demur will now recognise them in the objection form\.\s+Undo/u);
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).innerText), "Undo");
    await eventually(async () => {
      assert.deepEqual(await accounts(world), both);
    });
    await page.picture("download-addresses");
    await page.press("Enter");
    await page.waitForText(/anna@example\.org\s+anna\.work@example\.org\s+Add them as a new Facebook account/u);
    await eventually(async () => {
      assert.deepEqual(await accounts(world), []);
    });
    await page.click("button", "Add them as a new Facebook account");
    await eventually(async () => {
      assert.deepEqual(await accounts(world), both);
    });
  });

  it("leads to those who share photos of the person, with where the list comes from", async () => {
    await page.click("button", "See who");
    const words = await page.waitForText(/9 photos and posts by others still include you/u);
    assert.match(
      words,
      /Bea Berg\s+3\s+Not asked\s+Sharer unknown\s+2\s+Not asked\s+Zoë Łukasiewicz\s+2\s+Not asked\s+Jörg Müller\s+2/u,
    );
    assert.match(words, /From (?:your Facebook download of|today’s Facebook download)/u);
    await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLElement>(".row-link")];
      links.find(({ innerText }) => innerText === "Sharer unknown")?.click();
    });
    await page.waitForText(/Sharer unknown\s+Not asked\s+2 photos and posts/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".contact-card details summary")?.click());
    // The person can read who it was, where nothing but a sentence of Meta's says it; nobody is asked.
    const card = await page.waitForText(/Jörg Müller hat dich markiert\./u);
    assert.match(card, /Bea Berg hat dich in einem Kommentar erwähnt\./u);
    assert.doesNotMatch(card, /Copy the text/u);
    await page.close();
  });

  it("is what the popup and the objection form count", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    // Nobody knows who shared two of them, so that the three who are known are not all.
    await popup.waitForText(/9 photos and posts that others shared still include you\. See who/u);
    await popup.picture("download-popup");
    await popup.close();
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org" };
    const { page: form, banner } = await world.visit(facebook);
    const seen = await banner.waitForText(/Others’ posts are not covered/u);
    assert.match(
      seen.text,
      /anna@example\.org is one of your addresses[^]*9 photos and posts that others shared still include you/u,
    );
    await world.picture(form, "download-banner");
    await form.close();
  });

  it("leaves a friend asked, reminded once, and objected, and the numbers follow", async () => {
    page = await ExtensionPage.open(world, list, 1200);
    await page.waitForText(/Bea Berg\s+Not asked\s+3 photos and posts/u);
    await page.click("button", "Copy the text");
    await page.waitForText(/Copied[^]*Have you sent it\?/u);
    await page.click("button", "Mark as asked");
    await page.waitForText(/3 asked\s+6 not asked yet/u);
    await shared.note("Bea Berg", "asked", 10);
    await page.close();
    page = await ExtensionPage.open(world, list, 1000);
    await page.waitForText(/Asked on \d/u);
    // No word of a date goes on in the next line.
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll(".contact-state")].flatMap((state) => {
        const text = state.lastElementChild?.firstChild;
        if (!(text instanceof Text)) return [];
        const words = [...text.data.matchAll(/\S+/gu)];
        return words.map(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          return range.getClientRects().length > 1 ? word : "";
        });
      }),
    );
    assert.deepEqual(
      broken.filter((word) => word !== ""),
      [],
    );
    await shared.note("Bea Berg", "asked", 15);
    await page.close();
    page = await ExtensionPage.open(world, list, 1200);
    await page.waitForText(/Asked more than two weeks ago[^]*A friendly reminder is ready/u);
    await page.click("button", "Mark as reminded");
    await page.waitForText(/Noted\. Undo/u);
    await page.close();
    page = await ExtensionPage.open(world, list, 1200);
    assert.doesNotMatch(await page.waitForText(/3 asked\s+6 not asked yet/u), /two weeks ago/u);
    await page.click("button", "Objected");
    await page.waitForText(/6 photos and posts by others still include you[^]*3 covered: they objected\s+6 not asked yet/u);
    const shares = await page.evaluate(() =>
      [...document.querySelectorAll(".share-bar .part")].map((part) => part.className.replace("part ", "")),
    );
    assert.deepEqual(shares, ["confirmed", "plain"]);
    await page.close();
    const overview = await ExtensionPage.open(world, "history/history.html", 1000);
    await overview.waitForText(/6 photos and posts that others shared still include you\.\s+See who/u);
    await overview.close();
  });

  it("says nothing new when it is read again, and forgets nothing", async () => {
    page = await read(world);
    await page.waitForText(/9\s+photos and posts\s+3\s+people\s+0\s+new since last time/u);
    await page.click("button", "See who");
    await page.waitForText(/6 photos and posts by others still include you/u);
    await page.close();
  });
});

describe(`a data download that can’t be read, or not all of it, in ${browser}`, sameInAll, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  let age = 30;
  /** Puts a sample into the Downloads folder that is newer than those before. */
  function newest(sample: string, name: string): string {
    const place = world.download(sample, name);
    const time = new Date(Date.now() - 60_000 * age--);
    utimesSync(place, time, time);
    return place;
  }

  for (const [what, sample, words, next] of [
    [
      "is protected",
      "encrypted.zip",
      /It is protected with a password\s+Unzip it in your Downloads folder, then look again\./u,
      "Look again",
    ],
    [
      "is half",
      "half.zip",
      /It is not complete\s+It may still be downloading\. Wait until your browser has saved it, then try again\./u,
      "Try again",
    ],
    ["is of something else", "other.zip", /This is not a download from Facebook or Instagram/u, "Choose files"],
  ] as const)
    it(`says so where it ${what}, and what to do`, async () => {
      newest(sample, `facebook-anna.example-2026-10-${String(age)}-${sample}`);
      const page = await read(world);
      const said = await page.waitForText(words);
      assert.match(
        said,
        /This download can’t be read yet\s+facebook-anna\.example[^]*Nothing was changed, and everything found earlier has been kept/u,
      );
      assert.equal(await page.evaluate(() => document.querySelector<HTMLElement>(".button.main")?.innerText), next);
      assert.deepEqual(await page.violations(), []);
      await page.picture(`download-${sample.replace(".zip", "")}`);
      await page.click("button", "Look again");
      await page.waitForText(/Found in your Downloads folder/u);
      await page.close();
      const { total } = await world.hostCall("contacts.list");
      assert.equal(total, 0);
    });

  it("says that a part is missing, and reads it once it is there", async () => {
    const name = "facebook-anna.example-2026-11-20-UXHPhjRr";
    newest(`two-parts/${name}-2.zip`, `${name}-2.zip`);
    const page = await read(world);
    await page.waitForText(/A part of it is missing\s+Meta split this download into several files/u);
    await page.picture("download-part-missing");
    newest(`two-parts/${name}-1.zip`, `${name}-1.zip`);
    await page.click("button", "Try again");
    await page.waitForText(/Your Facebook download is read[^]*9\s+photos and posts/u);
    await page.click("button", "Look again");
    await page.waitForText(/Found in your Downloads folder[^]*2 files/u);
    await page.close();
  });

  it("counts the files that couldn’t be read, and names them with the reason", async () => {
    const place = newest("facebook-unpacked", "facebook-anna.example-2026-11-25-UXHPhjRr");
    writeFileSync(path.join(place, "logged_information/notifications/notifications.json"), "It is no JSON.");
    writeFileSync(path.join(place, "personal_information/profile_information/profile_information.json"), "");
    const now = new Date();
    utimesSync(place, now, now);
    const page = await read(world);
    await page.waitForText(/7\s+photos and posts[^]*2 files in the download couldn’t be read\.\s+Show which/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".import-card summary")?.click());
    const words = await page.waitForText(/notifications\.json/u);
    assert.match(words, /profile_information\.json\s+It is empty\./u);
    assert.match(words, /notifications\.json\s+Its contents don’t match its name\./u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("download-skipped");
    await page.click("button", "Look again");
    await page.close();
  });

  /** Reads a download whose list of photos by others was changed. */
  async function readWith(day: string, change: (list: string) => void): Promise<ExtensionPage> {
    const place = newest("facebook-unpacked", `facebook-anna.example-2026-11-${day}-UXHPhjRr`);
    change(path.join(place, "your_facebook_activity/activity_you're_tagged_in/photos_and_videos_you're_tagged_in.json"));
    const now = new Date();
    utimesSync(place, now, now);
    return read(world);
  }

  it("says how many notices it read, where it knows the words of none", async () => {
    const place = newest("facebook-unpacked", "facebook-anna.example-2026-11-24-UXHPhjRr");
    const notice = { timestamp: 1_700_000_000, href: "https://www.facebook.com/bea/posts/1", text: "Bea merkti þig í færslu." };
    const file = path.join(place, "logged_information/notifications/notifications.json");
    writeFileSync(file, JSON.stringify({ notifications_v2: [notice] }));
    const now = new Date();
    utimesSync(place, now, now);
    const page = await read(world);
    await page.waitForText(/7\s+photos and posts[^]*Meta’s notices read: 1\. None of them says, in words that Demur knows,/u);
    assert.deepEqual(await page.violations(), []);
    await page.click("button", "Look again");
    await page.close();
  });

  it("counts the items of a file that couldn’t be read", async () => {
    const page = await readWith("26", (list) => {
      const photos = JSON.parse(readFileSync(list, "utf8")) as unknown[];
      writeFileSync(list, JSON.stringify([...photos, {}, {}]));
    });
    await page.waitForText(/Some items in the download couldn’t be read\.\s+Show which/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".import-card summary")?.click());
    const words = await page.waitForText(/tagged_in\.json\s+Items read: 7\. Not read: 2\./u);
    assert.doesNotMatch(words, /files? in the download couldn’t be read/u);
    assert.deepEqual(await page.violations(), []);
    await page.click("button", "Look again");
    await page.close();
  });

  it("says that the list of photos by others is missing, which is not that Meta says there are none", async () => {
    const missing = await readWith("27", rmSync);
    const words = await missing.waitForText(/The list of photos by others is missing from it\. Ask Meta for a download of all/u);
    assert.doesNotMatch(words, /Meta says in it/u);
    assert.deepEqual(await missing.violations(), []);
    await missing.click("button", "Look again");
    await missing.close();
    const none = await readWith("28", (list) => {
      rmSync(list);
      writeFileSync(path.join(path.dirname(list), "no-data.txt"), "Du har inga data i den här sektionen");
    });
    const said = await none.waitForText(/Meta says in it that there are no photos by others that you are tagged in\./u);
    assert.doesNotMatch(said, /is missing from it/u);
    await none.click("button", "Look again");
    await none.close();
  });

  it("says that Instagram’s downloads list no photos by others", async () => {
    const place = newest("instagram-json.zip", "instagram-anna.example-2026-11-25-UXHPhjRr.zip");
    const soon = new Date(Date.now() + 1000);
    utimesSync(place, soon, soon);
    const page = await read(world);
    await page.waitForText(/Your Instagram download is read[^]*Instagram downloads contain no list of other people’s photos/u);
    await page.waitForText(/anna\.insta@example\.org\.\s+Add it as a new Instagram account/u);
    await page.picture("download-instagram");
    await page.close();
  });
});

/** A list of tagged photos as Facebook's downloads have it: so many, by 400 people. */
function taggedPhotos(count: number): string {
  const records = Array.from({ length: count }, (_, index) => {
    const url = `https://www.facebook.com/photo.php?fbid=${String(100_000 + index)}&set=a.1&type=3`;
    const labels = [
      { label: "URL", value: url, href: url },
      { label: "Name", value: `Person ${String(index % 400)}` },
    ];
    return { timestamp: 1_600_000_000 + index, media: [], label_values: labels, fbid: String(index) };
  });
  return JSON.stringify(records);
}

describe(`a large data download, in ${browser}`, () => {
  /** For as long as an import may take on a loaded machine, in milliseconds: it writes in slices, and lets others in between. */
  const longImport = 300_000;
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    // So large that it takes longer than Firefox takes for a new page.
    const folder = world.download("facebook-unpacked", "facebook-anna.example-2026-11-20-UXHPhjRr");
    const tagged = "your_facebook_activity/activity_you're_tagged_in/photos_and_videos_you're_tagged_in.json";
    writeFileSync(path.join(folder, tagged), taggedPhotos(90_000));
  });

  /** How far the bar has come, from 0 to 100. */
  const percent = (page: ExtensionPage) =>
    page.evaluate(() => Number(document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow") ?? "-1"));

  /** Whether the next start of the browser will say that the reading was cut off. */
  const isImporting = (page: ExtensionPage) =>
    page.evaluate(async () => (await chrome.storage.local.get<{ isImporting: boolean }>("isImporting")).isImporting);

  it("can be stopped while it is read, and then has left nothing", async () => {
    const page = await read(world);
    await page.waitForText(/Reading your Facebook download/u);
    // At once: a press with the mouse may take longer in Firefox than the reading.
    await page.evaluate(() => document.querySelector<HTMLElement>(".import-foot button")?.click());
    await page.waitForText(
      /Stopped\. Nothing was changed, and everything found earlier has been kept\.[^]*Found in your Downloads folder/u,
    );
    assert.deepEqual(await page.violations(), []);
    await page.picture("download-stopped");
    assert.equal((await world.hostCall("contacts.list"))["total"], 0);
    await page.close();
  });

  it("is cut off with the browser, which is said at the next start", async () => {
    const page = await read(world);
    // It is told again and again how far it is, and not only what it has come to.
    const places = new Set<number>();
    await eventually(async () => {
      places.add(await percent(page));
      assert.ok(places.size > 4, [...places].join(" "));
    });
    holds(Math.max(...places) < 100);
    await world.crash();
    const again = await ExtensionPage.open(world, start, 1000);
    await again.waitForText(/Reading was interrupted\s+The browser was closed in the meantime[^]*saved until then is kept/u);
    assert.deepEqual(await again.violations(), []);
    await again.picture("download-interrupted");
    // It is said once, and not with every start of the background page.
    assert.equal(await isImporting(again), false);
    await again.click("button", "Look again");
    await again.waitForText(/Found in your Downloads folder/u);
    await again.close();
  });

  it("goes on while no page shows it, and the next page shows how far it is", async () => {
    const page = await read(world);
    await page.waitForText(/Reading your Facebook download/u);
    await page.close();
    const again = await ExtensionPage.open(world, list, 1000);
    await again.waitForText(/Reading your Facebook download/u);
    await eventually(async () => {
      holds((await percent(again)) > 0);
    });
    // Firefox takes longer for a picture than the host for all of it.
    if (browser === "chromium") await again.picture("download-reading");
    assert.deepEqual(await again.violations(), []);
    await eventually(async () => {
      assert.equal(await isImporting(again), false);
    }, longImport);
    await again.waitForText(/Your Facebook download is read[^]*90,002\s+photos and posts\s+400\s+people/u);
    await again.click("button", "See who");
    await again.waitForText(/90,002 photos and posts by others still include you/u);
    await again.close();
  });
});
