// An ESLint rule: no file imports itself through others. Unlike in eslint-plugin-import-x, type-only imports count, too:
// two files that need each other's types can't be understood one at a time.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** The imports of each file read, cached for one run of ESLint. */
const imports = new Map();

/** The project's own files that a file imports. */
function importsOf(file, text = readFileSync(file, "utf8")) {
  if (!imports.has(file)) {
    const { importedFiles } = ts.preProcessFile(text, true, true);
    const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith(".") && name.endsWith(".ts"));
    imports.set(file, relative.map((name) => path.resolve(path.dirname(file), name)).filter(existsSync));
  }
  return imports.get(file);
}

/** The shortest path along imports from one file to another, both included; undefined if there is none. */
function wayBetween(from, to) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1);
    if (last === to) return way;
    for (const next of importsOf(last).filter((file) => !seen.has(file))) {
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

export const noCycles = {
  meta: { type: "problem", schema: [], messages: { cycle: "A circle of imports: {{way}}." } },
  create: ({ filename, sourceCode, report }) => ({
    "ImportDeclaration, ExportNamedDeclaration[source], ExportAllDeclaration"(node) {
      const name = node.source.value;
      if (!name.startsWith(".")) return;
      imports.delete(filename);
      importsOf(filename, sourceCode.text);
      const target = path.resolve(path.dirname(filename), name);
      const way = existsSync(target) && target.endsWith(".ts") ? wayBetween(target, filename) : undefined;
      if (way) report({ node, messageId: "cycle", data: { way: [filename, ...way].map((file) => path.basename(file)).join(" → ") } });
    },
  }),
};
