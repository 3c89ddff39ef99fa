// Demur as it was installed for this person: DEMUR_PROGRAM is the program, DEMUR_EXTENSION the folder of the extension where the person
// has to load it. Nothing comes from the build but the tests themselves.
import assert from "node:assert/strict";
import { homedir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { facebook, headlines, recordedOnce } from "../browser/harness/form.ts";
import { World, type BrowserName } from "../browser/harness/world.ts";

const installed = { home: homedir(), program: process.env["DEMUR_PROGRAM"] ?? "" };
const extensions = process.env["DEMUR_EXTENSION"];

for (const browser of ["chromium", "firefox"] as const satisfies BrowserName[])
  describe(`what was installed, in ${browser}`, () => {
    it("spots the form, and records the objection", async (context) => {
      const extension = extensions === undefined ? {} : { extension: path.join(extensions, browser) };
      const world = await World.open({ browser, host: "present", installed, ...extension });
      context.after(() => world.close());
      const email = `anna@${browser}.example.org`;
      world.replica.variant = { language: "en", email, answer: "success" };
      const { page, banner } = await world.visit(facebook);
      await banner.waitFor(headlines.form);
      await page.click("button[type=submit]");
      await banner.waitFor(headlines.received);
      await recordedOnce(world, (objections) => {
        assert.equal(objections.find((objection) => objection.email === email)?.status, "received");
      });
    });
  });
