import { cpSync } from "node:fs";
import path from "node:path";
import { copyOfExtension } from "./extension-copy.ts";
import type { BrowserName } from "./world.ts";

/**
 * A copy of the built extension that speaks a language in a browser that asks for English, in a separate folder that the caller removes:
 * neither browser has a package for every language here.
 */
export function copySpeaking(browser: BrowserName, language: string): string {
  const folder = copyOfExtension(browser, () => undefined);
  if (language !== "en") cpSync(path.join(folder, "_locales", language), path.join(folder, "_locales/en"), { recursive: true });
  return folder;
}
