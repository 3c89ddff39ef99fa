// docs/architecture.md draws which room may use which. The code is held to the drawing, and the drawing to the code.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { holds } from "../fixtures/holds.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(path.join(root, "docs/architecture.md"), "utf8");

/** What a line of a source file refers to, as written there. */
const references = {
  "native-host": /^#include "([^"]+)"/gmu,
  extension: /^(?:import|export)\s(?:[^"';]*\sfrom\s)?"(\.{1,2}\/[^"]+)"/gmu,
} as const;
type Half = keyof typeof references;

interface Reference {
  from: string;
  to: string;
}

const isSource = (name: string): boolean => /\.(?:cpp|hpp|ts)$/u.test(name) && !name.endsWith(".d.ts");

function sourcesOf(half: Half): string[] {
  return readdirSync(path.join(root, half), { recursive: true, encoding: "utf8" }).filter(isSource);
}

/** Every reference from one file of a half to another, by their paths within it. */
function referencesWithin(half: Half): Reference[] {
  return sourcesOf(half).flatMap((from) => {
    const text = readFileSync(path.join(root, half, from), "utf8");
    return [...text.matchAll(references[half])].map(([, to = ""]) => ({
      from,
      to: half === "extension" ? path.join(path.dirname(from), to) : to,
    }));
  });
}

/** The arrows of the diagram whose name is the half's: `a --> b & c`. */
function drawn(half: Half): Set<string> {
  const diagram = new RegExp(`subgraph ${half}\\b([\\s\\S]*?)\\n {2}end`, "u").exec(page)?.[1] ?? "";
  const arrows = [...diagram.matchAll(/^\s*(\w+) --> ([\w &]+)$/gmu)];
  return new Set(arrows.flatMap(([, from, to = ""]) => to.split(" & ").map((one) => `${from} -> ${one}`)));
}

function betweenRooms(half: Half, known: ReadonlySet<string>): Set<string> {
  const roomOf = (file: string): string => file.split("/")[0] ?? "";
  return new Set(
    referencesWithin(half)
      .map(({ from, to }) => [roomOf(from), roomOf(to)] as const)
      .filter(([from, to]) => from !== to && known.has(from) && known.has(to))
      .map(([from, to]) => `${from} -> ${to}`),
  );
}

/** The first cycle of references, as the files on it. */
function circle(list: Reference[]): string[] | undefined {
  const next = grouped(list);
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    done.add(file);
    for (const { to } of next.get(file) ?? []) {
      const found = visit(to, [...way, file]);
      if (found) return found;
    }
    return undefined;
  };
  for (const file of next.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}

function grouped(list: Reference[]): Map<string, Reference[]> {
  const groups = new Map<string, Reference[]>();
  for (const one of list) groups.set(one.from, [...(groups.get(one.from) ?? []), one]);
  return groups;
}

/** What takes a path to the disk past `platform/`, and so knows nothing of long paths on Windows. */
const waysToDisk: readonly RegExp[] = [
  // Of the standard library's paths only what looks at nothing but their letters, and at a folder of the system's.
  /\b(?:fs|filesystem)::(?!(?:path|file_type|absolute|temp_directory_path)\b)\w+/gu,
  /\busing namespace std::filesystem\b/gu,
  // Found without its namespace, since the path that it is given is in it.
  /(?<![\w.:>])(?:equivalent|file_size|last_write_time|create_director(?:y|ies)|remove_all|symlink_status|is_(?:directory|regular_file|symlink))\(/gu,
  /\b[io]?fstream\b|\bfilebuf\b|\b(?:f|fre|_w?f)open\b/gu,
];
const systemHeaders = /#include <(?:windows|unistd|fcntl|io|dirent|sys\/\w+)\.h>/gu;
/** Windows' functions that take a path, given another form than the long one, a pipe's name or a device's. */
const shortPaths =
  /::(?:CreateFile|CreateDirectory|DeleteFile|RemoveDirectory|MoveFileEx|FindFirstFileEx|GetFileAttributes|GetVolumePathName|GetDiskFreeSpaceEx|GetNamedSecurityInfo|GetBinaryType)W\((?!long_path\(|name\.c_str|L"NUL")/gu;

function findings(files: string[], ways: readonly RegExp[]): string[] {
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, "native-host", file), "utf8");
    return ways.flatMap((way) => [...text.matchAll(way)].map(([words]) => `${file}: ${words}`));
  });
}

describe("the disk", () => {
  const sources = sourcesOf("native-host");

  it("is used through platform/ alone", () => {
    const others = sources.filter((file) => !file.startsWith("platform/"));
    assert.deepEqual(findings(others, [...waysToDisk, systemHeaders]), []);
  });

  // Wine has no limit in most places, so there its tests find little of this.
  it("takes paths of any length on Windows", () => {
    const forWindows = sources.filter((file) => file.startsWith("platform/") && !/_(?:posix|linux)\./u.test(file));
    assert.deepEqual(findings(forWindows, [...waysToDisk, shortPaths]), []);
  });
});

/** What a header defines for its whole namespace: classes, and constants that the linker makes one of. */
function definitionsIn(header: string): string[] {
  const text = readFileSync(path.join(root, "native-host", header), "utf8");
  const namespace = /^namespace (\S+) \{/mu.exec(text)?.[1] ?? "";
  const definitions = text.matchAll(
    /^(?:(?:class|struct|enum class) (\w+)(?![^\n]*;$)|inline constexpr [^=({]*?(\w+)(?= =|\{))/gmu,
  );
  return [...new Set([...definitions].map(([, type, constant]) => `${namespace}::${type ?? constant ?? ""}`))];
}

describe("the headers of a namespace", () => {
  // Compilers see one file at a time: which of two the linker takes is chance (the one-definition rule, [basic.def.odr]).
  it("give no two things one name", () => {
    const all = sourcesOf("native-host")
      .filter((file) => file.endsWith(".hpp"))
      .flatMap(definitionsIn);
    holds(all.length > 100);
    assert.deepEqual(
      all.filter((name, at) => all.indexOf(name) !== at),
      [],
    );
  });
});

for (const half of ["native-host", "extension"] as const)
  describe(`the rooms of ${half}`, () => {
    const arrows = drawn(half);
    const rooms = new Set([...arrows].flatMap((arrow) => arrow.split(" -> ")));

    it("are all in the diagram", () => {
      const folders = new Set(
        sourcesOf(half)
          .filter((file) => file.includes("/"))
          .map((file) => file.split("/")[0] ?? ""),
      );
      assert.deepEqual([...folders].sort(), [...rooms].sort());
    });

    it("use each other as the diagram says, and every arrow is needed", () => {
      assert.deepEqual([...betweenRooms(half, rooms)].sort(), [...arrows].sort());
    });

    it("have no circle, neither of rooms nor of files", () => {
      const ofRooms = [...arrows].map((arrow) => {
        const [from = "", to = ""] = arrow.split(" -> ");
        return { from, to };
      });
      assert.equal(circle(ofRooms)?.join(" -> "), undefined);
      assert.equal(circle(referencesWithin(half))?.join(" -> "), undefined);
    });
  });
