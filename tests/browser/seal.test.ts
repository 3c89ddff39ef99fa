import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { providersKey, sealMail } from "../fixtures/seal-mail.ts";
import { isUnchangedSince, type HistoryFile } from "../protocol/second-check.ts";
import { annasObjection } from "./harness/confirmation.ts";
import { recorded } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { World, BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
/** Ends the time during which a removal can be undone. */
const endHolds = (page: ExtensionPage) =>
  page.evaluate(async () => {
    for (const [key, entry] of Object.entries(await chrome.storage.local.get<Record<string, { method?: string }>>(null)))
      if (entry.method === "seals.remove") await chrome.storage.local.set({ [key]: { ...entry, heldUntil: 1 } });
  });

/** Long enough ago that Meta may be reminded. */
const objection = { ...annasObjection, submittedAt: new Date(Date.now() - 10 * 24 * 60 * 60_000).toISOString() };

describe(`the seal in ${browser}`, () => {
  let world: World;
  let page: ExtensionPage;
  let line = "";

  /** Opens the history with the seal's box unfolded. */
  const open = async () => {
    page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Prove that nothing was changed/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".seal-box > summary")?.click());
    await page.waitForText(/Send yourself this line/u);
  };

  before(async () => {
    world = await freshWorld({ browser, host: "present" });
    await world.hostCall("objections.record", { objection });
    await open();
  });

  it("is one line that can be sent, copied, or shown to a camera", async () => {
    const shown = await page.evaluate(() => ({
      line: document.querySelector(".seal")?.textContent ?? "",
      link: document.querySelector<HTMLAnchorElement>(".seal-box a.button")?.href ?? "",
    }));
    line = shown.line;
    assert.match(line, /^Demur seal 1: 1 entry, \d{4}-\d\d-\d\d, [0-9a-f]{64}$/u);
    assert.deepEqual(
      [...new URL(shown.link).searchParams],
      [
        ["subject", "Demur seal"],
        ["body", line],
      ],
    );
    assert.match(shown.link, /^mailto:\?/u);
    await page.evaluate(() => document.querySelector<HTMLElement>(".seal-box details summary")?.click());
    const code = await page.evaluate(() => document.querySelector(".qr")?.getAttribute("aria-label") ?? "");
    assert.equal(code, "QR code of this line");
    assert.deepEqual(await page.violations(), []);
    await page.picture("seal");
  });

  it("proves nothing by an e-mail whose signer’s key isn’t known, and says which key that is", async () => {
    await page.drop("seal.eml", sealMail(line));
    await page.waitForText(
      /An e-mail with a seal[^]*unchanged\. The e-mail doesn’t show when it was written\.[^]*test\._domainkey\.example\.org/u,
    );
  });

  it("is kept with the e-mail that a provider signed, and says since when nothing was changed", async () => {
    await world.hostCall("keys.add", { name: "test._domainkey.example.org", record: providersKey });
    await page.drop("seal.eml", sealMail(line));
    await page.waitForText(/has been unchanged since .*: an e-mail that example\.org signed on that day shows it/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("seal-mail");
    await page.click("button", "Keep as proof");
    await page.waitForText(/Kept as proof\./u);
    await page.close();
    await open();
    await page.waitForText(/an e-mail that example\.org signed on that day/u);
    await page.picture("seal-kept");
  });

  it("answers no objection", async () => {
    assert.deepEqual(
      (await recorded(world)).map(({ status }) => status),
      ["confirmation-late"],
    );
  });

  it("goes along in the complete copy, where another program finds it right", async () => {
    await world.hostCall("objections.addEvent", {
      objectionId: objection.id,
      event: { id: crypto.randomUUID(), kind: "note", at: new Date().toISOString(), detail: "Later." },
    });
    const { chunk } = await world.hostCall("history.export", { format: "json" });
    const file = JSON.parse(String(chunk)) as HistoryFile;
    assert.equal(file.seals?.length, 1);
    holds(isUnchangedSince(file, line));
  });

  it("stands on the record behind a letter", async () => {
    await page.close();
    const letter = await ExtensionPage.open(world, `letter/letter.html#reminder/${objection.id}`, 1000);
    await letter.choose("Your country", "IE");
    await letter.waitForText(/Seal: a line that stands for all entries[^]*Demur seal 1: 2 entries, /u);
    await letter.close();
  });

  it("is refused where it is another history’s", async () => {
    await open();
    await page.drop("seal.eml", sealMail(line.replace(/.{8}$/u, "00000000")));
    await page.waitForText(/Your history isn’t what it stands for/u);
    const buttons = await page.evaluate(() => document.querySelector(".mails")?.textContent ?? "");
    assert.doesNotMatch(buttons, /Keep as proof/u);
    await page.close();
  });

  it("is removed after half a minute, unless that is undone", async () => {
    const isKept = async () => ((await world.hostCall("seals.list"))["seals"] as unknown[]).length === 1;
    await open();
    await page.waitForText(/An e-mail with a seal/u);
    await page.click("button", "Remove");
    await page.waitForText(/An e-mail with a seal\s+It will be removed in half a minute\.\s+Undo/u);
    assert.deepEqual(await page.violations(), []);
    await page.picture("seal-removed");
    holds(await isKept());
    await page.click("button", "Undo");
    await page.waitForText(/unchanged since[^]*Remove/u);
    await page.click("button", "Remove");
    await page.waitForText(/removed in half a minute/u);
    holds(await isKept());
    await endHolds(page);
    await page.waitForText(/Send yourself this line(?![^]*An e-mail with a seal)/u);
    holds(!(await isKept()));
    await page.close();
  });
});
