import assert from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { eventEntry, recordEntry } from "../../extension/model/outbox.ts";
import "../web-crypto.ts";

interface Method {
  name: string;
  params: { name: string; required?: boolean; schema: object }[];
  result: { schema: { $ref: string } };
  examples: { name: string; params: { name: string; value: unknown }[] }[];
}
interface Answer {
  result?: unknown;
  error?: { code: number; data: { kind: string } };
}

const file = new URL("../../manifests/protocol.json", import.meta.url);
const protocol = JSON.parse(readFileSync(file, "utf8")) as {
  methods: Method[];
  components: { errors: Record<string, { code: number }> };
};
const ajv = new Ajv({ strict: false });
ajv.addSchema(protocol, "protocol");

const schema = (pointer: string): ValidateFunction => ajv.compile({ $ref: `protocol${pointer}` });
const resultSchema = (method: Method) => schema(method.result.schema.$ref);

/** The parameters' schema of a method. */
function paramsSchema(method: Method): ValidateFunction {
  const text = JSON.stringify({
    type: "object",
    additionalProperties: false,
    required: method.params.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(method.params.map(({ name, schema: own }) => [name, own])),
  });
  return ajv.compile(JSON.parse(text.replaceAll('"#/', '"protocol#/')) as object);
}

/** The real host, kept open through all examples. */
class Host {
  readonly folder = mkdtempSync(path.join(tmpdir(), "demur-"));
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #bytes = Buffer.alloc(0);
  #heard: () => void = () => undefined;

  constructor() {
    mkdirSync(path.join(this.folder, "Downloads"));
    writeFileSync(path.join(this.folder, "Downloads", "facebook-anna-2026-11-20-UXHPhjRr.zip"), "");
    const program = new URL("../../build/native-host/demur-host", import.meta.url).pathname;
    this.#child = spawn(program, ["serve"], {
      env: { ...process.env, DEMUR_DATA_DIR: this.folder, HOME: this.folder, XDG_CONFIG_HOME: this.folder },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#heard();
    });
  }

  async call(method: string, params: unknown): Promise<Answer> {
    const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    const header = Buffer.alloc(4);
    header.writeUInt32LE(text.length);
    this.#child.stdin.write(Buffer.concat([header, text]));
    while (this.#bytes.length < 4 || this.#bytes.length < 4 + this.#bytes.readUInt32LE())
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    const end = 4 + this.#bytes.readUInt32LE();
    const answer = JSON.parse(this.#bytes.subarray(4, end).toString()) as Answer;
    this.#bytes = this.#bytes.subarray(end);
    return answer;
  }

  end(): void {
    this.#child.stdin.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe("the protocol", () => {
  let host: Host;
  before(() => {
    host = new Host();
  });
  after(() => {
    host.end();
  });

  for (const method of protocol.methods)
    for (const example of method.examples)
      it(`${method.name}: ${example.name}`, async () => {
        const params = Object.fromEntries(example.params.map(({ name, value }) => [name, value]));
        const valid = paramsSchema(method);
        assert.ok(valid(params), ajv.errorsText(valid.errors));
        const { result, error } = await host.call(method.name, params);
        const isResult = resultSchema(method);
        assert.ok(isResult(result), `${JSON.stringify(error)} ${ajv.errorsText(isResult.errors)}`);
        for (const { name } of method.params.filter(({ required }) => required)) {
          const without = Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
          const refused = await host.call(method.name, without);
          assert.equal(refused.error?.data.kind, "invalid-params", `${method.name} without ${name}`);
          assert.equal(refused.error.code, protocol.components.errors["invalid-params"]?.code);
        }
      });

  it("is kept by what the extension puts into its outbox", () => {
    const objection = {
      id: crypto.randomUUID(),
      formId: "712876720715583",
      platform: "facebook" as const,
      email: "anna@example.org",
      pageUrl: "https://www.facebook.com/help/contact/712876720715583",
      submittedAt: new Date().toISOString(),
    };
    for (const entry of [recordEntry(objection, 0), eventEntry(objection.id, "received", new Date(), "Thanks.")]) {
      const method = protocol.methods.find(({ name }) => name === entry.method);
      assert.ok(method);
      const valid = paramsSchema(method);
      assert.ok(valid(entry.params), ajv.errorsText(valid.errors));
    }
  });
});
