import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Contact, TaggedItem } from "../../extension/model/protocol.ts";
import { itemsOf } from "../../extension/pages/history/tagged/contact-items.ts";
import { inPageWorld } from "./page-world.ts";

const nobody: Contact = { id: "1", platform: "facebook", name: "", state: "new", items: 1 };
const bea: Contact = { ...nobody, name: "Bea Example" };
const said = "Carl Example mentioned you in a comment in Garden Friends.";

describe("what a contact shared, in a list", () => {
  let items: TaggedItem[] = [];
  inPageWorld(() => ({ ok: true, result: { items, total: items.length } }));

  const item = (contact: Contact, notice?: string): TaggedItem => ({
    id: "2",
    platform: "facebook",
    url: "https://www.facebook.com/groups/7/?post_id=1",
    kind: "mention",
    seenOn: "download",
    recordedAt: "2026-11-22T14:33:10.000Z",
    contact,
    ...(notice === undefined ? {} : { notice }),
  });

  async function shown(...listed: TaggedItem[]): Promise<(string | null)[]> {
    items = listed;
    const box = itemsOf(nobody);
    box.dispatchEvent(new (box.ownerDocument.defaultView as unknown as typeof globalThis).Event("toggle"));
    for (let turns = 0; turns < 5; ++turns) await Promise.resolve();
    return [...box.querySelectorAll("li")].map((entry) => entry.querySelector(".notice")?.textContent ?? null);
  }

  it("says in Meta's words who it was and in which group, where it isn't known who shared it", async () => {
    assert.deepEqual(await shown(item(nobody, said)), [`contactNotice ${said}`]);
  });

  it("says nothing of a notice where a name is known, or where there was none", async () => {
    assert.deepEqual(await shown(item(bea, said), item(nobody)), [null, null]);
  });
});
