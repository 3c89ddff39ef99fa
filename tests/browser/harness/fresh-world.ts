import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { ExtensionPage } from "./page.ts";
import { World, type WorldOptions } from "./world.ts";

let shared: World | undefined;
after(() => shared?.close());

/**
 * A fresh world, in the one browser of this test file: whatever an earlier test left is gone with that test's world. A new browser
 * is started only for another language or another build of the extension.
 */
export async function freshWorld(options: WorldOptions): Promise<World> {
  const { language, extension } = options;
  if (shared && shared.options.language === language && shared.options.extension === extension) await renew(shared, options.host);
  else {
    await shared?.close();
    shared = undefined;
    shared = await World.open(options);
  }
  return shared;
}

/** Removes everything that tests put into a world, and restarts the extension. */
async function renew(world: World, host: WorldOptions["host"]): Promise<void> {
  world.removeHost();
  const desk = await ExtensionPage.open(world, "popup/popup.html");
  await desk.closeOthers();
  // A host that is still running keeps the folder that it has opened, under its new name.
  const data = path.join(world.folder, "data");
  renameSync(data, path.join(world.folder, `data-${String(Date.now())}`));
  mkdirSync(data);
  const home = path.join(world.folder, "home");
  for (const name of readdirSync(home)) if (!name.startsWith(".")) rmSync(path.join(home, name), { recursive: true });
  rmSync(path.join(home, ".config/user-dirs.dirs"), { force: true });
  world.replica.forget();
  await desk.restartExtension();
  if (host !== "missing") world.installHost(host);
}
