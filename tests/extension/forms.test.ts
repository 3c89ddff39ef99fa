import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import catalogue from "../../manifests/forms.json" with { type: "json" };
import { currentObjectionForms, earliestObjection, formUrl } from "../../extension/model/forms.ts";
import { isGuide, requestOf } from "../../extension/model/requests.ts";
import { holds } from "../fixtures/holds.ts";
import choices from "./choices.json" with { type: "json" };

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../manifests/${file}`, import.meta.url), "utf8"));

describe("the catalogue", () => {
  it("keeps to its schema, and so do the other lists of facts", () => {
    for (const name of ["forms", "browsers", "mail", "item-urls", "downloads", "requests", "written-days"]) {
      const ajv = new Ajv({ strict: false });
      assert.ok(ajv.validate(read(`${name}.schema.json`) as object, read(`${name}.json`)), ajv.errorsText());
    }
  });

  it("says from which year on somebody can have objected, as does every language", () => {
    const folder = new URL("../../extension/_locales/", import.meta.url);
    for (const language of readdirSync(folder)) {
      const words = readFileSync(new URL(`${language}/messages.json`, folder), "utf8");
      const { earlierDay } = JSON.parse(words) as Record<"earlierDay", { message: string }>;
      assert.equal(/\d{4}/u.exec(earlierDay.message)?.[0], earliestObjection.slice(0, 4), language);
    }
  });

  it("knows a form at every address that Meta uses for it", () => {
    for (const address of [
      "https://www.facebook.com/help/contact/712876720715583",
      "https://www.facebook.com/help/contact/712876720715583/?ref=mail&locale=nl_NL#top",
      "https://m.facebook.com/help/contact/712876720715583",
      "https://fr-fr.facebook.com/help/contact/712876720715583",
      "https://es-la.facebook.com/help/contact/?id=712876720715583",
      "https://www.facebook.com/help/contact/logout?id=712876720715583",
      "https://www.facebook.com/HELP/Contact/712876720715583",
    ])
      assert.equal(formUrl(address)?.form?.id, "712876720715583", address);
    assert.equal(formUrl("https://www.facebook.com/help/instagram/contact/767264225370182")?.form?.platform, "instagram");
    assert.equal(formUrl("https://www.facebook.com/help/instagram/contact/767264225370182")?.platform, "instagram");
    assert.equal(formUrl("https://help.instagram.com/contact/767264225370182")?.form?.purpose, "objection");
    assert.equal(formUrl("https://help.instagram.com/help/instagram/contact/767264225370182")?.form?.purpose, "objection");
  });

  it("takes for the number of a form what has six to twenty digits", () => {
    for (const [digits, isNumber] of [
      [5, false],
      [6, true],
      [20, true],
      [21, false],
    ] as const)
      for (const address of [`help/contact/${"1".repeat(digits)}`, `help/contact/?id=${"1".repeat(digits)}`])
        assert.equal(formUrl(`https://www.facebook.com/${address}`) !== undefined, isNumber, address);
  });

  it("calls nothing Meta's that isn't", () => {
    for (const address of [
      "http://www.facebook.com/help/contact/712876720715583",
      "https://www.facebook.com.example.org/help/contact/712876720715583",
      "https://facebook.com.evil.example/help/contact/712876720715583",
      "https://evil-facebook.com/help/contact/712876720715583",
      "https://www.facebook.com:8443/help/contact/712876720715583",
      "https://www.facebook.com@evil.example/help/contact/712876720715583",
      "https://help.meta.com/requests",
      "https://www.facebook.com/help/712876720715583",
      "https://www.facebook.com/help/contact/7128767207155830",
      // Each site has its own paths, and its own names in other languages.
      "https://www.facebook.com/contact/767264225370182",
      "https://help.meta.com/help/contact/712876720715583",
      "https://de-de.instagram.com/contact/767264225370182",
    ])
      assert.equal(formUrl(address)?.form, undefined, address);
  });

  it("asks nothing at the numbers of Meta’s other forms", () => {
    for (const id of Object.keys(catalogue.unrelated))
      for (const address of ["https://www.whatsapp.com/contact/forms/", "https://help.meta.com/requests/"]) {
        assert.equal(formUrl(`${address}${id}`), undefined, id);
        assert.notEqual(formUrl(`${address}${id}0`), undefined, id);
      }
    const known = new Set(catalogue.forms.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(catalogue.unrelated).filter((id) => known.has(id)),
      [],
    );
  });

  it("knows Meta’s page on how to object, and no other", () => {
    for (const address of [
      "https://www.meta.com/help/quest/126192406164229/",
      "https://www.meta.com/help/quest/126192406164229",
      "https://www.meta.com/help/quest/126192406164229/?srsltid=x#top",
    ])
      assert.ok(isGuide(address), address);
    for (const address of [
      "http://www.meta.com/help/quest/126192406164229/",
      "https://www.meta.com.example.org/help/quest/126192406164229/",
      "https://www.meta.com:8443/help/quest/126192406164229/",
      "https://www.meta.com/help/quest/1261924061642290/",
      "https://www.meta.com/help/quest/",
    ])
      assert.ok(!isGuide(address), address);
  });

  it("tells Meta's requests apart in every language in which it recognises the form", () => {
    const languagesOf = (file: string) => Object.keys((read(file) as { languages: object }).languages);
    assert.deepEqual(languagesOf("requests.json"), languagesOf("recognition.json"));
    assert.deepEqual(Object.keys(choices), languagesOf("requests.json"));
    const expected = ["objection", "third-parties", "different-objection"];
    const told = Object.entries(choices).map(([language, labels]) => [language, ...labels.map((label) => requestOf(label))]);
    assert.deepEqual(
      told,
      Object.keys(choices).map((language) => [language, ...expected]),
    );
  });

  it("has one current objection form for each platform", () => {
    const platforms = currentObjectionForms.map((form) => form.platform);
    assert.equal(new Set(platforms).size, platforms.length);
    holds(platforms.includes("facebook") && platforms.includes("instagram"));
  });
});
