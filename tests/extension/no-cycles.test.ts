import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { Linter, type Rule } from "eslint";
import tseslint from "typescript-eslint";
// @ts-expect-error The build's scripts are plain JavaScript.
import { noCycles } from "../../extension/build/no-cycles.mjs";

describe("the rule against circles of imports", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "demur-cycles-"));
    const files = {
      "a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
      "b.ts": 'import type { C } from "./c.ts";\nexport const b: C = 1;\n',
      "c.ts": 'export type { A } from "./a-type.ts";\nexport type C = number;\n',
      "a-type.ts": 'import type { a } from "./a.ts";\nexport type A = typeof a;\n',
      "apart.ts": 'import { a } from "./a.ts";\nimport path from "node:path";\nexport const apart = [a, path];\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const circlesOf = (name: string, text: string): string[] => {
    const rule = noCycles as Rule.RuleModule;
    const config: Linter.Config = {
      files: ["**/*.ts"],
      plugins: { demur: { rules: { "no-cycles": rule } } },
      languageOptions: { parser: tseslint.parser },
      rules: { "demur/no-cycles": "error" },
    };
    return new Linter({ cwd: folder }).verify(text, config, path.join(folder, name)).map(({ message }) => message);
  };

  it("finds a circle, of type-only imports too, and names the way around", () => {
    const [message, ...others] = circlesOf("a.ts", 'import { b } from "./b.ts";\nexport const a = b;\n');
    assert.equal(message, "A circle of imports: a.ts → b.ts → c.ts → a-type.ts → a.ts.");
    assert.deepEqual(others, []);
    assert.equal(circlesOf("c.ts", 'export type { A } from "./a-type.ts";\nexport type C = number;\n').length, 1);
  });

  it("lets a file import what does not lead back to it", () => {
    assert.deepEqual(circlesOf("apart.ts", 'import { a } from "./a.ts";\nexport const apart = a;\n'), []);
  });
});
