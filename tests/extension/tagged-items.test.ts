import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { nodesIn, parsed } from "../../extension/model/embedded-json.ts";
import { sightingOf } from "../../extension/model/sighting.ts";
import { cleanName, taggedPostsIn, type OwnerlessItem, type TaggedItem } from "../../extension/model/tagged-items.ts";
import { originsOf, readLink, taggedSite } from "../../extension/model/tagged-links.ts";
import { isInOwnAlbum, isOwn, viewerIn } from "../../extension/model/viewer.ts";
import { holds } from "../fixtures/holds.ts";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../manifests/${file}`, import.meta.url), "utf8"));

function siteOf(address: string) {
  const site = taggedSite(address);
  assert.ok(site, address);
  return site;
}
const facebook = siteOf("https://www.facebook.com/");
const instagram = siteOf("https://www.instagram.com/");

describe("the shapes of links", () => {
  it("keep to their schema", () => {
    const ajv = new Ajv({ strict: false });
    assert.ok(ajv.validate(read("tagged.schema.json") as object, read("tagged.json")), ajv.errorsText());
  });

  it("give one address for every way of writing it, without tracking and without the person's own number", () => {
    const same: Record<string, string[]> = {
      "photo https://www.facebook.com/photo/?fbid=501": [
        "https://www.facebook.com/photo/?fbid=501&set=t.100000000000001&__cft__[0]=AZ&__tn__=EH-R",
        "https://m.facebook.com/photo.php?fbid=501&set=a.7&type=3",
        "https://web.facebook.com/berta.example/photos/a.7/501/",
        "https://facebook.com/photo?fbid=501#top",
      ],
      "post https://www.facebook.com/berta.example/posts/pfbid02abc": [
        "https://www.facebook.com/berta.example/posts/pfbid02abc?comment_id=9",
        "https://www.facebook.com/berta.example/posts/by-the-lake/pfbid02abc/",
        "https://www.facebook.com/permalink.php?story_fbid=pfbid02abc&id=berta.example",
        "https://m.facebook.com/story.php?id=berta.example&story_fbid=pfbid02abc",
      ],
      "post https://www.facebook.com/groups/777/posts/888": [
        "https://www.facebook.com/groups/777/permalink/888/",
        "https://www.facebook.com/groups/777/posts/888/?__cft__=1",
      ],
      "profile https://www.facebook.com/profile.php?id=100000000000003": [
        "https://www.facebook.com/profile.php?id=100000000000003&__tn__=R",
        "https://www.facebook.com/100000000000003",
        "https://www.facebook.com/groups/777/user/100000000000003/?__cft__=1",
      ],
      "profile https://www.facebook.com/berta.example": ["https://m.facebook.com/berta.example/?fref=nf"],
      "profile https://www.facebook.com/%C3%A5sa.example": ["https://www.facebook.com/%C3%A5sa.example"],
      "post https://www.instagram.com/p/Code_1-x/": [
        "https://www.instagram.com/p/Code_1-x/?igsh=abc",
        "https://www.instagram.com/reel/Code_1-x",
        "https://instagram.com/berta.ex/p/Code_1-x/",
        "https://www.instagram.com/berta.ex/reel/Code_1-x/",
      ],
      "profile https://www.instagram.com/berta.ex/": ["https://www.instagram.com/berta.ex?hl=nl"],
      "tagged-page https://www.facebook.com/anna.example": ["https://www.facebook.com/anna.example/photos_of?x=1"],
      "tagged-page https://www.facebook.com/profile.php?id=1": ["https://www.facebook.com/profile.php?id=1&sk=photos_of"],
      "tagged-page https://www.instagram.com/anna_example/": ["https://www.instagram.com/anna_example/tagged/"],
    };
    for (const [expected, addresses] of Object.entries(same))
      for (const address of addresses) {
        const link = readLink(address);
        assert.equal(link && `${link.kind} ${link.url}`, expected, address);
      }
  });

  it("tell nothing of other sites, of pages that are no one's, and of broken addresses", () => {
    for (const address of [
      "http://www.facebook.com/berta.example",
      "https://www.facebook.com:8443/berta.example",
      "https://www.facebook.com.example.org/berta.example",
      "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org",
      "https://www.facebook.com/",
      "https://www.facebook.com/Groups/",
      "https://www.facebook.com/photo/",
      "https://www.facebook.com/groups/777/",
      "https://www.facebook.com/profile.php?id=1&sk=friends",
      "https://www.facebook.com/berta.example/friends",
      "https://www.facebook.com/%E0%A4%A",
      "https://www.facebook.com/two%20words",
      "https://www.instagram.com/explore/",
      "https://www.instagram.com/stories/berta.ex/1/",
      "mailto:anna@example.org",
      "#",
    ])
      assert.equal(readLink(address), undefined, address);
  });

  it("say whose album it is, and what is in a comment", () => {
    assert.equal(readLink("https://www.facebook.com/photo/?fbid=5&set=t.1")?.album, "t.1");
    assert.equal(readLink("https://www.facebook.com/berta.example?comment_id=9")?.isInComment, true);
    assert.equal(readLink("https://www.facebook.com/berta.example?x=9")?.isInComment, false);
  });
});

describe("who is logged in", () => {
  const facebookPage = [
    { define: [["CurrentUserInitialData", [], { USER_ID: "11", NAME: "Anna" }, 270]] },
    { props: { userID: "12", userVanity: "berta.example" } },
    { props: { userID: "11", userVanity: "Anna.Example" } },
  ];

  it("is read from the page's JSON, with all names of the account and no one else's", () => {
    const viewer = viewerIn(facebook, facebookPage);
    holds(viewer);
    for (const owner of ["11", "anna.example", "AnnaExample"]) assert.ok(isOwn(facebook, viewer, { owner }), owner);
    for (const owner of ["12", "berta.example", "1"]) assert.ok(!isOwn(facebook, viewer, { owner }), owner);
    holds(!isOwn(facebook, viewer, {}));
    holds(isInOwnAlbum(facebook, viewer, { album: "t.11" }));
    for (const album of ["t.12", "a.11", "t.111"]) assert.ok(!isInOwnAlbum(facebook, viewer, { album }), album);
  });

  it("is told with dots on Instagram, where they count", () => {
    const viewer = viewerIn(instagram, [["PolarisViewer", [], { data: { username: "anna.ex" }, id: "178" }, 1]]);
    holds(viewer && isOwn(instagram, viewer, { owner: "Anna.ex" }));
    holds(!isOwn(instagram, viewer, { owner: "annaex" }));
  });

  it("is no one where the page says so, or nothing", () => {
    assert.equal(viewerIn(facebook, [["CurrentUserInitialData", [], { USER_ID: "0" }, 270]]), undefined);
    assert.equal(viewerIn(instagram, [["PolarisViewer", [], { data: null, id: null }, 1]]), undefined);
    assert.equal(viewerIn(facebook, [{ USER_ID: "11" }, undefined, "text", 7]), undefined);
    // Other data in the page's JSON doesn't mean that anybody is logged in, whatever it contains.
    assert.equal(viewerIn(facebook, [["SomebodysProfile", [], { USER_ID: "12" }, 271]]), undefined);
    assert.equal(viewerIn(facebook, [{ 0: "CurrentUserInitialData", 2: { USER_ID: "12" } }]), undefined);
  });
});

describe("a name", () => {
  it("is what people see", () => {
    for (const [text, expected] of [
      ["Ber\u200bta\u034f Exam\u2060ple\ufeff", "Berta Example"],
      ["\u202eBerta\u202c\u2066 Example\u2069", "Berta Example"],
      ["  Berta\n\t Example\u00a0", "Berta Example"],
      ["Zoe\u0308", "Zoë"],
      ["Łucja Żak-Müller", "Łucja Żak-Müller"],
      ["\u200b\u200d", ""],
      ["😀".repeat(300), "😀".repeat(200)],
    ] as const)
      assert.equal(cleanName(text), expected);
  });
});

describe("the JSON of the tagged tab", () => {
  const viewer = { id: "178", handles: new Set(["anna_example"]) };
  const tab = (...nodes: unknown[]) => [
    { deep: [{ data: { xdt_api__v1__usertags__user_id__feed_connection: { edges: nodes.map((node) => ({ node })) } } }] },
  ];

  it("gives every post with its owner and time", () => {
    const user = { username: "berta.ex", full_name: "Ber\u200bta" };
    assert.deepEqual(taggedPostsIn(instagram, viewer, tab({ code: "Code_1", taken_at: 1_700_000_000, user })), [
      {
        platform: "instagram",
        url: "https://www.instagram.com/p/Code_1/",
        contact: { name: "Berta", url: "https://www.instagram.com/berta.ex/" },
        kind: "tag",
        at: "2023-11-14T22:13:20.000Z",
        seenOn: "page",
      },
    ]);
  });

  it("takes nothing from what has another shape, and leaves out a time that can't be", () => {
    const user = { username: "berta.ex" };
    const posts = taggedPostsIn(
      instagram,
      viewer,
      tab(
        null,
        7,
        {},
        { code: "a b", user },
        { code: "Own", user: { username: "Anna_Example" } },
        { code: "X" },
        { code: "Y", taken_at: -62169958800, user },
      ),
    );
    assert.deepEqual(
      posts.map(({ url, contact, at }) => [url, contact.name, at]),
      [["https://www.instagram.com/p/Y/", "berta.ex", undefined]],
    );
    assert.deepEqual(taggedPostsIn(instagram, viewer, [{ xdt_api__v1__usertags__user_id__feed_connection: { edges: {} } }]), []);
  });
});

describe("what a page has shown", () => {
  const nameless = (id: number, kind: OwnerlessItem["kind"] = "photo"): OwnerlessItem => ({
    platform: "facebook",
    url: `https://www.facebook.com/photo/?fbid=${id}`,
    kind,
    seenOn: "page",
  });
  const by = (id: number, name: string, url?: string): TaggedItem => ({
    ...nameless(id),
    contact: { name, ...(url === undefined ? {} : { url }) },
  });

  it("is summed up: how many, by whom, and for how many nobody is named", () => {
    const berta = "https://www.facebook.com/berta.example";
    const other = "https://www.facebook.com/berta.other";
    const items = [by(1, "Carl"), by(2, "Berta", berta), by(3, "Berta", berta), by(4, "Berta", other), nameless(5)];
    assert.deepEqual(sightingOf("facebook", items), {
      kind: "found",
      platform: "facebook",
      count: 5,
      arePhotos: true,
      names: ["Berta", "Carl", "Berta"],
      ownerless: 1,
    });
    const mixed = sightingOf("facebook", [...items, nameless(6, "mention")]);
    assert.equal(mixed.kind === "found" && mixed.arePhotos, false);
  });
});

describe("a site's addresses", () => {
  it("are those of its own pages, all of each host and no other host", () => {
    assert.deepEqual(originsOf(instagram), ["https://www.instagram.com/*", "https://instagram.com/*"]);
    holds(originsOf(facebook).every((origin) => /^https:\/\/[a-z]*\.?facebook\.com\/\*$/u.test(origin)));
  });
});

describe("a document in a page", () => {
  it("is walked however deep it is, and only so far", () => {
    const deep = parsed(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
    assert.equal([...nodesIn(deep)].length, 5000);
    holds([...nodesIn(Array.from({ length: 300_000 }, () => ({})))].length <= 200_000);
    assert.equal(parsed("{"), undefined);
  });
});
