import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { classicForm } from "../fixtures/pages.ts";
import { FormPage } from "./form-page.ts";

const facebook = "https://www.facebook.com/help/contact/712876720715583";

describe("the keyboard's place in the banner", () => {
  let page: FormPage;
  beforeEach(async () => {
    const html = classicForm("712876720715583", { language: "en", answer: "silent", email: "anna@example.org" }, "n");
    page = await FormPage.open(html, facebook);
  });
  afterEach(() => {
    page.close();
  });

  it("is kept when what had it is replaced", async () => {
    page.focusBanner("It’s another one");
    await page.pressBanner("It’s another one");
    page.focusBanner("Cancel");
    await page.pressBanner("Cancel");
    assert.equal(page.focused, "Yes, remember it");
  });

  it("stays on the same words where they are still there", async () => {
    page.focusBanner("It’s another one");
    await page.type("input[name=email]", "clara@example.org");
    assert.match(page.words, /clara@example\.org/u);
    assert.equal(page.focused, "It’s another one");
  });

  it("is on what can be done next once the person has answered", async () => {
    await page.press("button[type=submit]");
    await page.clock.pass(12_000);
    page.focusBanner("Yes");
    await page.pressBanner("Yes");
    assert.equal(page.headline, "Meta has received your objection");
    assert.equal(page.focused, page.actions[0] ?? "Close");
  });

  it("is never taken from the page", async () => {
    page.element("textarea").focus();
    await page.type("input[name=email]", "clara@example.org");
    await page.press("button[type=submit]");
    await page.clock.pass(12_000);
    assert.equal(page.focused, undefined);
    assert.equal(page.document.activeElement, page.element("textarea"));
  });
});
