import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { addMember } from "./harness/family.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import { copySpeaking } from "./harness/spoken-copy.ts";
import type { BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

/** What only some browsers can write in these languages: a number of months, a list with "or", and the country's name. */
const expected = {
  ga: { months: "12 mí", list: /(?:Nederlands|Ollainnis) nó (?:English|Béarla)/u, country: "An Ghearmáin", of: "An Ostair" },
  mt: { months: "12-il xahar", list: /(?:Nederlands|Olandiż) jew (?:English|Ingliż)/u, country: "Il-Ġermanja", of: "L-Awstrija" },
};

describe(`in ${browser}, a page in a language that not every browser knows`, () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  for (const [language, words] of Object.entries(expected))
    it(`says months, lists and countries in ${language}`, async () => {
      const folder = copySpeaking(browser, language);
      folders.push(folder);
      const world = await freshWorld({ browser, host: "present", extension: folder });
      const id = await addMember(world, { label: "Anna", status: "overdue" });
      const page = await ExtensionPage.open(world, `letter/letter.html#complaint/${id}`, 1000);
      await page.waitFor("select");
      const choose = async (country: string) => {
        await page.evaluate((code) => {
          const list = document.querySelector("select");
          if (!list) return;
          list.value = code;
          list.dispatchEvent(new Event("change", { bubbles: true }));
        }, country);
      };
      await choose("AT");
      const demands = await page.waitForText(/DSG/u);
      holds(demands.replaceAll("\u00a0", " ").includes(words.months));
      await choose("NL");
      await page.waitForText(words.list);
      const names = await page.evaluate(() =>
        [...document.querySelectorAll("select option")].map((option) => option.textContent),
      );
      holds(names.includes(words.country) && names.includes(words.of));
      assert.equal(names.includes("Germany"), false);
      await page.picture(`${language}/letter-complaint`);
      await page.close();
    });
});
