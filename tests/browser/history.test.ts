import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { sameInAll } from "./harness/same-in-all.ts";
import { holdsAtEveryWidth } from "./harness/widths.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

interface Past {
  platform: "facebook" | "instagram";
  email: string;
  submittedAt: string;
  message?: string;
  /** What happened after it was sent. */
  events: { kind: string; at: string; detail?: string }[];
}

/** This many days ago, to the day. */
function daysAgo(days: number, seconds = 0): string {
  return new Date(Date.now() - days * 86_400_000 + seconds * 1000).toISOString();
}

const accounts = [
  { platform: "facebook", label: "Anna", emails: ["anna@example.org"] },
  { platform: "instagram", label: "Anna", emails: ["anna@example.net"] },
  { platform: "facebook", label: "Ilse", emails: ["ilse.with-a-long-address-of-hers@mail.example.net"] },
  { platform: "facebook", label: "Tom K.", emails: ["tom@example.org"] },
  { platform: "instagram", label: "Tom K.", emails: ["tom@example.net"] },
];

const past: Past[] = [
  {
    platform: "facebook",
    email: "anna@example.org",
    submittedAt: "2025-05-03T09:30:00Z",
    message: "I don’t want my photos and posts to train AI.",
    events: [
      { kind: "received", at: "2025-05-03T09:30:05Z", detail: "We have received your request." },
      { kind: "confirmed", at: "2025-05-03T11:02:00Z" },
    ],
  },
  {
    platform: "facebook",
    email: "tom@example.org",
    submittedAt: "2025-06-21T18:00:00Z",
    events: [{ kind: "confirmed", at: "2025-06-21T18:40:00Z" }],
  },
  {
    platform: "facebook",
    email: "ilse.with-a-long-address-of-hers@mail.example.net",
    submittedAt: daysAgo(43),
    events: [
      { kind: "received", at: daysAgo(43, 5), detail: "We received your request and will review it." },
      { kind: "note", at: daysAgo(38), detail: "Answered Meta’s mail with the name of my profile." },
    ],
  },
  { platform: "instagram", email: "anna@example.net", submittedAt: daysAgo(1), events: [] },
];

const forms = { facebook: "712876720715583", instagram: "767264225370182" };

async function record(world: World, { platform, email, submittedAt, message, events }: Past): Promise<void> {
  const id = randomUUID();
  const formId = forms[platform];
  const pageUrl = `https://www.facebook.com/help/contact/${formId}`;
  const objection = { id, formId, platform, email, pageUrl, submittedAt, ...(message ? { message } : {}) };
  await world.hostCall("objections.record", { objection });
  for (const event of events)
    await world.hostCall("objections.addEvent", { objectionId: id, event: { id: randomUUID(), ...event } });
}

async function total(world: World): Promise<number> {
  return ((await world.hostCall("objections.list")) as { total: number }).total;
}

/** The names in the list of objections, from the top. */
function listed(page: ExtensionPage): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll(".row-link")].map((link) => link.textContent));
}

