import type { Source } from "./protocol.ts";

/** How something was known originally, on whichever computer. */
export function firstSource(source: Source): Source["by"] {
  return source.by === "file" ? (source.was?.by ?? "unrecorded") : source.by;
}
