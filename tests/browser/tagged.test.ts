import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import type { TaggedFound } from "../../extension/model/sighting.ts";
import { taggedPages, type TaggedPage } from "../fixtures/tagged/pages.ts";
import { copyOfExtension } from "./harness/extension-copy.ts";
import { eventually } from "./harness/eventually.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

/** A copy of the extension whose script runs in the person's pages from the start. */
function allowedToLook(): string {
  return copyOfExtension(browser, (manifest) => {
    const matches = ["https://www.facebook.com/*", "https://www.instagram.com/*"];
    manifest.host_permissions.push(...matches);
    manifest.content_scripts.push({ matches, js: ["content/tagged-content.js"], run_at: "document_idle" });
  });
}

/** Where browsers fetch their own updates and lists. */
const browsersOwn = /^[A-Z]+ [^/]*\.(?:mozilla\.(?:com|org|net)|firefox\.com|google\.com|googleapis\.com|gvt1\.com)\//;

interface Told {
  from: string;
  found: TaggedFound;
}
declare const told: Told[];

const bertaUrl = "https://www.facebook.com/berta.example";
const berta = { name: "Berta Example", url: bertaUrl };
const carl = { name: "Carl Example", url: "https://www.facebook.com/profile.php?id=100000000000003" };
const tagged = { platform: "facebook", url: `${bertaUrl}/posts/pfbid02abc`, contact: berta, kind: "tag", seenOn: "page" };
const mentioned = {
  platform: "facebook",
  url: "https://www.facebook.com/groups/777/posts/888",
  contact: carl,
  kind: "mention",
  seenOn: "page",
};
const photo = (id: number) => ({
  platform: "facebook",
  url: `https://www.facebook.com/photo/?fbid=${id}`,
  kind: "photo",
  seenOn: "page",
});
const post = (code: string, name?: string, owner = name) => ({
  platform: "instagram",
  url: `https://www.instagram.com/p/${code}/`,
  ...(name === undefined ? {} : { contact: { name, url: `https://www.instagram.com/${owner ?? ""}/` } }),
  kind: "tag",
  seenOn: "page",
});
const at = "2023-11-14T22:13:20.000Z";

