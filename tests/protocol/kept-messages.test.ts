// What is said between an extension and a program of different ages: the messages of each version of the protocol are kept.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { protocolVersion } from "../../extension/model/protocol.ts";
import { Host } from "./host.ts";
import { ajv, methodNamed, paramsOf, protocol, resultSchema } from "./manifest.ts";

interface Message {
  method: string;
  params: Record<string, unknown>;
  result: unknown;
}

const folder = new URL("../fixtures/messages/", import.meta.url);

/** The examples of the protocol as they are answered now. */
async function messages(host: Host): Promise<Message[]> {
  const said: Message[] = [];
  for (const { name: method, examples } of protocol.methods)
    for (const example of examples) {
      const params = paramsOf(example);
      said.push({ method, params, result: (await host.call(method, params)).result });
    }
  return said;
}

/** What a value has that another lacks: members, and words of a list. Values may differ, their types may not. */
function lacking(kept: unknown, now: unknown, where: string): string[] {
  if (Array.isArray(kept)) {
    if (!Array.isArray(now)) return [where];
    if (kept.every((one) => typeof one === "string"))
      return kept.filter((one) => !now.includes(one)).map((one) => `${where}: ${one}`);
    return kept.flatMap((one, index) => lacking(one, now[index], `${where}[${String(index)}]`));
  }
  if (typeof kept !== "object" || kept === null) return typeof kept === typeof now ? [] : [where];
  if (typeof now !== "object" || now === null) return [where];
  return Object.entries(kept).flatMap(([name, value]) =>
    lacking(value, (now as Record<string, unknown>)[name], `${where}.${name}`),
  );
}

describe("the messages that are kept of a version of the protocol", () => {
  let host: Host;
  before(() => {
    host = new Host();
  });
  after(() => {
    host.end();
  });

  it("are there for this one, with every method that has an example (DEMUR_WRITE_MESSAGES=1 writes what is not there yet)", async () => {
    const file = new URL(`protocol-${String(protocolVersion)}.json`, folder);
    if (process.env["DEMUR_WRITE_MESSAGES"] === "1" && !existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      const recorder = new Host();
      writeFileSync(file, `${JSON.stringify(await messages(recorder), null, 2)}\n`);
      recorder.end();
    }
    const kept = JSON.parse(readFileSync(file, "utf8")) as Message[];
    const withExamples = protocol.methods.filter(({ examples }) => examples.length > 0);
    for (const { name } of withExamples)
      assert.ok(
        kept.some(({ method }) => method === name),
        name,
      );
  });

  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const kept = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Message[];

    it(`are still answered by this program with all that they had (${name})`, async () => {
      const lacks: string[] = [];
      for (const { method, params, result } of kept) {
        const answer = await host.call(method, params);
        lacks.push(...lacking(result, answer.result, `${method} ${JSON.stringify(answer.error ?? {})}`));
      }
      assert.deepEqual(lacks, []);
    });

    it(`are still understood by this extension (${name})`, () => {
      for (const { method, result } of kept) {
        const isResult = resultSchema(methodNamed(method));
        assert.ok(isResult(result), `${method}: ${ajv.errorsText(isResult.errors)}`);
      }
    });
  }
});
