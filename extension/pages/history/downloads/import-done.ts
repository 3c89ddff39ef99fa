import van from "vanjs-core";
import type { ImportState } from "../../../model/downloads.ts";
import type { ImportSummary, SkippedFile } from "../../../model/protocol.ts";
import { ask } from "../../../ui/ask.ts";
import { actionButton, linkButton, platformName } from "../../../ui/components.ts";
import { formatNumber, message, plural } from "../../../ui/i18n.ts";
import { addressOffers } from "./address-offers.ts";
import { importHead } from "./import-start.ts";

const { b, code, details, div, li, p, span, summary, ul } = van.tags;

type Done = Extract<ImportState, { kind: "done" }>;

/** The host names at most this many of the files that couldn't be read. */
const maxSkipped = 100;

const skipWords = {
  empty: "importSkipEmpty",
  malformed: "importSkipMalformed",
  "too-deep": "importSkipUnknown",
  "unknown-shape": "importSkipUnknown",
  "too-large": "importSkipTooLarge",
  "unsafe-name": "importSkipUnsafe",
  encrypted: "importSkipEncrypted",
  damaged: "importSkipDamaged",
} as const satisfies Record<Exclude<SkippedFile["reason"], "partly">, string>;

/** Why a file was not read, or how much of it was. */
function wordsFor({ reason, read = 0, unread = 0 }: SkippedFile): string {
  return reason === "partly" ? message("importSkipPartly", formatNumber(read), formatNumber(unread)) : message(skipWords[reason]);
}

function tile(key: "importItems" | "importPeople" | "importNew", count: number): HTMLElement {
  return div({ class: "tile" }, b(formatNumber(count)), span({ class: "help" }, plural(key, count)));
}

function tiles({ taggedItems, contacts, new: added }: ImportSummary): HTMLElement {
  return div({ class: "tiles" }, tile("importItems", taggedItems), tile("importPeople", contacts), tile("importNew", added));
}

function listed(words: string, skipped: readonly SkippedFile[]): HTMLElement {
  const files = skipped.map((file) => li(code(file.path), div({ class: "help" }, wordsFor(file))));
  return div(p({ class: "muted" }, words), details(summary(message("importWhich")), ul({ class: "skipped" }, files)));
}

/** Files that couldn't be read, or not completely, are always mentioned. */
function skippedFiles(all: readonly SkippedFile[]): HTMLElement[] {
  const partly = all.filter(({ reason }) => reason === "partly");
  const skipped = all.filter(({ reason }) => reason !== "partly");
  const count = skipped.length;
  const words = all.length < maxSkipped ? plural("importSkipped", count) : message("importSkippedMany", formatNumber(count));
  return [
    ...(count > 0 ? [listed(words, skipped)] : []),
    ...(partly.length > 0 ? [listed(message("importPartly"), partly)] : []),
  ];
}

/** What a download lacks: if nothing was found, or only notices. */
function nothingIn({ platform, taggedItems, taggedList }: ImportSummary): HTMLElement[] {
  if (taggedList === "missing") return [p(message("importListMissing"))];
  if (taggedList === "none") return [p(message("importNoneByMeta"))];
  if (taggedItems > 0) return [];
  return [p(message(platform === "instagram" ? "importNoItemsInstagram" : "importNoItems"))];
}

/** How many of Meta's notices were read: whoever has hundreds, none about themselves, can tell that something is wrong. */
function noticesRead({ notices }: ImportSummary): HTMLElement[] {
  if (notices === undefined) return [];
  const [read, about] = [formatNumber(notices.read), formatNumber(notices.about)];
  const words = notices.about > 0 ? message("importNotices", read, about) : message("importNoticesNone", read);
  return [p({ class: "muted" }, words)];
}

/** What an import found. */
export function importDone({ summary: found, seconds }: Done, seeWho: () => void): HTMLElement[] {
  return [
    importHead(
      message("importDone", platformName(found.platform)),
      p({ class: "muted", role: "status" }, plural("importTook", seconds)),
    ),
    tiles(found),
    ...nothingIn(found),
    ...noticesRead(found),
    ...skippedFiles(found.skipped),
    addressOffers(found.accountEmails),
    div(
      { class: "actions" },
      actionButton(message("importSeeWho"), seeWho, "main"),
      linkButton(message("importLookAgain"), () => void ask("forget-import", {})),
    ),
  ];
}
