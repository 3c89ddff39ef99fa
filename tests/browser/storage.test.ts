import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, it } from "node:test";
import { eventually } from "./harness/eventually.ts";
import { facebook, headlines } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { historyFile } from "./harness/history-file.ts";
import { ExtensionPage } from "./harness/page.ts";
import { sameInAll } from "./harness/same-in-all.ts";
import { root, type World, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const program = path.join(root, "build/native-host/demur-host");

/** Checks what the popup and the history page say, and that both are accessible. */
async function bothSay(world: World, words: RegExp, name: string): Promise<void> {
  for (const [address, width] of [
    ["popup/popup.html", 360],
    ["history/history.html", 1000],
  ] as const) {
    const page = await ExtensionPage.open(world, address, width);
    await page.waitForText(words);
    assert.deepEqual(await page.violations(), []);
    assert.equal(await page.isTooWide(), false);
    await page.picture(`${path.dirname(address)}-${name}`);
    await page.close();
  }
}

/** The popup recovers once the fault is fixed. */
async function goesOn(world: World, mend: () => void, words: RegExp): Promise<void> {
  const popup = await ExtensionPage.open(world, "popup/popup.html");
  await popup.waitForText(/Try again/u);
  mend();
  await popup.click("button", "Try again");
  await popup.waitForText(words);
  await popup.close();
}

describe(`a history that can’t be used, in ${browser}`, sameInAll, () => {
  let world: World;
  let file: string;
  beforeEach(async () => {
    world = await freshWorld({ browser, host: "missing" });
    file = path.join(world.folder, "data/demur.sqlite3");
  });

  it("damaged: says so, and leaves the file as it is", async () => {
    const damaged = Buffer.alloc(8192, "x");
    writeFileSync(file, damaged);
    world.installHost();
    await bothSay(world, /Your history can’t be opened\s+The file is damaged\. It has been left untouched/u, "store-corrupt");
    assert.deepEqual(readFileSync(file), damaged);
    await goesOn(
      world,
      () => {
        rmSync(file);
      },
      /Start \(about two minutes\)/u,
    );
  });

  it("without the program: leads to where it is set up, which tells of a damaged file as well", async () => {
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.waitForText(/Your history can’t be opened\s+Demur’s program is missing or not connected\./u);
    assert.deepEqual(await page.violations(), []);
    const step = await page.follow("Not installed yet? How to install it");
    await step.waitForText(/Not connected yet/u);
    writeFileSync(file, Buffer.alloc(8192, "x"));
    world.installHost();
    await step.click("button", "Try again");
    await step.waitForText(/Your history can’t be opened\s+The file is damaged\./u);
    await step.close();
  });

  it("damaged: says that what was sent waits meanwhile", async () => {
    writeFileSync(file, Buffer.alloc(8192, "x"));
    world.installHost();
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitForText(/./u);
    await page.click("button[type=submit]");
    await banner.waitForText(/Meta has received your objection[^]*safe in the browser for now\. The file is damaged\./u);
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(
      /Your history can’t be opened\s+One objection is safe in this browser, waiting to be saved\. The file is damaged\./u,
    );
    await popup.close();
    await page.close();
  });

  it("from a newer Demur: says what to install, and leaves the file as it is", async () => {
    await world.hostCall("accounts.save", { account: { platform: "facebook", label: "Anna", emails: ["anna@example.org"] } });
    // Whoever closes the file last leaves nothing beside it.
    await eventually(() => {
      execFileSync(program, ["verify"], { env: { ...process.env, DEMUR_DATA_DIR: path.dirname(file) }, stdio: "ignore" });
      assert.equal(existsSync(`${file}-wal`), false);
      return Promise.resolve();
    });
    const present = readFileSync(file);
    const newer = Buffer.from(present);
    // https://www.sqlite.org/fileformat2.html: the user version is at byte 60.
    newer.writeUInt32BE(99, 60);
    writeFileSync(file, newer);
    world.installHost();
    await bothSay(
      world,
      /written by a newer version of Demur\. Install the newer program; your history has not been touched/u,
      "store-newer",
    );
    assert.deepEqual(readFileSync(file), newer);
    await goesOn(
      world,
      () => {
        writeFileSync(file, present);
      },
      /Anna on Facebook/u,
    );
  });
});

describe(`a folder that may not be written, in ${browser}`, sameInAll, () => {
  it("says so, and goes on when it may", async () => {
    const world = await freshWorld({ browser, host: "missing" });
    const data = path.join(world.folder, "data");
    try {
      // Without this, an administrator may write anywhere.
      const start = process.getuid?.() === 0 ? "exec setpriv --bounding-set=-dac_override" : "exec";
      world.installHost();
      world.startHostBy(`${start} "$HOST" "$@"`);
      chmodSync(data, 0o500);
      const popup = await ExtensionPage.open(world, "popup/popup.html");
      await popup.waitForText(/Demur can’t write to the folder\. Allow it to, then try again\./u);
      assert.deepEqual(await popup.violations(), []);
      await popup.picture("popup-store-read-only");
      chmodSync(data, 0o700);
      await popup.click("button", "Try again");
      await popup.waitForText(/Start \(about two minutes\)/u);
    } finally {
      chmodSync(data, 0o700);
    }
  });
});

describe(`a full disk, in ${browser}`, sameInAll, () => {
  it("keeps what was sent in the browser, says why, and has it kept when there is room", async () => {
    const world = await freshWorld({ browser, host: "missing" });
    world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
    await world.hostCall("accounts.save", { account: { platform: "facebook", label: "Anna", emails: ["anna@example.org"] } });
    const id = path.join(world.folder, "host.pid");
    // No file may grow beyond 36 KiB, which is less than one objection writes.
    world.installHost();
    world.startHostBy("trap '' XFSZ", "ulimit -S -f 72", `echo $$ >${id}`, 'exec "$HOST" "$@"');
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    await page.click("button[type=submit]");
    await banner.waitForText(
      /Meta has received your objection[^]*Your objection is safe in the browser for now\. The disk is full\./u,
    );
    await world.picture(page, "banner-store-full");
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Your history can’t be saved yet/u);
    await popup.waitForText(/The disk is full\. Everything saved so far is still there\. Free up some space, then try again\./u);
    assert.deepEqual(await popup.violations(), []);
    await popup.picture("popup-store-full");
    await popup.close();
    execFileSync("prlimit", ["--pid", readFileSync(id, "utf8").trim(), "--fsize=unlimited"]);
    await page.bringToFront();
    await banner.press("Try again");
    // The banner has already said so.
    await eventually(async () => {
      const { objections } = (await world.hostCall("objections.list")) as { objections: { email: string; status: string }[] };
      assert.deepEqual(
        objections.map(({ email, status }) => `${email} ${status}`),
        ["anna@example.org received"],
      );
    });
    await banner.waitForText(/^(?![^]*disk is full)[^]*Meta has received your objection/u);
    await page.close();
  });
});

