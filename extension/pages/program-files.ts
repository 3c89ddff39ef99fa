import { packageFilesFor, type PackageFiles } from "../model/packages.ts";

/** The files that install this version of the program on this system; undefined if there are none for it. */
export async function programFiles(): Promise<PackageFiles | undefined> {
  const { os, arch } = await chrome.runtime.getPlatformInfo();
  return packageFilesFor(os, arch, chrome.runtime.getManifest().version);
}
