import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer, { TargetType, type Browser, type Page } from "puppeteer-core";
import type { Methods } from "../../../extension/model/protocol.ts";
import { Replica } from "../../fixtures/replica.ts";
import { Banner } from "./banner.ts";
import { eventually, patience } from "./eventually.ts";
import { callHost } from "./host.ts";

export type BrowserName = "chromium" | "firefox";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
/** The id that the key in manifests/extension/chromium.json gives. */
export const chromiumId = "dfcmkdjdkgmdofjomfibijkneojmjcki";
/** Firefox picks this at random for a person; a test has to know it to open Demur's pages. */
export const firefoxUuid = "d3a1f0c2-5b64-4e8f-9c1d-2f6a7b8c9d0e";
/** Where Firefox has its profile in these tests, in the person's home. */
const firefoxProfile = ".mozilla/firefox/demur.default-esr";
const program = path.join(root, "build/native-host/demur-host");

export interface WorldOptions {
  browser: BrowserName;
  /** `older`: it can do everything but read downloads. */
  host: "present" | "missing" | "older";
  /** A real window, for a person. */
  headed?: boolean;
  /** The language of the browser, where it can be chosen: "nl". */
  language?: string;
  /** Another build of the extension than the one in build/extension. */
  extension?: string;
  /** Demur as a person has installed it, instead of the build: nothing is registered for it or, without `extension`, loaded. */
  installed?: Installed;
}

export interface Installed {
  /** The person's home, which contains their history, and where their browser looks. */
  home: string;
  program: string;
}

/** A browser with its own profile, home and data folder, with Demur in it and a replica of Meta around it. */
export class World {
  private constructor(
    readonly options: WorldOptions,
    readonly folder: string,
    readonly replica: Replica,
    public browser: Browser,
    /** Removes everything that this world has stored. */
    private readonly forget: () => void,
  ) {}

  static async open(options: WorldOptions): Promise<World> {
    const folder = mkdtempSync(path.join(tmpdir(), "demur-"));
    // Also if the person presses Ctrl+C, or the browser doesn't start.
    const forget = () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once("exit", forget);
    for (const name of ["home", "data", "profile"]) mkdirSync(path.join(folder, name));
    const replica = await Replica.start(folder);
    if (options.host !== "missing" && !options.installed) registerHost(options.browser, folder, options.host);
    try {
      return new World(options, folder, replica, await launch(options, folder, replica.proxyPort), forget);
    } catch (error) {
      // A server that keeps listening would keep the test from ending.
      await replica.stop();
      throw error;
    }
  }

  /** Makes the host appear while the browser runs. */
  installHost(host: "present" | "older" = "present"): void {
    registerHost(this.options.browser, this.folder, host);
  }

  /** The process ids of the hosts that this world's browser has started. */
  hosts(): number[] {
    const isOurs = (pid: string) => {
      try {
        // The process that opens the file chooser is the same program.
        if (readFileSync(`/proc/${pid}/cmdline`).includes("file-chooser")) return false;
        return readFileSync(`/proc/${pid}/environ`).includes(this.folder) && readlinkSync(`/proc/${pid}/exe`) === program;
      } catch {
        return false; // It is gone, or somebody else's.
      }
    };
    return readdirSync("/proc")
      .filter((name) => /^\d+$/u.test(name) && isOurs(name))
      .map(Number);
  }

  /** Sends a signal to the hosts that this world's browser has started; there is at least one. */
  signalHosts(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
    const hosts = this.hosts();
    assert.notEqual(hosts.length, 0, "no host runs");
    for (const pid of hosts) process.kill(pid, signal);
  }

  /** Keeps the browser from starting the host. */
  removeHost(): void {
    rmSync(manifestFolder(this.options.browser, this.folder), { recursive: true, force: true });
  }

