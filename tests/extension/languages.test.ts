import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { askLanguages } from "../../extension/model/contact-groups.ts";
import { countries } from "../../extension/model/authorities.ts";
import { countryName } from "../../extension/model/country-names.ts";
import { ownName, primaryOf } from "../../extension/model/languages.ts";
import manifest from "../../manifests/languages.json" with { type: "json" };

const root = new URL("../../", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, root), "utf8"));

describe("the languages' names", () => {
  it("keep to their schema", () => {
    const ajv = new Ajv({ strict: false });
    assert.ok(ajv.validate(read("manifests/languages.schema.json") as object, manifest), ajv.errorsText());
  });

  it("are those that the languages have for themselves", () => {
    assert.equal(ownName("ga"), "Gaeilge");
    assert.equal(ownName("mt"), "Malti");
    for (const language of askLanguages) {
      const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? "";
      assert.equal(ownName(language).toLocaleLowerCase(language), name.toLocaleLowerCase(language));
    }
  });
});

describe("the countries' names", () => {
  it("keep to their schema", () => {
    const ajv = new Ajv({ strict: false });
    const names = read("manifests/country-names.json");
    assert.ok(ajv.validate(read("manifests/country-names.schema.json") as object, names), ajv.errorsText());
  });

  it("are there for each authority, where browsers have none and where they have", () => {
    const { names } = read("manifests/country-names.json") as { names: Record<string, Record<string, string>> };
    assert.deepEqual(Object.keys(names), ["ga", "mt"]);
    for (const own of Object.values(names)) assert.deepEqual(Object.keys(own).sort(), [...countries]);
    assert.equal(countryName("IE", "ga"), "Éire");
    assert.equal(countryName("DE", "fr"), "Allemagne");
  });
});

describe("a browser's language", () => {
  const names: Partial<Record<string, string>> = manifest.askedAs;
  const catalogues = readdirSync(new URL("extension/_locales/", root));

  /** Both browsers look for the language of the region, then for the language, then for the default of `manifest.json`. */
  function catalogueFor(language: string): string {
    const wanted = [language, language.replace(/_.*/u, "")];
    return wanted.map((one) => names[one] ?? one).find((one) => catalogues.includes(one)) ?? "en";
  }

  it("gets the nearest one that there is", () => {
    const nearest = ["de_AT", "fr_BE", "pt_BR", "pt_PT", "no", "nb_NO", "nn_NO", "en_US", "zh_TW"].map(catalogueFor);
    assert.deepEqual(nearest, ["de", "fr", "pt_PT", "pt_PT", "nb", "nb", "nb", "en", "en"]);
  });

  it("gets dates in the words of its catalogue", () => {
    for (const catalogue of catalogues) {
      const { locale } = read(`extension/_locales/${catalogue}/messages.json`) as { locale: { message: string } };
      assert.equal(primaryOf(locale.message), primaryOf(catalogue));
      assert.deepEqual(Intl.DateTimeFormat.supportedLocalesOf([locale.message]), [locale.message]);
    }
  });

  it("gets nothing by a name that a catalogue has already", () => {
    for (const [name, catalogue] of Object.entries(names)) {
      assert.ok(!catalogues.includes(name), name);
      assert.ok(catalogues.includes(catalogue ?? ""), name);
    }
  });
});
