import van from "vanjs-core";
import { fileName, type ImportState } from "../../../model/downloads.ts";
import type { DownloadArchive } from "../../../model/protocol.ts";
import { ask } from "../../../ui/ask.ts";
import { actionButton, errorBox, linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { storeError } from "../../notes.ts";
import { beginImport, importHead } from "./import-start.ts";

const { div, p } = van.tags;

type Failed = Extract<ImportState, { kind: "failed" }>;
type Headline = `importFailed${
  | "PartMissing"
  | "Incomplete"
  | "Encrypted"
  | "Damaged"
  | "Foreign"
  | "Inside"
  | "TooLarge"
  | "Unreadable"
  | "Chooser"
  | "Reader"
  | "Running"}`;

/** The headlines for the host's reasons why a download can't be read. */
const reasons: Record<string, Headline> = {
  "part-missing": "importFailedPartMissing",
  incomplete: "importFailedIncomplete",
  encrypted: "importFailedEncrypted",
  damaged: "importFailedDamaged",
  "not-a-download": "importFailedForeign",
  "inside-download": "importFailedInside",
  "too-large": "importFailedTooLarge",
};

/** What the main button does: import the same download again, choose another one, or look for downloads again. */
type Way = "retry" | "choose" | "look";

/** The errors for which importing the same download again can't help. */
const otherWays: Record<string, Way> = {
  damaged: "choose",
  "not-a-download": "choose",
  "inside-download": "look",
  "too-large": "choose",
  encrypted: "look",
  "file-unreadable": "look",
  "chooser-missing": "look",
};

/** The headline for errors of the download; undefined for errors of Demur's own storage. */
function headlineOf({ kind, detail }: Failed["error"]): Headline | undefined {
  switch (kind) {
    case "download-unreadable":
      return reasons[String(detail?.["reason"])] ?? "importFailedReader";
    case "file-unreadable":
      return "importFailedUnreadable";
    case "chooser-missing":
      return "importFailedChooser";
    case "reader-failed":
      return "importFailedReader";
    case "import-running":
      return "importFailedRunning";
    default:
      return undefined;
  }
}

function boxOf({ error }: Failed): HTMLElement {
  const reason = typeof error.detail?.["reason"] === "string" ? ` (${error.detail["reason"]})` : "";
  if (error.kind === "interrupted")
    return errorBox(message("importFailedInterrupted"), message("importFailedInterruptedWords"), [], error.kind);
  const headline = headlineOf(error);
  const code = `${error.kind}${reason}`;
  if (headline) return errorBox(message(headline), message(`${headline}Words`), [], code);
  return storeError(error.kind);
}

function wayOf({ download, error }: Failed): Way {
  return otherWays[String(error.detail?.["reason"])] ?? otherWays[error.kind] ?? (download ? "retry" : "choose");
}

/** What can be done now, best first. */
function ways(state: Failed): (HTMLElement | "")[] {
  const { download, error } = state;
  const best = wayOf(state);
  const look = () => void ask("forget-import", {});
  const choose = actionButton(
    message("importChoose"),
    () => {
      beginImport();
    },
    best === "choose" ? "main" : "other",
  );
  if (best === "look")
    return [actionButton(message("importLookAgain"), look, "main"), error.kind === "chooser-missing" ? "" : choose];
  const retry = (known: DownloadArchive) =>
    actionButton(
      message("tryAgain"),
      () => {
        beginImport(known);
      },
      "main",
    );
  return [best === "retry" && download ? retry(download) : "", choose, linkButton(message("importLookAgain"), look)];
}

/** Why an import failed, what of it is kept, and what to do now. */
export function importFailed(state: Failed): HTMLElement[] {
  const { download, error } = state;
  const file = typeof error.detail?.["file"] === "string" ? error.detail["file"] : download ? fileName(download.path) : undefined;
  return [
    importHead(message("importFailed"), file === undefined ? "" : p({ class: "muted file-name" }, file)),
    boxOf(state),
    // Nothing is saved before everything has been read.
    p(message(headlineOf(error) ? "importUnchanged" : "importStoppedKept")),
    div({ class: "actions" }, ways(state)),
  ];
}