  /** Makes the browser start the host through these lines of a shell script, which end with the host: "$HOST" "$@". */
  startHostBy(...lines: string[]): void {
    const script = path.join(this.folder, "host.sh");
    writeFileSync(script, ["#!/bin/sh", `HOST=${program}`, ...lines, ""].join("\n"), { mode: 0o700 });
    const file = path.join(manifestFolder(this.options.browser, this.folder), "org.demur.host.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, path: script }));
  }

  /** Opens a URL in a new tab. */
  async visit(address: string): Promise<{ page: Page; banner: Banner }> {
    const page = await this.browser.newPage();
    page.setDefaultTimeout(patience);
    await page.setViewport({ width: 1000, height: 800 });
    await page.goto(address, { waitUntil: "domcontentloaded" });
    // A page in the background is not painted, and can't be clicked.
    await page.bringToFront();
    return { page, banner: new Banner(page, this.options.browser) };
  }

  /** Puts one of the sample data downloads, an archive or a folder, into this person's Downloads folder, as a browser would save it. */
  download(sample: string, name: string): string {
    const place = path.join(this.folder, "home/Downloads", name);
    cpSync(path.join(root, "build/tests/downloads", sample), place, { recursive: true });
    return place;
  }

  /** Asks the real host about what is on the disk. */
  async hostCall(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { installed } = this.options;
    return installed
      ? callHost(installed.program, path.join(installed.home, ".local/share/demur"), method, params)
      : callHost(program, path.join(this.folder, "data"), method, params);
  }

  /** Kills the browser as a crash would, and starts it again on the same profile. */
  async crash(): Promise<void> {
    const child = this.browser.process();
    if (child) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    if (this.options.browser === "chromium") forgetUnpacked(this.folder);
    else await preferencesPutBack(firefoxProfileOf(this.options, this.folder));
    this.browser = await launch(this.options, this.folder, this.replica.proxyPort);
  }

  /** Saves a picture in build/screenshots: of what is in the window, or of the whole page. */
  async picture(page: Page, name: string, isWhole = false): Promise<void> {
    const file = path.join(root, "build/screenshots", this.options.browser, `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file, fullPage: isWhole });
  }

  async close(): Promise<void> {
    await this.browser.close().catch(() => undefined);
    await this.replica.stop();
    this.forget();
    process.off("exit", this.forget);
  }
}

/** Where the browser of this world, and no other, looks for host manifests. */
function manifestFolder(browser: BrowserName, folder: string): string {
  return browser === "chromium"
    ? path.join(folder, "profile/NativeMessagingHosts")
    : path.join(folder, "home/.mozilla/native-messaging-hosts");
}

function registerHost(browser: BrowserName, folder: string, host: "present" | "older"): void {
  execFileSync(program, ["register", "--browser", browser, "--into", manifestFolder(browser, folder)], { stdio: "ignore" });
  if (host === "older") makeOlder(browser, folder);
}

/** What the host gained after its first version: recording, listing and exporting. */
const newerMethods = [
  ...["accounts.standing", "objections.match", "objections.evidence", "drafts.list", "drafts.save", "drafts.remove"],
  ...["history.preview", "history.verify", "seals.now", "seals.list", "seals.keep", "seals.remove"],
  ...["keys.list", "keys.add", "keys.remove", "mail.find", "mail.search", "mail.cancel", "mail.fetch", "mail.redact"],
  ...["downloads.find", "downloads.import", "downloads.cancel"],
] as const satisfies (keyof Methods)[];

/** Replaces the host with a program that leaves out what older ones could not do. */
function makeOlder(browser: BrowserName, folder: string): void {
  const script = path.join(folder, "older-host");
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const stand = path.join(root, "tests/browser/harness/older-host.ts");
  const command = [process.execPath, "--import", loader, stand, "downloads", newerMethods.join(), program]
    .map((word) => `'${word}'`)
    .join(" ");
  writeFileSync(script, `#!/bin/sh\nexec ${command}\n`, { mode: 0o755 });
  const file = path.join(manifestFolder(browser, folder), "org.demur.host.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { path: string };
  writeFileSync(file, JSON.stringify({ ...manifest, path: script }));
}

function launch(options: WorldOptions, folder: string, proxyPort: number): Promise<Browser> {
  const home = options.installed?.home ?? path.join(folder, "home");
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, ".config"),
    DEMUR_DATA_DIR: options.installed ? undefined : path.join(folder, "data"),
    LANGUAGE: options.language ?? "en",
  };
  return options.browser === "chromium"
    ? launchChromium(options, folder, proxyPort, env)
    : launchFirefox(options, folder, proxyPort, env);
}

type Environment = Record<string, string | undefined>;

/** Puts Demur's button on the toolbar, as a person would with the pin. */
function pinButton(profile: string): void {
  mkdirSync(path.join(profile, "Default"), { recursive: true });
  // Only in developer mode may an extension restart itself.
  const preferences = { extensions: { pinned_extensions: [chromiumId], ui: { developer_mode: true } } };
  writeFileSync(path.join(profile, "Default/Preferences"), JSON.stringify(preferences));
}

/**
 * Makes Chromium forget that it had the extension; what the extension has stored stays. Otherwise it might load it twice, as it
 * had it and as this start asks, and the second time would close the pages that are open by then.
 */
function forgetUnpacked(folder: string): void {
  const file = path.join(folder, "profile/Default/Preferences");
  const preferences = JSON.parse(readFileSync(file, "utf8")) as { extensions?: { settings?: Record<string, unknown> } };
  delete preferences.extensions?.settings?.[chromiumId];
  writeFileSync(file, JSON.stringify(preferences));
}

function chromiumProfile({ installed }: WorldOptions, folder: string): string {
  return installed ? path.join(installed.home, ".config/chromium") : path.join(folder, "profile");
}

/** Puppeteer starts Chromium without extensions if it has none to load: then those that the system has would be missing. */
function chromiumExtension({ installed, extension }: WorldOptions) {
  return installed && extension === undefined
    ? { ignoreDefaultArgs: ["--enable-automation", "--disable-extensions"] }
    : {
        ignoreDefaultArgs: ["--enable-automation"],
        enableExtensions: [extension ?? path.join(root, "build/extension/chromium")],
      };
}

async function launchChromium(options: WorldOptions, folder: string, proxyPort: number, env: Environment): Promise<Browser> {
  const profile = chromiumProfile(options, folder);
  if (!existsSync(path.join(profile, "Default"))) pinButton(profile);
  const browser = await puppeteer.launch({
    executablePath: "/usr/bin/chromium",
    headless: !options.headed,
    pipe: true,
    ...chromiumExtension(options),
    userDataDir: profile,
    acceptInsecureCerts: true,
    timeout: 120_000,
    defaultViewport: null,
    env,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : ["--test-type"]),
      "--no-first-run",
      `--proxy-server=127.0.0.1:${proxyPort}`,
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
      "--ignore-certificate-errors",
      `--lang=${options.language ?? "en"}`,
    ],
  });
  try {
    // A page opened before the extension is loaded has no content script.
    await browser.waitForTarget((target) => target.type() === TargetType.SERVICE_WORKER, { timeout: 120_000 });
    // The extension is new at each start, so the welcome page opens by itself. It must not cover the page under test later.
    await browser.waitForTarget((target) => target.url().endsWith("welcome.html"), { timeout: 120_000 });
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function firefoxProfileOf(options: WorldOptions, folder: string): string {
  return options.installed ? path.join(options.installed.home, firefoxProfile) : path.join(folder, "profile");
}

/** Puppeteer restores Firefox's preferences after it ends. If the next start came in between, it would find them half gone. */
async function preferencesPutBack(profile: string): Promise<void> {
  await eventually(() => {
    const putAside = readdirSync(profile).filter((name) => name.endsWith(".js.puppeteer"));
    assert.deepEqual(putAside, []);
    return Promise.resolve();
  });
}

async function launchFirefox(options: WorldOptions, folder: string, proxyPort: number, env: Environment): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    headless: !options.headed,
    userDataDir: firefoxProfileOf(options, folder),
    acceptInsecureCerts: true,
    timeout: 120_000,
    defaultViewport: null,
    env,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": proxyPort,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": proxyPort,
      "network.dns.forceResolve": "127.0.0.1",
      // Benches need finer clocks than pages get.
      "privacy.reduceTimerPrecision": false,
      // A temporary add-on keeps its data through a crash only when these are set.
      "extensions.webextensions.keepStorageOnUninstall": true,
      "extensions.webextensions.keepUuidOnUninstall": true,
      "extensions.webextensions.uuids": JSON.stringify({ "demur@demur.org": firefoxUuid }),
      // Firefox's own settings, instead of Puppeteer's: where it looks for extensions, and which of those it switches off at first.
      ...(options.installed ? { "extensions.enabledScopes": 15, "extensions.autoDisableScopes": 3 } : {}),
    },
  });
  if (!options.installed || options.extension !== undefined)
    await browser.installExtension(options.extension ?? path.join(root, "build/extension/firefox"));
  return browser;
}
