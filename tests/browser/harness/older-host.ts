/**
 * Stands between a browser and the real host, and takes away what hosts before it could not do: the first argument, a comma between
 * each. The second one is the host's program.
 */
import { spawn } from "node:child_process";

const [missing = "", program = ""] = process.argv.slice(2);
const host = spawn(program, ["serve"], { stdio: ["pipe", "pipe", "inherit"] });
process.stdin.pipe(host.stdin);

interface Answer {
  result?: { capabilities?: string[] };
}

function older(frame: Buffer): Buffer {
  const answer = JSON.parse(frame.toString()) as Answer;
  const { result } = answer;
  if (result?.capabilities) result.capabilities = result.capabilities.filter((one) => !missing.split(",").includes(one));
  const text = Buffer.from(JSON.stringify(answer));
  const header = Buffer.alloc(4);
  header.writeUInt32LE(text.length);
  return Buffer.concat([header, text]);
}

let bytes = Buffer.alloc(0);
for await (const chunk of host.stdout) {
  bytes = Buffer.concat([bytes, chunk as Buffer]);
  while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE()) {
    const end = 4 + bytes.readUInt32LE();
    process.stdout.write(older(bytes.subarray(4, end)));
    bytes = bytes.subarray(end);
  }
}
