import van from "vanjs-core";
import type { ImportState } from "../../../model/downloads.ts";
import { isSameAddress } from "../../../model/email.ts";
import type { Account, ImportSummary, SkippedFile } from "../../../model/protocol.ts";
import { ask } from "../../../ui/ask.ts";
import { accountName, actionButton, address, linkButton, platformName } from "../../../ui/components.ts";
import { formatNumber, message, plural, rich } from "../../../ui/i18n.ts";

const { b, code, details, div, h2, li, p, span, summary, ul } = van.tags;

type Done = Extract<ImportState, { kind: "done" }>;
type FoundAddress = ImportSummary["accountEmails"][number];

/** The host names no more files than these that couldn't be read. */
const mostSkipped = 100;

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

/** What couldn't be read is counted, and never hidden. */
function skippedFiles(skipped: readonly SkippedFile[]): HTMLElement[] {
  if (skipped.length === 0) return [];
  const count = skipped.length;
  const words = count < mostSkipped ? plural("importSkipped", count) : message("importSkippedMany", formatNumber(count));
  const files = skipped.map(({ path, reason }) => li(code(path), div({ class: "help" }, message(skipWords[reason]))));
  return [div(p({ class: "muted" }, words), details(summary(message("importWhich")), ul({ class: "skipped" }, files)))];
}

/** One press adds an address to an account, or makes an account of it; another one takes it back. */
function addressOffer({ platform, email }: FoundAddress, accounts: readonly Account[]): HTMLElement {
  const buttons = div({ class: "actions" });
  const add = async (account: Account, before: Account | undefined) => {
    await ask("save-account", { account });
    const undo = linkButton(message("undo"), () => {
      void (before ? ask("save-account", { account: before }) : ask("remove-account", { id: account.id })).then(offer);
    });
    buttons.replaceChildren(span({ role: "status" }, message("importAddressAdded")), undo);
    undo.focus();
  };
  const offer = () => {
    const known = accounts.filter((account) => account.platform === platform);
    const fresh = { id: crypto.randomUUID(), platform, label: "", emails: [email] };
    buttons.replaceChildren(
      ...known.map((account) =>
        actionButton(
          message("importAddressTo", accountName(account)),
          () => void add({ ...account, emails: [...account.emails, email] }, account),
        ),
      ),
      actionButton(message("importAddressNew", platformName(platform)), () => void add(fresh, undefined)),
    );
  };
  offer();
  return div({ class: "address-offer" }, p(rich("importAddress", address(email))), buttons);
}

/** Offers the addresses that Demur does not know yet. */
function addressOffers(found: readonly FoundAddress[]): HTMLElement {
  const place = div({ class: "address-offers" });
  void ask("overview", {}).then((overview) => {
    const accounts = overview?.accounts ?? [];
    const isKnown = ({ platform, email }: FoundAddress) =>
      accounts.some((account) => account.platform === platform && account.emails.some((own) => isSameAddress(own, email)));
    place.replaceChildren(...found.filter((one) => !isKnown(one)).map((one) => addressOffer(one, accounts)));
  });
  return place;
}

function nothingIn({ platform, taggedItems }: ImportSummary): HTMLElement[] {
  if (taggedItems > 0) return [];
  return [p(message(platform === "instagram" ? "importNoItemsInstagram" : "importNoItems"))];
}

/** What an import found. */
export function importDone({ summary: found, seconds }: Done, seeWho: () => void): HTMLElement[] {
  return [
    h2({ tabindex: "-1" }, message("importDone", platformName(found.platform))),
    p({ class: "muted", role: "status" }, plural("importTook", seconds)),
    tiles(found),
    ...nothingIn(found),
    ...skippedFiles(found.skipped),
    addressOffers(found.accountEmails),
    div(actionButton(message("importSeeWho"), seeWho, "main")),
  ];
}
