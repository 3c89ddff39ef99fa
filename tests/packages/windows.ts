// Tries the installer for Windows under wine, silent: in, used through the registered manifest, upgraded while the program runs, out. It
// looks at files and the registry, since an installer that did nothing ends well, too. WINEPREFIX names the Windows.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";

const installer = path.resolve(process.argv[2] ?? "");
const prefix = process.env["WINEPREFIX"] ?? "";
const host = "org.demur.host";
const keys = {
  firefox: `Software\\Mozilla\\NativeMessagingHosts\\${host}`,
  chrome: `Software\\Google\\Chrome\\NativeMessagingHosts\\${host}`,
  edge: `Software\\Microsoft\\Edge\\NativeMessagingHosts\\${host}`,
};
const uninstallKey = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Demur";

let number = 0;
let failed = 0;
function check(what: string, isTrue: boolean): void {
  number += 1;
  if (!isTrue) failed += 1;
  console.log(`${isTrue ? "ok" : "not ok"} ${String(number)} - ${what}`);
}

/** What a program says under wine; nothing where it fails. */
function wine(...words: string[]): string | undefined {
  try {
    return execFileSync("wine", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return undefined;
  }
}

/** Waits for what a process does that has already ended in the eyes of whoever started it. */
async function eventually(isTrue: () => boolean): Promise<boolean> {
  const end = Date.now() + 30_000;
  while (!isTrue() && Date.now() < end) await new Promise((resume) => setTimeout(resume, 100));
  return isTrue();
}

function registryValue(key: string, name?: string): string | undefined {
  const said = wine("reg", "query", `HKCU\\${key}`, ...(name === undefined ? ["/ve"] : ["/v", name]));
  return said?.match(/REG_SZ\s+(.*?)\s*$/m)?.[1];
}

const profile = (wine("cmd", "/c", "echo %USERPROFILE%") ?? "").trim();
/** Where a path of Windows' is on this computer. */
function here(windowsPath: string): string {
  return path.join(prefix, "drive_c", windowsPath.replace(/^C:\\/i, "").replaceAll("\\", "/"));
}
const folder = here(`${profile}\\AppData\\Local\\Programs\\Demur`);
const data = here(`${profile}\\AppData\\Local\\Demur`);

interface Reply {
  id?: number;
  result?: Record<string, unknown>;
}

/** The program as a browser starts it: through the manifest that its key names, and with pipes, where Node.js has sockets. */
class Host {
  private readonly child;
  private bytes = Buffer.alloc(0);
  private waiting: ((reply: Reply) => void) | undefined;
  readonly started = performance.now();

  constructor(program: string, words: string[]) {
    this.child = spawn("bash", ["-c", 'set -o pipefail; cat | wine "$0" "$@" | cat', program, ...words], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.child.stdin.on("error", () => undefined);
    this.child.stdout.on("data", (piece: Buffer) => {
      this.bytes = Buffer.concat([this.bytes, piece]);
      if (this.bytes.length < 4 || this.bytes.length < 4 + this.bytes.readUInt32LE()) return;
      const length = this.bytes.readUInt32LE();
      const reply = JSON.parse(this.bytes.toString("utf8", 4, 4 + length)) as Reply;
      this.bytes = this.bytes.subarray(4 + length);
      this.waiting?.(reply);
    });
  }
  call(method: string, params: object): Promise<Reply> {
    const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    this.child.stdin.write(Buffer.concat([length, text]));
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`${method}: no answer`));
      }, 60_000);
      this.waiting = (reply) => {
        clearTimeout(late);
        resolve(reply);
      };
    });
  }
  end(): Promise<number | null> {
    return new Promise((resolve) => {
      this.child.on("exit", resolve);
      this.child.stdin.end();
    });
  }
}

function manifestOf(key: string): { path: string; allowed_origins?: string[] } {
  return JSON.parse(readFileSync(here(registryValue(key) ?? ""), "utf8")) as { path: string; allowed_origins?: string[] };
}
function hostOfChrome(): Host {
  const manifest = manifestOf(keys.chrome);
  return new Host(manifest.path, [manifest.allowed_origins?.[0] ?? ""]);
}
const hello = { protocolVersion: 1, client: { name: "test", version: "1.0.0", browser: "chromium" } };
const objection = {
  id: "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a01",
  formId: "1",
  platform: "facebook",
  email: "anna@example.org",
  message: "I object.",
  pageUrl: "https://www.facebook.com/",
  submittedAt: "2026-11-22T14:32:05Z",
};
async function isKept(running: Host): Promise<boolean> {
  const listed = await running.call("objections.list", {});
  return JSON.stringify(listed.result ?? {}).includes(objection.id);
}
function leftovers(): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".old"));
}

rmSync(folder, { recursive: true, force: true });
rmSync(data, { recursive: true, force: true });
for (const used of ["Roaming\\Mozilla\\Firefox", "Local\\Google\\Chrome\\User Data"])
  mkdirSync(here(`${profile}\\AppData\\${used}`), { recursive: true });

wine(installer, "/S");
check(
  "the programs are there",
  await eventually(() =>
    ["demur-host.exe", "demur-reader.exe", "uninstall.exe"].every((name) => existsSync(path.join(folder, name))),
  ),
);
check(
  "so is the extension",
  ["chromium", "firefox"].every((browser) => existsSync(path.join(folder, "extension", browser, "manifest.json"))),
);
check("so are the licences", readFileSync(path.join(folder, "LICENCES.txt"), "utf8").includes("MinGW-w64"));
check("Firefox' key names a manifest", await eventually(() => registryValue(keys.firefox) !== undefined));
check("so does Chrome's", await eventually(() => registryValue(keys.chrome) !== undefined));
check("a browser that isn't used gets none", registryValue(keys.edge) === undefined);
check("the manifest names the installed program", here(manifestOf(keys.firefox).path) === path.join(folder, "demur-host.exe"));
check("Windows lists it among the programs", registryValue(uninstallKey, "DisplayName") === "Demur");

const first = hostOfChrome();
check("the program answers through the manifest", (await first.call("initialize", hello)).result !== undefined);
check("it records", (await first.call("objections.record", { objection })).result?.["created"] === true);

const before = statSync(path.join(folder, "demur-host.exe")).ino;
wine(installer, "/S");
check(
  "an upgrade replaces the program that runs",
  await eventually(
    () => existsSync(path.join(folder, "demur-host.exe")) && statSync(path.join(folder, "demur-host.exe")).ino !== before,
  ),
);
check("the one that runs goes on answering", await isKept(first));
check("it ends with its browser", (await first.end()) === 0);
await eventually(() => registryValue(keys.chrome) !== undefined);
const second = hostOfChrome();
check("the new one answers, and has the history", await isKept(second));
await second.end();
wine(installer, "/S");
check(
  "the next installation has tidied up",
  await eventually(() => existsSync(path.join(folder, "uninstall.exe")) && leftovers().length === 0),
);

const running = hostOfChrome();
await running.call("initialize", hello);
wine(path.join(folder, "uninstall.exe"), "/S");
check("the uninstaller takes the folder, though the program runs", await eventually(() => !existsSync(folder)));
check(
  "and the keys",
  await eventually(() =>
    [keys.firefox, keys.chrome, uninstallKey].every((key) => wine("reg", "query", `HKCU\\${key}`) === undefined),
  ),
);
check("and the manifests", await eventually(() => !existsSync(path.join(data, "native-messaging-hosts"))));
check("the history stays", existsSync(path.join(data, "demur.sqlite3")));
await running.end();
process.exitCode = failed === 0 ? 0 : 1;