describe(`others' content on the person's pages, in ${browser}`, () => {
  let extension: string;
  let world: World;
  let desk: ExtensionPage;

  before(async () => {
    extension = allowedToLook();
    world = await freshWorld({ browser, host: "missing", extension });
    desk = await ExtensionPage.open(world, "history/history.html", 1000);
    await desk.evaluate(async () => {
      const messages: Told[] = [];
      Object.assign(globalThis, { told: messages });
      chrome.runtime.onMessage.addListener((message: { kind: string; ask: TaggedFound | null }, sender) => {
        if (message.kind === "tagged-found" && message.ask) messages.push({ from: sender.url ?? "", found: message.ask });
      });
      await chrome.storage.local.set({ watchedSites: ["facebook", "instagram"] });
    });
  });
  after(() => {
    rmSync(extension, { recursive: true });
  });

  async function visit({ name, url, html }: TaggedPage): Promise<Page> {
    world.replica.fixtures.set(name, html);
    const address = new URL(url);
    address.searchParams.set("fixture", name);
    return (await world.visit(address.href)).page;
  }

  const toldFrom = async ({ name }: TaggedPage): Promise<TaggedFound[]> => {
    const all = await desk.evaluate(() => told);
    return all.filter(({ from }) => new URL(from).searchParams.get("fixture") === name).map(({ found }) => found);
  };

  /** A page's only message, and how many things each finder saw, if any. */
  async function foundOn(page: TaggedPage): Promise<TaggedFound & { counts: Record<string, number> }> {
    const tab = await visit(page);
    const found = await eventually(async () => {
      const [first] = await toldFrom(page);
      assert.ok(first, `${page.name} says nothing`);
      return first;
    });
    await tab.close();
    const counts = found.finders.filter(({ count }) => count > 0).map(({ finder, count }) => [finder, count] as const);
    return { ...found, counts: Object.fromEntries(counts) };
  }

  /** Waits until a page that is opened now has reported what it contains: those before it would have done so by then. */
  async function laterPageTells(): Promise<void> {
    await foundOn({ ...taggedPages.feed, name: `feed-${randomUUID()}` });
  }

  const cases: [TaggedPage, { items?: unknown[]; ownerless?: unknown[]; counts: Record<string, number> }][] = [
    [taggedPages.feed, { items: [tagged, mentioned], counts: { feed: 2, menu: 2, links: 2 } }],
    [taggedPages.articles, { items: [tagged, mentioned], counts: { article: 2, menu: 2, links: 2 } }],
    [taggedPages.menus, { items: [tagged, mentioned], counts: { menu: 2, links: 2 } }],
    [taggedPages.linksOnly, { items: [tagged, mentioned], counts: { links: 2 } }],
    [taggedPages.alone, { items: [tagged], counts: { alone: 1 } }],
    [taggedPages.dialogOverFeed, { items: [mentioned], counts: { alone: 1 } }],
    [taggedPages.openedPhoto, { items: [{ ...photo(501), contact: berta }], counts: { alone: 1 } }],
    [taggedPages.photosOf, { ownerless: [photo(501), photo(502)], counts: { tiles: 2 } }],
    [taggedPages.photosOfByNumber, { ownerless: [photo(501), photo(502)], counts: { tiles: 2 } }],
    [
      taggedPages.tabEmbedded,
      {
        items: [
          { ...post("CodeBerta_1", "Berta Example", "berta.ex"), at },
          { ...post("CodeCarl-2", "carl.ex"), at },
        ],
        counts: { embedded: 2 },
      },
    ],
    [
      taggedPages.tabLinks,
      {
        items: [post("CodeBerta_1", "berta.ex"), post("CodeCarl-2", "carl.ex")],
        ownerless: [post("CodeUnknown")],
        counts: { "tab-links": 3 },
      },
    ],
  ];
  for (const [page, { items = [], ownerless = [], counts }] of cases)
    it(`is found on ${page.name}`, async () => {
      const found = await foundOn(page);
      assert.deepEqual(found.items, items);
      assert.deepEqual(found.ownerless, ownerless);
      assert.deepEqual(found.counts, counts);
      assert.equal(found.sighting.kind, "found");
    });

  it("is not what others are tagged in, and not a list of friends", async () => {
    const pages = [taggedPages.photosOfBerta, taggedPages.friendsAndPhotos, taggedPages.tabOfBerta];
    for (const page of pages) await visit(page);
    await laterPageTells();
    for (const page of pages) assert.deepEqual(await toldFrom(page), [], page.name);
  });

  it("is said to be missing where a page should list it, or doesn't tell whose it is", async () => {
    const none = await foundOn(taggedPages.photosOfNone);
    assert.equal(none.sighting.kind, "nothing-seen");
    assert.deepEqual(none.items, []);
    const nobody = await foundOn(taggedPages.photosOfNobody);
    assert.equal(nobody.sighting.kind, "person-unknown");
    assert.deepEqual(nobody.ownerless, []);
  });

  it("is found when it comes later, and told once", async () => {
    const page = { ...taggedPages.menus, name: "menus-later" };
    const tab = await visit(page);
    await eventually(async () => {
      assert.equal((await toldFrom(page)).length, 1);
    });
    await tab.evaluate(() => {
      const copy = document.querySelector("[role=main]")?.cloneNode(true) as Element;
      for (const link of copy.querySelectorAll<HTMLAnchorElement>("a[href*=pfbid02abc]"))
        link.href = "/berta.example/posts/pfbid06new";
      document.body.append(copy);
    });
    await eventually(async () => {
      const later = (await toldFrom(page)).slice(1);
      assert.deepEqual(
        later.map(({ items }) => items.map(({ url }) => url)),
        [[`${bertaUrl}/posts/pfbid06new`]],
      );
    });
  });

  it("is only read: nothing is requested, scrolled, pressed or changed", async () => {
    const page = { ...taggedPages.feed, name: "feed-read" };
    page.html = page.html.replace("</body>", '<div style="height: 9000px"></div></body>');
    const tab = await visit(page);
    const html = await tab.evaluate(() => {
      const events: string[] = [];
      Object.assign(window, { events });
      for (const type of ["click", "scroll", "focusin", "pointerover"]) addEventListener(type, () => events.push(type), true);
      return document.documentElement.outerHTML;
    });
    const requests = world.replica.requests.length;
    await eventually(async () => {
      assert.equal((await toldFrom(page)).length, 1);
    });
    await laterPageTells();
    assert.deepEqual(await tab.evaluate(() => (window as unknown as { events: string[] }).events), []);
    assert.equal(await tab.evaluate(() => document.documentElement.outerHTML), html);
    const later = world.replica.requests
      .slice(requests)
      .filter((request) => !request.endsWith("/favicon.ico") && !browsersOwn.test(request));
    // That is the later page itself.
    assert.deepEqual(later, ["GET www.facebook.com/"]);
  });
});
