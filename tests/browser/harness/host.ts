import { spawn } from "node:child_process";

/** Starts the real host on a data folder, makes one call and gives its result. */
export async function callHost(
  program: string,
  dataFolder: string,
  method: string,
  params: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const child = spawn(program, ["serve"], {
    env: { ...process.env, DEMUR_DATA_DIR: dataFolder },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
  const header = Buffer.alloc(4);
  header.writeUInt32LE(text.length);
  child.stdin.end(Buffer.concat([header, text]));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  const answer = JSON.parse(Buffer.concat(chunks).subarray(4).toString()) as {
    result?: Record<string, unknown>;
    error?: { message: string };
  };
  if (!answer.result) throw new Error(`${method}: ${answer.error?.message ?? "no answer"}`);
  return answer.result;
}
