import { foldedWords } from "./folded-words.ts";

/** One way to read a search: as words of the record, and as names of its platform and its status. */
export interface Reading<Platform, Status> {
  /** What the host looks for; may be empty. */
  query: string;
  platform?: Platform;
  /** Any of these. */
  statuses?: Status[];
}

/** What a list shows as the names of platforms and statuses. */
export interface Names<Platform, Status> {
  platforms: readonly (readonly [Platform, string])[];
  statuses: readonly (readonly [Status, string])[];
}

/** Fewer letters than this name nothing: too many words begin with them. */
const fewest = 3;

/** The values whose name has a word that begins with this one. */
function named<Value>(word: string, names: readonly (readonly [Value, string])[]): Value[] {
  if (word.length < fewest) return [];
  return names.flatMap(([value, name]) => (foldedWords(name).some((one) => one.startsWith(word)) ? [value] : []));
}

/**
 * How a search can be read: by the words of a record, as the host finds them, and by the names of platform and status that the list shows
 * beside it: "overdue anna" is Anna's overdue objection.
 */
export function readingsOf<Platform, Status>(
  query: string,
  { platforms, statuses }: Names<Platform, Status>,
): Reading<Platform, Status>[] {
  const plain: Reading<Platform, Status> = { query };
  const read: Reading<Platform, Status> = { query: "" };
  const rest: string[] = [];
  for (const written of query.split(/\s+/u)) {
    const word = foldedWords(written).join("");
    const [platform] = read.platform === undefined ? named(word, platforms) : [];
    const fitting = named(word, statuses).filter((status) => read.statuses?.includes(status) ?? true);
    if (platform !== undefined) read.platform = platform;
    else if (fitting.length > 0) read.statuses = fitting;
    else rest.push(written);
  }
  if (read.platform === undefined && read.statuses === undefined) return [plain];
  return [plain, { ...read, query: rest.join(" ").trim() }];
}
