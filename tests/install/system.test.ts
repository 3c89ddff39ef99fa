import assert from "node:assert/strict";
import { existsSync, readFileSync, readlinkSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { greet, readManifest, root, run, temporaryFolder } from "./installed.ts";

const build = process.env["DEMUR_BUILD"] ?? path.join(root, "build");

function install(prefix: string, destination: string): void {
  run("cmake", ["--install", build, "--prefix", prefix], { env: { ...process.env, DESTDIR: destination } });
}

test("an installation for everybody puts the host manifests where the browsers look for them", async (context) => {
  const folder = temporaryFolder(context);
  install("/usr", folder);
  for (const browser of ["etc/chromium", "etc/opt/chrome", "etc/opt/edge", "usr/lib/mozilla", "usr/lib/librewolf"]) {
    const manifest = readManifest(path.join(folder, browser, "native-messaging-hosts/org.demur.host.json"));
    assert.equal(manifest.name, "org.demur.host");
    assert.equal(manifest.type, "stdio");
    assert.equal(manifest.path, "/usr/libexec/demur/demur-host");
    holds(statSync(path.join(folder, manifest.path)).mode & 0o111);
    const callers = browser.startsWith("etc") ? manifest.allowed_origins : manifest.allowed_extensions;
    assert.equal(callers?.length, 1);
  }
  assert.equal(readlinkSync(path.join(folder, "usr/bin/demur-host")), "../libexec/demur/demur-host");
  holds(existsSync(path.join(folder, "usr/libexec/demur/demur-reader")));
  for (const browser of ["chromium", "firefox"])
    holds(existsSync(path.join(folder, "usr/share/demur/extension", browser, "manifest.json")));

  const chromium = readManifest(path.join(folder, "etc/chromium/native-messaging-hosts/org.demur.host.json"));
  const [caller] = chromium.allowed_origins ?? [];
  holds(caller);
  assert.equal(await greet(path.join(folder, chromium.path), caller, path.join(folder, "data")), "demur-host");
});

test("an installation in another prefix keeps the host manifests within it", (context) => {
  const prefix = temporaryFolder(context);
  install(prefix, "");
  const manifest = readManifest(path.join(prefix, "share/demur/native-messaging-hosts/firefox/org.demur.host.json"));
  assert.equal(manifest.path, path.join(prefix, "libexec/demur/demur-host"));
  assert.deepEqual(manifest.allowed_extensions, ["demur@demur.org"]);
  // The reader is found although the host is called by its link.
  assert.match(run(path.join(prefix, "bin/demur-host"), ["--version"]), /^demur-host \d+\.\d+\.\d+$/mu);
});

test("the manual page and the completion name every command of the program", () => {
  const help = run(path.join(build, "native-host/demur-host"), ["--help"]);
  const commands = [...(help.split("Commands:\n")[1] ?? "").matchAll(/^ {2}([a-z]+) /gmu)].map(([, name = ""]) => name);
  assert.ok(commands.includes("register"), help);
  for (const file of ["demur-host.1", "completion.bash"]) {
    const text = readFileSync(path.join(root, "packages", file), "utf8");
    for (const command of commands) assert.match(text, new RegExp(`\\b${command}\\b`, "u"), file);
  }
});
