import catalogue from "../../manifests/packages.json";

/** The page where people get the program; undefined where nobody has named one. */
export const packagesUrl: string | undefined = catalogue.url === "" ? undefined : catalogue.url;

/** The names of the files that install the program on a system. */
export interface PackageFiles {
  package: string;
  archive?: string;
  /** The line that lets browsers find a program that is installed; none where opening the package again does. */
  register?: string;
}

/** The files of this version for a system, as runtime.getPlatformInfo() names it; undefined where there is no program for it. */
export function packageFilesFor(os: string, architecture: string, version: string): PackageFiles | undefined {
  const found = catalogue.systems.find((system) => system.os === os && system.architecture === architecture);
  if (!found) return undefined;
  const named = (pattern: string) => pattern.replace("VERSION", version);
  return {
    package: named(found.package),
    ...(found.archive === undefined ? {} : { archive: named(found.archive) }),
    ...(found.register === undefined ? {} : { register: found.register }),
  };
}