describe(`the history in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  it("says how it fills itself while there is nothing yet, and leads to both forms", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    const words = await page.waitForText(/No objections yet/u);
    assert.match(words, /Facebook form[^]*Instagram form[^]*I’ve already objected/u);
    assert.equal(await page.evaluate(() => document.querySelectorAll(".button.main").length), 1);
    await holdsAtEveryWidth(page, "history-empty");
    await page.close();
  });

  it("answers first whether all is done, says what is next, and draws since when each account has objected", async () => {
    for (const account of accounts) await world.hostCall("accounts.save", { account });
    for (const objection of past) await record(world, objection);
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.click("button", "Check every entry");
    const words = await page.waitForText(/as it was written\. Entries: 9/u);
    assert.match(
      words,
      /2 of 5 accounts are confirmed\s+One needs your attention\. One is waiting for Meta\. One has no objection yet\./u,
    );
    assert.match(words, /Next: remind Meta about Ilse on Facebook\s+Meta’s answer was due by/u);
    assert.match(words, /Anna on Facebook\s+Confirmed\s+since 3\sMay\s2025/u);
    assert.match(words, /Anna on Instagram\s+Sent\s+Yesterday[^]*Yesterday\s+Anna on Instagram/u);
    assert.match(words, /Tom K\. on Instagram\s+No objection yet\s+Open the form/u);
    const lanes = await page.evaluate(() =>
      [...document.querySelectorAll(".chart tbody tr")].map((row) =>
        [...row.querySelectorAll(".part")].map((part) => part.className.replace("part ", "")).join(", "),
      ),
    );
    assert.deepEqual(lanes, ["confirmed", "waiting", "waiting, needs-you", "confirmed", "none"]);
    await holdsAtEveryWidth(page, "history-overview");
    await page.close();
  });

  it("draws bars in the order of time, none wider than its lane", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.waitForText(/Who has objected/u);
    const bars = await page.evaluate(() =>
      [...document.querySelectorAll(".chart tbody .track")].map((track) => {
        const lane = track.getBoundingClientRect();
        const parts = [...track.querySelectorAll(".part")].map((part) => part.getBoundingClientRect());
        return {
          isInside: parts.every(({ left, right }) => left >= lane.left - 12 && right <= lane.right + 1),
          widths: parts.map(({ width }) => Math.round((100 * width) / lane.width)),
        };
      }),
    );
    holds(bars.every(({ isInside }) => isInside));
    const [annaFacebook, annaInstagram, ilse, tom] = bars.map(({ widths }) => widths);
    holds((annaFacebook?.[0] ?? 0) > (tom?.[0] ?? 0) && (tom?.[0] ?? 0) > 60);
    holds((ilse?.[0] ?? 0) > (ilse?.[1] ?? 0) && (annaInstagram?.[0] ?? 100) < 4);
    await page.close();
  });

  it("never puts a hyphen into an address", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 320);
    await page.waitForText(/All objections/u);
    const hyphens = await page.evaluate(() => {
      const address = document.querySelector(".entries td:nth-child(3) *");
      return { around: getComputedStyle(document.body).hyphens, inside: address && getComputedStyle(address).hyphens };
    });
    assert.deepEqual(hyphens, { around: "auto", inside: "none" });
    await page.close();
  });

  it("finds while the person types, and filters by what needs them", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.waitForText(/All 4[^]*Needs your attention 1[^]*Waiting for Meta 1[^]*Confirmed 2/u);
    assert.deepEqual(await listed(page), ["Anna on Instagram", "Ilse on Facebook", "Tom K. on Facebook", "Anna on Facebook"]);
    await page.type("Search by name, address or word", "anna");
    await page.waitForText(/2 objections found/u);
    assert.deepEqual(await listed(page), ["Anna on Instagram", "Anna on Facebook"]);
    await page.waitForText(/All 2[^]*Needs your attention 0[^]*Waiting for Meta 1[^]*Confirmed 1/u);
    await page.picture("history-search");
    await page.click("button", "Needs your attention 0");
    await page.waitForText(/Nothing found/u);
    await page.click("button", "Confirmed 1");
    await page.waitForText(/One objection found/u);
    assert.deepEqual(await listed(page), ["Anna on Facebook"]);
    await page.click("button", "All 2");
    // Whatever the list shows: names, platforms and statuses, even without accents.
    for (const [query, found] of [
      ["overdue", ["Ilse on Facebook"]],
      ["insta", ["Anna on Instagram"]],
      ["tom confirmed", ["Tom K. on Facebook"]],
      ["ANNA facebook", ["Anna on Facebook"]],
      ["ïlse", ["Ilse on Facebook"]],
      ["confirmed instagram", []],
    ] as const) {
      await page.search(query);
      await eventually(async () => {
        assert.deepEqual(await listed(page), found, query);
      });
    }
    await page.waitForText(/Nothing found/u);
    await page.search("");
    await page.close();
  });

  it("opens an entry from anywhere in its row, with all that happened", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.waitForText(/All objections/u);
    // In the cell of the address, far from the link.
    await page.evaluate(() => {
      const address = document.querySelector(".entries tbody tr:last-child td:nth-child(3)");
      address?.scrollIntoView();
      const cell = address?.getBoundingClientRect();
      const link = cell && document.elementFromPoint(cell.right - 8, cell.top + 8);
      if (link instanceof HTMLAnchorElement) link.click();
    });
    const words = await page.waitForText(/What happened/u);
    assert.match(words, /All objections\s+Anna on Facebook\s+Confirmed\s+Sent on 3\sMay\s2025 using anna@example\.org/u);
    assert.match(words, /Meta confirmed it[^]*We have received your request\.[^]*You sent it[^]*Show your message/u);
    assert.doesNotMatch(words, /Deadlines|No e-mail after 48 hours|train AI/u);
    await page.evaluate(() => {
      document.querySelector("summary")?.click();
    });
    await page.waitForText(/I don’t want my photos and posts to train AI\./u);
    assert.equal(await page.evaluate(() => document.querySelector("nav [aria-current]")?.textContent), "Overview");
    await page.close();
  });

  it("shows deadlines that passed, takes a note, and what the e-mail says", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.waitForText(/Remind Meta/u);
    assert.match((await page.evaluate(() => document.querySelector<HTMLAnchorElement>(".next a")?.hash)) ?? "", /^#reminder\//u);
    await page.click("link", "Ilse on Facebook");
    const words = await page.waitForText(/What happened/u);
    assert.match(words, /Ilse on Facebook\s+Overdue/u);
    assert.match(words, /Remind Meta\s+Complain to your authority\s+I have the e-mail/u);
    assert.match(words, /Next: remind Meta about Ilse on Facebook/u);
    assert.match(words, /E-mail was expected[^]*Answer was due[^]*Today\s+\d+ days late/u);
    assert.match(words, /The one-month deadline has passed[^]*Answered Meta’s mail[^]*No e-mail after 48 hours[^]*You sent it/u);
    await page.waitForText(/as it was written\. Entries: 3/u);
    await holdsAtEveryWidth(page, "history-entry");
    await page.click("button", "Add an event");
    await page.type("Wording (optional)", "Wrote to Meta again.");
    await page.picture("history-note");
    await page.evaluate(() => {
      scrollTo(0, 150);
    });
    await page.click("button", "Save it");
    await page.waitForText(/as it was written\. Entries: 4/u);
    assert.ok((await page.evaluate(() => scrollY)) >= 150, "the person stays where they wrote");
    await page.waitForText(/Your note\s+Wrote to Meta again\./u);
    await page.click("button", "I have the e-mail");
    await page.picture("history-have-mail");
    await page.click("button", "No, Meta declined it");
    await page.waitForText(/Ilse on Facebook\s+Declined/u);
    await page.close();
  });

  it("takes a mistake back by a new event, and that too", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    await page.click("link", "Ilse on Facebook");
    await page.waitForText(/as it was written\. Entries: 5/u);
    // The newest of several with the same name.
    await page.evaluate(() => {
      document.querySelector<HTMLButtonElement>(".timeline li:first-child button")?.click();
    });
    await page.waitForText(/Ilse on Facebook\s+Overdue[^]*You undid this today[^]*as it was written\. Entries: 6/u);
    await holdsAtEveryWidth(page, "history-mistake");
    await page.click("button", "Undo");
    await page.waitForText(/Ilse on Facebook\s+Declined[^]*as it was written\. Entries: 7/u);
    await page.close();
  });

  it("removes a record at once, and gives it back while it can be undone", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 360);
    await page.click("link", "Tom K. on Facebook");
    await page.waitForText(/What happened/u);
    await page.click("button", "Remove");
    const words = await page.waitForText(
      /Tom K\. on Facebook · \S+@\S+\s+[^\n]* will be erased in half a minute[^]*Undo[^]*All 3/u,
    );
    assert.match(words, /Tom K\. on Facebook\s+No objection yet/u);
    const left = await page.evaluate(async () => {
      const stored = Object.values(await chrome.storage.local.get<Record<string, { method?: string; heldUntil: number }>>(null));
      return (stored.find(({ method }) => method === "objections.remove")?.heldUntil ?? 0) - Date.now();
    });
    assert.ok(left > 15_000 && left <= 30_000, `${String(left)} ms are left`);
    assert.deepEqual(await page.violations(), []);
    await page.picture("history-remove");
    await page.click("button", "Undo");
    await page.waitForText(/All 4/u);
    assert.equal(await total(world), 4);
    await page.click("link", "Tom K. on Facebook");
    await page.waitForText(/What happened/u);
    await page.click("button", "Remove");
    await page.waitForText(/All 3/u);
    // The half minute is over at once: what is held is released, as it would be by the clock.
    await page.evaluate(async () => {
      const held = Object.entries(await chrome.storage.local.get<Record<string, { heldUntil: number }>>(null)).filter(([key]) =>
        key.startsWith("outbox/"),
      );
      await chrome.storage.local.set(Object.fromEntries(held.map(([key, entry]) => [key, { ...entry, heldUntil: 0 }])));
    });
    await eventually(async () => {
      assert.equal(await total(world), 3);
    });
    await eventually(async () => {
      assert.doesNotMatch(await page.waitForText(/All 3/u), /will be erased/u);
    });
    assert.equal((await world.hostCall("history.verify"))["intact"], true);
    await page.close();
  });

  it("takes in what was sent before Demur was there", sameInAll, async () => {
    const page = await ExtensionPage.open(world, "history/history.html#earlier", 1000);
    await page.waitForText(/I’ve already objected/u);
    await page.type("Address", "clara@");
    await page.click("button", "Save it");
    await page.waitForText(/“clara@” is not a complete e-mail address[^]*Choose a day/u);
    await page.type("Address", "example.org");
    await eventually(async () => {
      assert.doesNotMatch(await page.waitForText(/Choose a day/u), /not a complete/u);
    });
    await page.picture("history-earlier");
    await page.fillDay("2025-05-20");
    await page.click("button", "Save it");
    await page.waitForText(/Sent on 20\sMay\s2025 using clara@example\.org/u);
    assert.equal(await total(world), 4);
    await page.close();
  });

  it("keeps the way to the program to itself where the program answers", async () => {
    const page = await ExtensionPage.open(world, "history/history.html#settings", 1000);
    const words = await page.waitForText(/Demur’s program 1\.0\.0 is responding/u);
    assert.doesNotMatch(words, /Not installed yet/u);
    assert.match(words, /Remind me on this computer when Meta is late/u);
    await holdsAtEveryWidth(page, "history-settings");
    await page.setWidth(360);
    await page.click("button", "Menu");
    await page.picture("history-menu");
    await page.click("link", "Overview");
    await page.waitForText(/Who has objected/u);
    await page.close();
  });
});

/** Words that are cut off or run into others, in the picture and everywhere else. */
function cutOff(): string[] {
  // The picture itself extends into the margins of a narrow page, and the word for today beyond the end of the axis.
  const wide = [...document.querySelectorAll<HTMLElement>("main *:not(:has(.chart, .words))")]
    .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && !one.closest(".track, .hidden, svg"))
    .map((one) => one.innerText);
  const words = [...document.querySelectorAll(".word")].map((word) => word.getBoundingClientRect());
  const met = words.slice(1).filter(({ left, width }, index) => width > 0 && left < (words[index]?.right ?? 0));
  return [...wide, ...met.map(({ left }) => `words of the axis at ${String(left)}`)];
}

/** Debian's Chromium speaks every language that the extension has; Firefox would need a package for each. */
describe("the history in other languages", { skip: browser !== "chromium" }, () => {
  for (const language of ["de", "el", "fi"])
    it(`fits in ${language}`, async () => {
      const world = await freshWorld({ browser, host: "present", language });
      for (const account of accounts) await world.hostCall("accounts.save", { account });
      for (const objection of past) await record(world, objection);
      const { objections } = await world.hostCall("objections.list", { query: "ilse" });
      const [ilse] = objections as { id: string }[];
      for (const view of ["", `entry/${ilse?.id ?? ""}`, "earlier", "settings"])
        for (const width of [320, 800, 1000]) {
          const page = await ExtensionPage.open(world, `history/history.html#${view}`, width);
          await page.waitFor("h1");
          assert.equal(await page.isTooWide(), false, `${view} at ${width}`);
          assert.deepEqual(await page.evaluate(cutOff), [], `${view} at ${width}`);
          await page.picture(`${language}/history-${view.split("/")[0] || "overview"}-${width}`);
          await page.close();
        }
    });
});

