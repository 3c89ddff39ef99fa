import catalogue from "../../manifests/packages.json";

/** The page where people get the program; undefined if none is configured. */
export const packagesUrl: string | undefined = catalogue.url === "" ? undefined : catalogue.url;

/** The names of the files that install the program on a system. */
export interface PackageFiles {
  package: string;
  archive?: string;
  /** The command that lets browsers find an installed program; none if opening the package again does that. */
  register?: string;
}

/** The files of this version for a system, as runtime.getPlatformInfo() names it; undefined if there is no program for it. */
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
