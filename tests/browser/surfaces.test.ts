import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { ContactSheet } from "./harness/contact-sheet.ts";
import { addMember, forgetEverybody, type Reached } from "./harness/family.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { Shared } from "./harness/shared.ts";
import type { World } from "./harness/world.ts";

/** The pages are the same document in both browsers; only Chromium takes pictures fast and lets a page speak another language. */
const options = { skip: (process.env["DEMUR_BROWSER"] ?? "chromium") !== "chromium" };

/** The words of the popup's main button for the first account, or undefined where there is nothing to do but wait. */
const mainButtons: Partial<Record<Reached, string>> = {
  none: "Open the form",
  overdue: "Remind Meta",
  "confirmation-late": "I have the e-mail",
  "needs-answer": "View the record",
  answered: "View the record",
  declined: "Open the form again",
  "not-finished": "Open the form again",
  "not-sent": "Open the form again",
};

const mainButtonOf = (page: ExtensionPage) =>
  page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>(".button.main")];
    return buttons.map((button) => button.innerText.replace(/\s*\(.*\)$/u, "").trim());
  });

const heightOf = (page: ExtensionPage) => page.evaluate(() => document.body.getBoundingClientRect().height);

describe("the popup", options, () => {
  let world: World;
  let sheet: ContactSheet;
  before(async () => {
    world = await freshWorld({ browser: "chromium", host: "present" });
    sheet = new ContactSheet(world);
  });

  it("has one filled button for the one next step, whatever it is", async () => {
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Start/u);
    sheet.add("first", await popup.print());
    for (const status of [
      "none",
      "overdue",
      "confirmation-late",
      "needs-answer",
      "answered",
      "declined",
      "not-finished",
    ] as const) {
      await forgetEverybody(world);
      await addMember(world, { label: "Ilse", status: "confirmed" });
      await addMember(world, { label: "Anna", platform: "instagram", status });
      await popup.reload();
      await popup.waitForText(/Anna[^]*Ilse/u);
      assert.deepEqual(await mainButtonOf(popup), [mainButtons[status]], status);
      assert.deepEqual(await popup.violations(), [], status);
      sheet.add(status, await popup.print());
    }
    for (const status of ["submitted", "received", "unsure"] as const) {
      await forgetEverybody(world);
      await addMember(world, { label: "Anna", status });
      await popup.reload();
      await popup.waitForText(/Anna/u);
      assert.deepEqual(await mainButtonOf(popup), [], status);
      sheet.add(status, await popup.print());
    }
    await popup.close();
  });

  it("shows at most four accounts, and asks in place what the e-mail says", async () => {
    await forgetEverybody(world);
    for (const status of ["overdue", "received", "confirmed", "none", "not-finished", "needs-answer"] as const)
      await addMember(world, { label: `Anna ${status}`, status });
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    await popup.waitForText(/Anna needs-answer[^]*Anna overdue[^]*Anna not-finished[^]*Anna none[^]*All 6 accounts/u);
    assert.deepEqual(await mainButtonOf(popup), ["View the record"]);
    sheet.add("six accounts", await popup.print());
    await popup.click("button", "I have the e-mail");
    await popup.waitForText(/Does the e-mail say[^]*Add Meta’s e-mail/u);
    assert.deepEqual(await popup.violations(), []);
    sheet.add("the question", await popup.print());
    await popup.close();
  });

  it("has room for two accounts and others’ posts in 570 pixels", async () => {
    await forgetEverybody(world);
    await addMember(world, { label: "Anna", status: "confirmed" });
    await addMember(world, { label: "Anna", platform: "instagram", email: "anna@example.net", status: "received" });
    const shared = new Shared(world);
    await shared.crowd(5);
    const popup = await ExtensionPage.open(world, "popup/popup.html");
    const heights: number[] = [];
    for (const language of ["en", "de"]) {
      await popup.speak(language);
      await popup.reload();
      await popup.waitForText(/Facebook[^]*5/u);
      sheet.add(`two accounts, ${language}`, await popup.print());
      const height = await heightOf(popup);
      heights.push(height);
    }
    await popup.close();
    await sheet.save("popup", 360);
    assert.ok(
      heights.every((height) => height <= 570),
      heights.join(", "),
    );
  });
});
