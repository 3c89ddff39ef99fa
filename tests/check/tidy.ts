// node --import tsx tests/check/tidy.ts CHECKS: runs clang-tidy over the sources of the host and its reader, several of
// them at a time where they are compiled so. What passed is left out until it, a header that it includes, its compiler
// flags, the settings or clang-tidy itself change.
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

interface CompileCommand {
  file: string;
  command: string;
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const build = path.join(root, "build");
const passed = path.join(build, "tidy");
const checks = process.argv[2] ?? "";

const digest = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

const digests = new Map<string, string>();
/** The digest of a file; of one that is gone, something else. */
function fileDigest(file: string): string {
  const known = digests.get(file);
  if (known !== undefined) return known;
  const made = existsSync(file) ? digest(readFileSync(file)) : "missing";
  digests.set(file, made);
  return made;
}

/** What each object was made from, as the compiler told Ninja: lines `OBJECT: #deps …`, each followed by indented paths. */
function dependencies(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let files: string[] = [];
  const listing = execFileSync("ninja", ["-C", build, "-t", "deps"], { encoding: "utf8", maxBuffer: 1 << 28 });
  for (const line of listing.split("\n")) {
    const object = /^(\S+): #deps/u.exec(line)?.[1];
    if (object !== undefined) found.set(object, (files = []));
    else if (line.startsWith("    ")) files.push(path.resolve(build, line.trim()));
  }
  return found;
}

const settings = [
  execFileSync("clang-tidy", ["--version"], { encoding: "utf8" }),
  readFileSync(path.join(root, ".clang-tidy"), "utf8"),
  checks,
];
const objects = dependencies();

/** Names everything that determines what clang-tidy says about a file. */
function keyOf({ file, command }: CompileCommand): string {
  const object = / -o (\S+)/u.exec(command)?.[1] ?? "";
  const files = objects.get(object);
  if (!files) throw new Error(`${file} was not compiled here`);
  const inputs = files.map((input) => `${input} ${fileDigest(input)}`);
  return digest([...settings, command, ...inputs].join("\n"));
}

const run = promisify(execFile);

/** Whether clang-tidy has nothing to say about a file. */
async function isTidy(file: string): Promise<boolean> {
  try {
    await run("clang-tidy", ["-p", build, "--quiet", ...(checks === "" ? [] : [`--checks=${checks}`]), file], {
      cwd: root,
      maxBuffer: 1 << 26,
    });
    return true;
  } catch (failure) {
    console.log((failure as { stdout?: string }).stdout ?? failure);
    return false;
  }
}

const commands = JSON.parse(readFileSync(path.join(build, "compile_commands.json"), "utf8")) as CompileCommand[];
const waiting = commands
  .filter(({ command }) => command.includes(" -o native-host/"))
  .map((command) => ({ file: command.file, stamp: path.join(passed, keyOf(command)) }))
  .filter(({ stamp }) => !existsSync(stamp));
console.log(`${waiting.length} of ${commands.length} files to look at`);

mkdirSync(passed, { recursive: true });
let failed = 0;
async function work(): Promise<void> {
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (await isTidy(next.file)) writeFileSync(next.stamp, "");
    else failed += 1;
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
if (failed > 0) throw new Error(`clang-tidy objects to ${failed} files`);
