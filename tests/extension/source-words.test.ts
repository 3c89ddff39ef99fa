import assert from "node:assert/strict";
import { describe, it } from "node:test";
import english from "../../extension/_locales/en/messages.json" with { type: "json" };
import type { Source } from "../../extension/model/protocol.ts";
import { sourceWords } from "../../extension/pages/source-words.ts";

const catalogue: Partial<Record<string, { message: string }>> = english;
const getMessage = (key: string, values: readonly string[] = []) =>
  (catalogue[key]?.message ?? "").replace(/\$\w+\$/gu, () => values[0] ?? "");
const i18n = { getMessage, getUILanguage: () => "en" };
Object.assign(globalThis, { chrome: { i18n } });

const enteredAt = "2025-05-04T08:00:00Z";

const table: [Source, RegExp][] = [
  [{ by: "page" }, /^[^·]*page/u],
  [{ by: "mail", authentication: "signed" }, /^Read in an e-mail with Meta’s signature, which was checked here$/u],
  [
    { by: "mail", authentication: "signed", isKeyAdded: true },
    /^Read in an e-mail with Meta’s signature, checked here with a key that you added$/u,
  ],
  [{ by: "mail", authentication: "provider" }, /^Read in an e-mail that the mail provider says is from Meta$/u],
  [
    { by: "mail", authentication: "provider", hasOthersWords: true },
    /^Read in an e-mail that the mail provider says is from Meta · Other people can write into e-mails of this kind$/u,
  ],
  [{ by: "mail", authentication: "none" }, /^Read in an e-mail; Demur can’t tell whether Meta sent it$/u],
  [{ by: "mail" }, /^Read in an e-mail; Demur can’t tell whether Meta sent it$/u],
  [{ by: "mail", authentication: "fail" }, /^Read in an e-mail that failed the check of its sender$/u],
  [{ by: "person", enteredAt }, /^Entered by you on .*2025$/u],
  [
    { by: "person", enteredAt, authentication: "fail" },
    /^Entered by you on .*2025 · Read in an e-mail that failed the check of its sender$/u,
  ],
  [{ by: "unrecorded" }, /earlier version/u],
  [
    { by: "file", chain: "c", cameAt: enteredAt, was: { by: "mail", authentication: "fail" } },
    /^Imported from another computer on .* · Read in an e-mail that failed the check of its sender$/u,
  ],
];

describe("how it is known that something happened", () => {
  for (const [source, words] of table)
    it(`is told: ${JSON.stringify(source)}`, () => {
      assert.match(sourceWords(source), words);
    });
});
