import van from "vanjs-core";
import { downloadPage, fileName } from "../../../model/downloads.ts";
import type { DownloadArchive } from "../../../model/protocol.ts";
import { ask, call, tryAsk } from "../../../ui/ask.ts";
import { actionButton, errorBox, metaLink } from "../../../ui/components.ts";
import { formatDay, formatSize, message, plural } from "../../../ui/i18n.ts";
import { installLink } from "../../links.ts";
import { storeError } from "../../notes.ts";

const { b, details, div, h2, h3, li, ol, p, span, summary, ul } = van.tags;

/** Imports a download, or the files that the person chooses next. */
export function beginImport(download?: DownloadArchive): void {
  void ask("import-download", download ? { download } : {});
}

/** A heading below the card's headline, or below that of the page. */
type Heading = typeof h3;

/** The headline of the card, and the line below it. */
export function importHead(words: string, below: HTMLElement | ""): HTMLElement {
  return div({ class: "import-head" }, h2({ tabindex: "-1" }, words), below);
}

/** "facebook-anna-2026-11-09.zip", and below it "4.8 GB, 2 files, 9 November 2026". */
export function downloadName({ path, bytes, parts, modifiedAt }: DownloadArchive): HTMLElement {
  const facts = [bytes > 0 ? formatSize(bytes) : "", parts > 1 ? plural("importParts", parts) : "", formatDay(modifiedAt)];
  return div(
    b({ class: "file-name" }, fileName(path)),
    div(
      { class: "help file-facts" },
      facts.filter((fact) => fact !== "").map((fact) => span(fact)),
    ),
  );
}

function foundItem(download: DownloadArchive, kind: "main" | "other"): HTMLElement {
  const name = downloadName(download);
  name.id = `download-${crypto.randomUUID()}`;
  const read = actionButton(
    message("importRead"),
    () => {
      beginImport(download);
    },
    kind,
  );
  read.setAttribute("aria-describedby", name.id);
  return li(name, read);
}

/** How a person gets a download from Meta, step by step. */
function howTo(isOpen: boolean): HTMLElement {
  const page = downloadPage === undefined ? "" : metaLink(message("importPage"), downloadPage);
  return details(
    { open: isOpen },
    summary(message("importHow")),
    ol(
      { class: "steps" },
      li(div(p(message("importStepAsk")), page)),
      li(span(message("importStepOptions"))),
      li(span(message("importStepWait"))),
      li(span(message("importStepBack"))),
    ),
  );
}

function choose(kind: "main" | "other"): HTMLElement {
  return actionButton(
    message("importChoose"),
    () => {
      beginImport();
    },
    kind,
  );
}

/** What was found in the Downloads folder; the newest one is suggested. */
function found(downloads: readonly DownloadArchive[], heading: Heading): HTMLElement[] {
  return [
    heading({ class: "subhead" }, message("importFound")),
    ul(
      { class: "downloads" },
      downloads.map((download, index) => foundItem(download, index === 0 ? "main" : "other")),
    ),
    div({ class: "actions" }, choose("other")),
    howTo(false),
  ];
}

function foundNone(again: () => void, heading: Heading): HTMLElement[] {
  return [
    div(heading({ class: "subhead" }, message("importNone")), p(message("importNoneWords"))),
    div({ class: "actions" }, choose("main"), actionButton(message("importLookAgain"), again)),
    howTo(true),
  ];
}

/** The program is too old to read downloads, though it may find them. */
function tooOld(again: () => void): HTMLElement {
  return errorBox(message("importOlder"), message("storeOlder"), [actionButton(message("tryAgain"), again), installLink()]);
}

/** The downloads that can be read, or why there are none. `again` repeats the search. */
async function whatToRead(again: () => void, heading: Heading): Promise<HTMLElement[]> {
  const host = await tryAsk("host", {});
  if (host?.kind === "connected" && !host.capabilities.includes("downloads")) return [tooOld(again)];
  const answer = await call("downloads.find", {});
  if (answer.ok) return answer.result.archives.length > 0 ? found(answer.result.archives, heading) : foundNone(again, heading);
  return [storeError(answer.error.kind, actionButton(message("tryAgain"), again))];
}

/** What a download is for. */
const headline = (): HTMLElement => importHead(message("importTitle"), p(message("importWords")));

interface Start {
  /** The last import was stopped. */
  wasStopped: boolean;
  /** It had saved some of what it found. */
  hasKept: boolean;
  hasHeadline: boolean;
}

/** Which download to read: one that Demur has found, or files that the person chooses. */
export function importStart({ wasStopped, hasKept, hasHeadline }: Start): HTMLElement[] {
  const place = div({ class: "import-start" });
  const look = async () => {
    place.replaceChildren(...(await whatToRead(() => void look(), hasHeadline ? h3 : h2)));
  };
  void look();
  const stopped = p(
    { role: "status" },
    message("importStopped"),
    ". ",
    message(hasKept ? "importStoppedKept" : "importUnchanged"),
  );
  return [...(hasHeadline ? [headline()] : []), ...(wasStopped ? [stopped] : []), place];
}
