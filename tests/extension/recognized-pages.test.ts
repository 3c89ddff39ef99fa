import { describe, it } from "node:test";
import type { Spotted } from "../../extension/content/banner-scripts.ts";
import type { Expectation } from "../fixtures/pages/corpus.ts";
import { recognizable } from "../fixtures/pages/sample.ts";
import { samples } from "../fixtures/samples.ts";
import { Tally } from "../fixtures/pages/tally.ts";
import { isSpottedIn, spottedIn } from "./spotter-page.ts";

/** DEMUR_FIXTURES, a regular expression, selects pages by name. */
const chosen = new RegExp(process.env["DEMUR_FIXTURES"] ?? "", "u");

/** A question before the form counts as certain: only the catalogue lets Demur wait for a form. */
function expectationOf(spotted: Spotted | undefined): Expectation {
  if (spotted === undefined) return "silent";
  if (spotted.kind === "other-form") return "another-form";
  return spotted.kind === "form" && spotted.isProbable ? "probable" : "certain";
}

describe("recognition, by the code of the content script in jsdom", () => {
  it("finds the objection form, says nothing elsewhere, and tells other forms apart", async () => {
    const tally = new Tally();
    for (const page of recognizable())
      if (chosen.test(page.name)) tally.add(page, expectationOf(isSpottedIn(page) ? await spottedIn(page) : undefined));
    tally.check("all pages");
  });

  it("makes of the pages that people have saved what it should", async () => {
    const tally = new Tally();
    for (const page of samples()) tally.add(page, expectationOf(isSpottedIn(page) ? await spottedIn(page) : undefined));
    tally.check("saved pages");
  });
});
