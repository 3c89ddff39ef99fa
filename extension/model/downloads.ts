import facts from "../../manifests/download-pages.json";
import type { CallError, DownloadArchive, ImportSummary, Progress, Time } from "./protocol.ts";

/** Meta's page for downloads of Facebook. */
export const downloadPage: string | undefined = facts.pages.find(({ platform }) => platform === "facebook")?.url;

/**
 * The state of an import. `download`: which one; absent if it was chosen in the system's own window.
 * `interrupted`: the browser ended in the middle of it.
 */
export type ImportState = { download?: DownloadArchive } & (
  | { kind: "running"; progress?: Progress }
  | { kind: "done"; summary: ImportSummary; seconds: number }
  | { kind: "failed"; error: CallError | { kind: "interrupted"; detail?: undefined } }
);

/** What `storage.session` contains about it: only in memory, but it outlives the pages. */
export interface ImportStore {
  import: ImportState | null;
}

/** The download that was read last. */
export interface LastDownload {
  platform: ImportSummary["platform"];
  /** When the file was made; unknown if it was chosen in the system's own window. */
  madeAt?: Time;
  readAt: Time;
}

/** Reading takes this much of the bar; saving what was found takes the rest. */
const readingShare = 0.8;

/** How much of an import is done, from 0 to 1; it never decreases. Undefined while unknown. */
export function shareDone({ stage, done, total }: Progress): number | undefined {
  if (total === 0) return undefined;
  const ofStage = Math.min(1, done / total);
  return stage === "contacts" ? readingShare + (1 - readingShare) * ofStage : readingShare * ofStage;
}

/** The name of a file or folder, without the path to it. */
export function fileName(path: string): string {
  const parts = path.split(/[/\\]/u).filter((part) => part !== "");
  return parts.at(-1) ?? path;
}
