import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { HostPort } from "../../extension/background/host-port.ts";
import { Imports } from "../../extension/background/imports.ts";
import type { ImportState } from "../../extension/model/downloads.ts";
import type { DownloadArchive } from "../../extension/model/protocol.ts";
import "../web-crypto.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));
const download = { path: "/home/anna/facebook.zip", modifiedAt: "2026-11-22T12:00:00Z" } as DownloadArchive;

describe("the import of a download", () => {
  let told: (ImportState | null)[];
  /** What can't be stored because the browser is full. */
  let fails: string[];
  let read: number;
  let imports: Imports;

  beforeEach(() => {
    [told, fails, read] = [[], [], 0];
    const local = {
      get: (defaults: object) => Promise.resolve(defaults),
      set: (values: object) =>
        Object.keys(values).some((key) => fails.includes(key))
          ? Promise.reject(new Error("Resource::kQuotaBytes quota exceeded"))
          : Promise.resolve(),
    };
    const session = { set: ({ import: state }: { import: ImportState | null }) => Promise.resolve(void told.push(state)) };
    Object.assign(globalThis, { chrome: { storage: { local, session } } });
    const callLong = () => {
      read += 1;
      return Promise.resolve({ summary: { platform: "facebook" } });
    };
    imports = new Imports({ callLong } as unknown as HostPort);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "chrome");
  });

  it("says what was found, also where the browser is full", async () => {
    for (const full of [[], ["isImporting"], ["lastDownload"]]) {
      [told, fails] = [[], full];
      await imports.begin(download);
      await settled();
      assert.deepEqual(
        told.map((state) => state?.kind),
        ["running", "done"],
        full.join(),
      );
    }
    assert.equal(read, 3);
  });
});