describe(`what this browser remembers of the history, in ${browser}`, () => {
  let world: World;
  let file: string;
  beforeEach(async () => {
    world = await freshWorld({ browser, host: "present" });
    file = path.join(world.folder, "data/demur.sqlite3");
  });

  /** Enters an objection by hand, as the person does. */
  async function enter(email: string): Promise<void> {
    const page = await ExtensionPage.open(world, "history/history.html#earlier", 1000);
    await page.type("Address", email);
    await page.fillDay("2025-05-10");
    await page.click("button", "Save it");
    await page.waitForText(/What happened/u);
    await page.close();
  }
  /** Waits until nobody has the file open, as after the host has been idle for a while. */
  const untilClosed = () =>
    eventually(() => {
      execFileSync(program, ["verify"], { env: { ...process.env, DEMUR_DATA_DIR: path.dirname(file) }, stdio: "ignore" });
      assert.equal(existsSync(`${file}-wal`), false);
      return Promise.resolve();
    });
  /** What the overview says once it is drawn. */
  async function overviewSays(words: RegExp): Promise<string> {
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    const said = await page.waitForText(words);
    assert.deepEqual(await page.violations(), []);
    await page.close();
    return said;
  }
  const alarm = /lost or changed|different history/u;

  it("raises no alarm where another browser writes, too, nor after a crash", async () => {
    await enter("anna@example.org");
    const objection = {
      id: randomUUID(),
      formId: "712876720715583",
      platform: "facebook",
      email: "other@example.org",
      pageUrl: facebook,
      submittedAt: new Date().toISOString(),
    };
    await world.hostCall("objections.record", { objection });
    await untilClosed();
    assert.doesNotMatch(await overviewSays(/other@example\.org/u), alarm);
    await enter("ben@example.org");
    await world.crash();
    assert.doesNotMatch(await overviewSays(/ben@example\.org/u), alarm);
  });

  it("raises no alarm where another computer’s history came in, nor with an older profile of the browser", async () => {
    await enter("anna@example.org");
    const profile = await ExtensionPage.open(world, "history/history.html", 1000);
    const older = await profile.evaluate(() => chrome.storage.local.get(null));
    await profile.close();
    const bytes = Buffer.from(historyFile([{ email: "else@example.org", submittedAt: new Date().toISOString() }]));
    const piece = { importId: randomUUID(), number: 0, bytes: bytes.toString("base64"), isLast: true };
    await world.hostCall("history.import", piece);
    assert.doesNotMatch(await overviewSays(/else@example\.org/u), alarm);
    await enter("ben@example.org");
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.evaluate((kept) => chrome.storage.local.set(kept), older);
    await page.close();
    assert.doesNotMatch(await overviewSays(/ben@example\.org/u), alarm);
  });

  it("finds that what was written last is gone with its log", sameInAll, async () => {
    await enter("anna@example.org");
    await untilClosed();
    await enter("ben@example.org");
    world.signalHosts("SIGKILL");
    rmSync(`${file}-wal`);
    await overviewSays(/Entries of your history were lost or changed since this browser last wrote to it\./u);
  });

  it("finds that an older file was put back, and that the file was deleted", sameInAll, async () => {
    await enter("anna@example.org");
    await untilClosed();
    const older = readFileSync(file);
    await enter("ben@example.org");
    await untilClosed();
    writeFileSync(file, older);
    await overviewSays(/Entries of your history were lost or changed since this browser last wrote to it\./u);
    await untilClosed();
    rmSync(file);
    await overviewSays(/This is a different history from the one this browser wrote to before\./u);
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/This is a different history/u);
    await popup.click("button", "Close");
    await popup.close();
    assert.doesNotMatch(await overviewSays(/No objections yet/u), alarm);
  });

  it("holds nothing of an erased address where the person wants it gone everywhere, and raises no alarm", sameInAll, async () => {
    const email = "gone@example.org";
    const account = { id: randomUUID(), platform: "facebook", label: "Gone", emails: [email] };
    await world.hostCall("accounts.save", { account });
    await world.hostCall("drafts.save", { draft: { title: "Mine", language: "en", text: `Answer to ${email}.` } });
    await enter(email);
    await enter("stays@example.org");
    const page = await ExtensionPage.open(world, "history/history.html", 1000);
    await page.click("link", "Gone on Facebook");
    await page.waitForText(/What happened/u);
    await page.click("button", "Remove");
    await page.waitForText(/Your account still has the address gone@example\.org\./u);
    assert.deepEqual(await page.violations(), []);
    await page.waitForText(/A text you saved still contains gone@example\.org\./u);
    await page.click("button", "Erase it there too");
    await page.waitForText(/^(?![^]*Your account still has)[^]*A text you saved/u);
    await page.click("button", "Erase it there too");
    // The half minute for "Undo" is over.
    await page.evaluate(async () => {
      for (const [key, entry] of Object.entries(await chrome.storage.local.get<Record<string, { method?: string }>>(null)))
        if (entry.method === "objections.remove") await chrome.storage.local.set({ [key]: { ...entry, heldUntil: 1 } });
    });
    const words = await page.waitForText(/stays@example\.org(?![^]*gone@example\.org)/u);
    assert.doesNotMatch(words, alarm);
    await eventually(async () => {
      assert.doesNotMatch(await page.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null))), /gone@/iu);
      for (const name of readdirSync(path.dirname(file)))
        assert.equal(readFileSync(path.join(path.dirname(file), name)).indexOf("gone@example.org"), -1, name);
    });
    await page.close();
  });
});
