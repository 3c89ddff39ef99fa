import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

interface Example {
  name: string;
  params: { name: string; value: unknown }[];
}
export interface Method {
  name: string;
  params: { name: string; required?: boolean; schema: object }[];
  result: { schema: { $ref: string } };
  examples: Example[];
}

const file = new URL("../../manifests/protocol.json", import.meta.url);
/** manifests/protocol.json, as far as tests ask it. */
export const protocol = JSON.parse(readFileSync(file, "utf8")) as {
  methods: Method[];
  components: { errors: Record<string, { code: number }> };
};

export const ajv = new Ajv({ strict: false });
ajv.addSchema(protocol, "protocol");

export const resultSchema = ({ result }: Method): ValidateFunction => ajv.compile({ $ref: `protocol${result.schema.$ref}` });

/** The parameters of a call, as an example has them. */
export const paramsOf = ({ params }: Example): Record<string, unknown> =>
  Object.fromEntries(params.map(({ name, value }) => [name, value]));

export function methodNamed(name: string): Method {
  const found = protocol.methods.find((one) => one.name === name);
  if (!found) throw new Error(`The protocol has no method ${name}`);
  return found;
}
