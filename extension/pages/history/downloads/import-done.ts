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
} as const satisfies Record<SkippedFile["reason"], string>;

function tile(key: "importItems" | "importPeople" | "importNew", count: number): HTMLElement {
  return div({ class: "tile" }, b(formatNumber(count)), span({ class: "help" }, plural(key, count)));
}

function tiles({ taggedItems, contacts, new: added }: ImportSummary): HTMLElement {
  return div({ class: "tiles" }, tile("importItems", taggedItems), tile("importPeople", contacts), tile("importNew", added));
}

/** Files that couldn't be read are always mentioned. */
function skippedFiles(skipped: readonly SkippedFile[]): HTMLElement[] {
  if (skipped.length === 0) return [];
  const count = skipped.length;
  const words = count < maxSkipped ? plural("importSkipped", count) : message("importSkippedMany", formatNumber(count));
  const files = skipped.map(({ path, reason }) => li(code(path), div({ class: "help" }, message(skipWords[reason]))));
  return [div(p({ class: "muted" }, words), details(summary(message("importWhich")), ul({ class: "skipped" }, files)))];
}

function nothingIn({ platform, taggedItems }: ImportSummary): HTMLElement[] {
  if (taggedItems > 0) return [];
  return [p(message(platform === "instagram" ? "importNoItemsInstagram" : "importNoItems"))];
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
    ...skippedFiles(found.skipped),
    addressOffers(found.accountEmails),
    div(
      { class: "actions" },
      actionButton(message("importSeeWho"), seeWho, "main"),
      linkButton(message("importLookAgain"), () => void ask("forget-import", {})),
    ),
  ];
}