describe(`the offer to remind in ${browser}`, () => {
  it("holds only where the browser, asked, allows it", async () => {
    const world = await freshWorld({ browser, host: "present" });
    const page = await ExtensionPage.open(world, "history/history.html#settings", 1000);
    await page.waitForText(/Remind me on this computer/u);
    /** A test can't answer the browser's question, so the answer is put in its place. */
    const tick = async (isAllowed: boolean) => {
      await page.evaluate(
        isAllowed
          ? () => {
              chrome.permissions.request = () => Promise.resolve(true);
            }
          : () => {
              chrome.permissions.request = () => Promise.resolve(false);
            },
      );
      await page.evaluate(() => {
        document.querySelector<HTMLInputElement>(".tick input")?.click();
      });
    };
    const stored = () =>
      page.evaluate(async () => (await chrome.storage.local.get<{ reminders?: boolean }>("reminders")).reminders);
    await tick(false);
    await eventually(async () => {
      assert.equal(await stored(), false);
      assert.equal(await page.evaluate(() => document.querySelector<HTMLInputElement>(".tick input")?.checked), false);
    });
    await tick(true);
    await eventually(async () => {
      assert.equal(await stored(), true);
    });
    await page.close();
  });
});

describe(`a long history in ${browser}`, sameInAll, () => {
  it("comes in pages, also where several states make one filter", async () => {
    const world = await freshWorld({ browser, host: "present" });
    for (let index = 0; index < 130; index += 1) {
      const events = index % 2 === 0 ? [] : [{ kind: "declined", at: daysAgo(100 - index / 2) }];
      const email = `p${String(index)}@example.org`;
      await record(world, { platform: "facebook", email, submittedAt: daysAgo(200 - index), events });
    }
    const page = await ExtensionPage.open(world, "history/history.html", 1200);
    const words = await page.waitForText(/All 100\+[^]*Needs your attention 130/u);
    assert.match(words, /Next: [^\n]*Facebook, p\d+@example\.org/u);
    assert.equal((await listed(page)).length, 50);
    await page.click("button", "Needs your attention 130");
    await page.waitForText(/130 objections found/u);
    for (const shown of [100, 130]) {
      await page.click("button", "Show more");
      await eventually(async () => {
        assert.equal((await listed(page)).length, shown);
      });
    }
    assert.equal(await page.exists(".entries + div .button:not([hidden])"), false);
    const addresses = await page.evaluate(() =>
      [...document.querySelectorAll(".entries td:nth-child(3)")].map((cell) => cell.textContent),
    );
    assert.deepEqual(
      addresses,
      Array.from({ length: 130 }, (_, index) => `p${String(129 - index)}@example.org`),
    );
    await page.click("button", "All 130 accounts");
    await page.close();
  });
});
