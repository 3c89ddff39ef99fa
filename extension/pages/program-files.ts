import { packageFilesFor, type PackageFiles } from "../model/packages.ts";

/** The files that install the program of this version on this system; undefined where there is none for it. */
export async function programFiles(): Promise<PackageFiles | undefined> {
  const { os, arch } = await chrome.runtime.getPlatformInfo();
  return packageFilesFor(os, arch, chrome.runtime.getManifest().version);
}
