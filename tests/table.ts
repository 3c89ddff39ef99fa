import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../build/tables");

/** Writes a table of figures to build/tables, where `./check` finds it. The first column holds names, the others numbers. */
export function writeTable(name: string, heads: string[], rows: (string | number)[][]): void {
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const rule = line(heads.map((_, index) => (index === 0 ? "---" : "---:")));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.md`), [line(heads), rule, ...rows.map(line), ""].join("\n"));
}
