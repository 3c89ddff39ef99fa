import van from "vanjs-core";
import { fileName, type ImportState } from "../../../model/downloads.ts";
import { ask } from "../../../ui/ask.ts";
import { actionButton, errorBox, linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { beginImport, importHead } from "./import-start.ts";

const { a, div, p } = van.tags;

type Failed = Extract<ImportState, { kind: "failed" }>;
type Headline = `importFailed${
  | "PartMissing"
  | "Incomplete"
  | "Encrypted"
  | "Damaged"
  | "Foreign"
  | "TooLarge"
  | "Unreadable"
  | "Chooser"
  | "Reader"
  | "Running"
  | "Interrupted"}`;

/** Why an export can't be read, by the host's reasons. */
const reasons: Record<string, Headline> = {
  "part-missing": "importFailedPartMissing",
  incomplete: "importFailedIncomplete",
  encrypted: "importFailedEncrypted",
  damaged: "importFailedDamaged",
  "not-an-export": "importFailedForeign",
  "too-large": "importFailedTooLarge",
};

/** Reasons that stay however often the same file is read: another one is needed. */
const lastingReasons: readonly unknown[] = ["encrypted", "damaged", "not-an-export", "too-large"];

/** What went wrong, where it is about the download and not about where Demur keeps things. */
function headlineOf({ kind, detail }: Failed["error"]): Headline | undefined {
  switch (kind) {
    case "export-unreadable":
      return reasons[String(detail?.["reason"])] ?? "importFailedReader";
    case "file-unreadable":
      return "importFailedUnreadable";
    case "chooser-missing":
      return "importFailedChooser";
    case "reader-failed":
      return "importFailedReader";
    case "import-running":
      return "importFailedRunning";
    case "interrupted":
      return "importFailedInterrupted";
    default:
      return undefined;
  }
}

function boxOf({ error }: Failed): HTMLElement {
  const reason = typeof error.detail?.["reason"] === "string" ? ` (${error.detail["reason"]})` : "";
  const headline = headlineOf(error);
  const code = `${error.kind}${reason}`;
  if (headline) return errorBox(message(headline), message(`${headline}Words`), "", code);
  if (error.kind === "interrupted") return errorBox("", "", "");
  const install = a({ class: "link", href: "../welcome/welcome.html#2" }, message("popupHowToInstall"));
  const way = error.kind === "host-missing" ? install : "";
  return errorBox(message("storeFailedHeadline"), message(storeWords(error.kind)), way, code);
}

/** What an import failed of, what that leaves as it was, and what to do now. */
export function importFailed(state: Failed): HTMLElement[] {
  const { download, error } = state;
  const file = typeof error.detail?.["file"] === "string" ? error.detail["file"] : download ? fileName(download.path) : undefined;
  const mayHelp = download && !lastingReasons.includes(error.detail?.["reason"]);
  const again = mayHelp
    ? actionButton(
        message("tryAgain"),
        () => {
          beginImport(download);
        },
        "main",
      )
    : "";
  const choose = actionButton(
    message("importChoose"),
    () => {
      beginImport();
    },
    mayHelp ? "other" : "main",
  );
  return [
    importHead(message("importFailed"), file === undefined ? "" : p({ class: "muted file-name" }, file)),
    boxOf(state),
    p(message("importUnchanged")),
    div(
      { class: "actions" },
      again,
      choose,
      linkButton(message("importLookAgain"), () => void ask("forget-import", {})),
    ),
  ];
}
