import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root, type BrowserName } from "./world.ts";

/** The parts of a built manifest that tests change. */
export interface BuiltManifest {
  permissions: string[];
  optional_permissions: string[];
  host_permissions: string[];
  content_scripts: { matches: string[]; js: string[]; run_at: string }[];
}

/** A copy of the built extension with another manifest, in a separate folder that the caller removes. */
export function copyOfExtension(browser: BrowserName, change: (manifest: BuiltManifest) => void): string {
  const folder = mkdtempSync(path.join(tmpdir(), "demur-copy-"));
  cpSync(path.join(root, "build/extension", browser), folder, { recursive: true });
  const file = path.join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as BuiltManifest;
  change(manifest);
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}
