import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

interface Answer {
  result?: Record<string, unknown>;
  error?: { message: string };
}

async function readFrame(stream: Readable): Promise<Answer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of stream) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    if (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE()) return JSON.parse(bytes.subarray(4).toString()) as Answer;
  }
  throw new Error("The host went away without an answer");
}

/** Starts the real host on a data folder, makes one call and returns its result. */
export async function callHost(
  program: string,
  dataFolder: string,
  method: string,
  params: Record<string, unknown>,
  programArguments = ["serve"],
): Promise<Record<string, unknown>> {
  const child = spawn(program, programArguments, {
    env: { ...process.env, DEMUR_DATA_DIR: dataFolder },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  const header = Buffer.alloc(4);
  header.writeUInt32LE(text.length);
  child.stdin.write(Buffer.concat([header, text]));
  const answer = await readFrame(child.stdout);
  // The host ends with its input, without finishing what it was asked.
  child.stdin.end();
  if (!answer.result) throw new Error(`${method}: ${answer.error?.message ?? "no answer"}`);
  return answer.result;
}
