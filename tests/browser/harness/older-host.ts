/**
 * Sits between a browser and the real host, and removes what older hosts could not do: capabilities (the first argument) and
 * methods (the second), separated by commas. The third is the host's program. It speaks the protocol before this one.
 */
import { spawn } from "node:child_process";

const [capabilities = "", methods = "", program = ""] = process.argv.slice(2);
const host = spawn(program, ["serve"], { stdio: ["pipe", "pipe", "inherit"] });

interface Question {
  id?: number;
  method?: string;
}

interface Answer {
  result?: { capabilities?: string[]; protocolVersion?: number };
}

function framed(text: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(text.length);
  return Buffer.concat([header, text]);
}

/** Calls `take` with the text of each frame in turn. */
async function eachFrame(source: AsyncIterable<Buffer>, take: (text: Buffer) => void): Promise<void> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of source) {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE()) {
      const end = 4 + bytes.readUInt32LE();
      take(bytes.subarray(4, end));
      bytes = bytes.subarray(end);
    }
  }
}

/** Refuses a method as the real host refuses one that it doesn't know. */
function refuse(id: number | undefined): void {
  const error = { code: -32601, message: "This host does not know the method.", data: { kind: "method-not-found" } };
  process.stdout.write(framed(Buffer.from(JSON.stringify({ jsonrpc: "2.0", id, error }))));
}

const asked = eachFrame(process.stdin, (text) => {
  const { id, method = "" } = JSON.parse(text.toString()) as Question;
  if (methods.split(",").includes(method)) refuse(id);
  else host.stdin.write(framed(text));
}).then(() => host.stdin.end());

const answered = eachFrame(host.stdout, (text) => {
  const answer = JSON.parse(text.toString()) as Answer;
  const { result } = answer;
  if (result?.protocolVersion !== undefined) result.protocolVersion -= 1;
  if (result?.capabilities) result.capabilities = result.capabilities.filter((one) => !capabilities.split(",").includes(one));
  process.stdout.write(framed(Buffer.from(JSON.stringify(answer))));
});

await Promise.all([asked, answered]);
