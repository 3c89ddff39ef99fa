// The README's installation from the sources, word for word, for a person who has nothing of Demur yet.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { holds } from "../fixtures/holds.ts";
import { greet, readManifest, root, run, temporaryFolder } from "./installed.ts";

/** The commands of the first block of a section. */
function commandsOf(title: string): string {
  const [, section = ""] = readFileSync(path.join(root, "README.md"), "utf8").split(`\n### ${title}\n`);
  const commands = /```sh\n(.*?)```/su.exec(section)?.[1];
  assert.ok(commands, `The README gives no commands below "${title}"`);
  return commands;
}

test("after the README's commands Chromium can start the host", async (context) => {
  const home = temporaryFolder(context);
  mkdirSync(path.join(home, ".config/chromium"), { recursive: true });
  // The person's npm settings say how the registry is reached; all else is new.
  const npm = { npm_config_cache: path.join(homedir(), ".npm"), npm_config_userconfig: path.join(homedir(), ".npmrc") };
  run("bash", ["-euo", "pipefail", "-c", commandsOf("From the sources")], {
    env: { ...process.env, ...npm, HOME: home },
  });

  const manifest = readManifest(path.join(home, ".config/chromium/NativeMessagingHosts/org.demur.host.json"));
  assert.equal(manifest.path, path.join(home, ".local/libexec/demur/demur-host"));
  const [caller] = manifest.allowed_origins ?? [];
  holds(caller);
  assert.equal(await greet(manifest.path, caller, path.join(home, "data")), "demur-host");
  const extension = JSON.parse(readFileSync(path.join(home, ".local/share/demur/extension/chromium/manifest.json"), "utf8")) as {
    version: string;
  };
  holds(readFileSync(path.join(root, "CMakeLists.txt"), "utf8").includes(`VERSION ${extension.version} `));

  run(path.join(root, "tests/native-host/hardened.sh"), [manifest.path]);
});
