import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { callHost } from "../browser/harness/host.ts";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export interface HostManifest {
  name: string;
  path: string;
  type: string;
  allowed_origins?: string[];
  allowed_extensions?: string[];
}

export const readManifest = (file: string): HostManifest => JSON.parse(readFileSync(file, "utf8")) as HostManifest;

/** A folder that is gone after the test. */
export function temporaryFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), "demur-install-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Runs a program in the project's folder; its output is only of interest where it fails. */
export function run(program: string, programArguments: string[], options: ExecFileSyncOptions = {}): string {
  return execFileSync(program, programArguments, { cwd: root, maxBuffer: 1 << 26, ...options, encoding: "utf8" });
}

/** The name that a host gives itself, started as Chromium starts it. */
export async function greet(program: string, caller: string, dataFolder: string): Promise<unknown> {
  const client = { name: "install-test", version: "1.0.0", browser: "chromium" };
  const hello = await callHost(program, dataFolder, "initialize", { protocolVersion: 1, client }, [caller]);
  return (hello["host"] as { name: string }).name;
}
