import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { it } from "node:test";

interface Schema {
  $ref?: string;
  type?: string;
  enum?: string[];
}
interface Protocol {
  info: { description: string };
  methods: {
    name: string;
    summary: string;
    params: { name: string; required?: boolean; schema: Schema; description?: string }[];
    result: { schema: Schema };
    examples: { params: { name: string; value: unknown }[] }[];
  }[];
  components: {
    schemas: Record<string, { properties?: Record<string, Schema>; required?: string[]; description?: string }>;
    errors: Record<string, { code: number; message: string }>;
  };
}

const page = new URL("../../docs/protocol.md", import.meta.url);
const protocol = JSON.parse(readFileSync(new URL("../../manifests/protocol.json", import.meta.url), "utf8")) as Protocol;

const typeOf = (schema: Schema) => schema.$ref?.split("/").at(-1) ?? schema.enum?.join(", ") ?? schema.type ?? "";

function methodText(method: Protocol["methods"][number]): string {
  const params = method.params.map(({ name, required, schema }) => `\`${name}\`${required ? "" : "?"} ${typeOf(schema)}`);
  const example = Object.fromEntries((method.examples[0]?.params ?? []).map(({ name, value }) => [name, value]));
  const lines = [`## ${method.name}`, method.summary, `Parameters: ${params.join(" · ") || "none"}`];
  return [...lines, `Result: ${typeOf(method.result.schema)}`, `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``].join(
    "\n\n",
  );
}

function schemaText([name, schema]: [string, Protocol["components"]["schemas"][string]]): string {
  const members = Object.entries(schema.properties ?? {}).map(
    ([member, own]) => `\`${member}\`${schema.required?.includes(member) ? "" : "?"} ${typeOf(own)}`,
  );
  return `| ${name} | ${members.join(" · ") || typeOf(schema as Schema)} | ${schema.description ?? ""} |`;
}

function rendered(): string {
  const errors = Object.entries(protocol.components.errors).map(
    ([kind, error]) => `| ${error.code} | ${kind} | ${error.message} |`,
  );
  const head =
    "# The messages between extension and host\n\nMade from `manifests/protocol.json`, the one source; a test keeps it so.";
  return [
    head,
    protocol.info.description,
    ...protocol.methods.map(methodText),
    `## Shapes\n\n| name | members (? may be absent) | meaning |\n|---|---|---|\n${Object.entries(protocol.components.schemas).map(schemaText).join("\n")}`,
    `## Errors\n\nAs \`error.code\`, with the name in \`error.data.kind\`.\n\n| code | kind | meaning |\n|---|---|---|\n${errors.join("\n")}\n`,
  ].join("\n\n");
}

it("docs/protocol.md is what manifests/protocol.json says (DEMUR_WRITE_DOCS=1 writes it anew)", () => {
  if (process.env["DEMUR_WRITE_DOCS"] === "1") writeFileSync(page, rendered());
  assert.equal(readFileSync(page, "utf8"), rendered());
});
