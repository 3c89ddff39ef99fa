// Writes TypeScript types for the messages of manifests/protocol.json, so that neither half describes them a second time.
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const capitalised = (name) => name.replace(/(^|\.)([a-z])/g, (_, _dot, letter) => letter.toUpperCase());

/** The parameters of one method as an object schema. */
function parametersSchema(method) {
  return {
    type: "object",
    additionalProperties: false,
    required: method.params.filter((parameter) => parameter.required).map((parameter) => parameter.name),
    properties: Object.fromEntries(
      method.params.map((parameter) => [parameter.name, { description: parameter.description, ...parameter.schema }]),
    ),
  };
}

/** Members that this build doesn't know are allowed in JSON, but no code may name them. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return copy.type === "object" ? { additionalProperties: false, ...copy } : copy;
}

/** Reads the protocol at `source` and writes the types to `target`. */
export async function writeProtocolTypes(source, target) {
  const text = await readFile(source, "utf8");
  const protocol = JSON.parse(text.replaceAll("#/components/schemas/", "#/definitions/"));
  const definitions = { ...protocol.components.schemas };
  for (const method of protocol.methods) definitions[`${capitalised(method.name)}Params`] = parametersSchema(method);
  const types = await compile(closed({ title: "Unused", definitions }), "Unused", {
    additionalProperties: false,
    bannerComment: "// Made from manifests/protocol.json.",
    unreachableDefinitions: true,
    format: false,
    // Lists keep their plain type: the host checks their bounds.
    ignoreMinAndMaxItems: true,
  });
  const methods = protocol.methods.map((method) => {
    const result = method.result.schema.$ref.split("/").at(-1);
    return `  "${method.name}": { params: ${capitalised(method.name)}Params; result: ${result} };`;
  });
  const kinds = Object.keys(protocol.components.errors).map((kind) => `"${kind}"`);
  const table = `/** Every method with its parameters and its result. */\nexport interface Methods {\n${methods.join("\n")}\n}\n`;
  const errors = `/** Every error that the host can answer. */\nexport type HostErrorKind = ${kinds.join(" | ")};\n`;
  await writeFile(target, `${types.replace(/export interface Unused \{[^}]*\}\n/, "")}\n${table}${errors}`);
}
