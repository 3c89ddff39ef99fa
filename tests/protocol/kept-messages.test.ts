// What is said between an extension and a program of different ages: the messages of each version of the protocol are kept.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { protocolVersion } from "../../extension/model/protocol.ts";
import { files, Host, mail, type Answer } from "./host.ts";
import { ajv, methodNamed, paramsOf, protocol, resultSchema } from "./manifest.ts";

interface Call {
  method: string;
  params: Record<string, unknown>;
}
interface Message extends Call {
  result: unknown;
}

const folder = new URL("../fixtures/messages/", import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Message[];

/** Stands in what is kept for the home of the host, which is another one each time. */
const home = "/home/anna";
const inHome = (name: string) => `${home}/${name}`;

/** What is asked about files, whose places no example of the protocol can know. */
const aboutFiles: Call[] = [
  { method: "mail.search", params: { paths: [inHome(files.mailbox)] } },
  {
    method: "mail.fetch",
    params: {
      path: inHome(files.mail),
      start: 0,
      bytes: mail.length,
      digest: createHash("sha256").update(mail).digest("hex"),
    },
  },
  { method: "downloads.import", params: { paths: [inHome(files.download)] } },
];

const examples: Call[] = protocol.methods.flatMap(({ name: method, examples }) =>
  examples.map((example) => ({ method, params: paramsOf(example) })),
);

const exchanged = <Value>(value: Value, from: string, to: string) =>
  JSON.parse(JSON.stringify(value).replaceAll(from, to)) as Value;

/** The answer to a call about the kept home, in its words. */
async function ask(host: Host, { method, params }: Call): Promise<Answer> {
  return exchanged(await host.call(method, exchanged(params, home, host.folder)), host.folder, home);
}

/** What is kept, and behind it each call that is not among it, as it is answered now. */
async function completed(kept: readonly Message[]): Promise<Message[]> {
  const host = new Host();
  const said: Message[] = [];
  for (const call of [...examples, ...aboutFiles]) said.push({ ...call, result: (await ask(host, call)).result });
  host.end();
  const isKept = ({ method, params }: Call) => kept.some((one) => one.method === method && isDeepStrictEqual(one.params, params));
  return [...kept, ...said.filter((message) => !isKept(message))];
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

  it("are there for this one, of every method (DEMUR_WRITE_MESSAGES=1 writes what is not there yet)", async () => {
    const name = `protocol-${String(protocolVersion)}.json`;
    if (process.env["DEMUR_WRITE_MESSAGES"] === "1") {
      const kept = existsSync(new URL(name, folder)) ? read(name) : [];
      writeFileSync(new URL(name, folder), `${JSON.stringify(await completed(kept), null, 2)}\n`);
    }
    const methods = new Set(read(name).map(({ method }) => method));
    assert.deepEqual(
      protocol.methods.map((method) => method.name).filter((method) => !methods.has(method)),
      [],
    );
  });

  for (const name of readdirSync(folder)) {
    const kept = read(name);

    it(`are still answered by this program with all that they had (${name})`, async () => {
      const lacks: string[] = [];
      for (const message of kept) {
        const answer = await ask(host, message);
        lacks.push(...lacking(message.result, answer.result, `${message.method} ${JSON.stringify(answer.error ?? {})}`));
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
