import van from "vanjs-core";
import { isSameAddress } from "../../../model/email.ts";
import type { Account, ImportSummary } from "../../../model/protocol.ts";
import { ask, tryAsk } from "../../../ui/ask.ts";
import { accountName, actionButton, address, linkButton, platformName } from "../../../ui/components.ts";
import { message, rich } from "../../../ui/i18n.ts";

const { div, li, p, span, ul } = van.tags;

type FoundAddress = ImportSummary["accountEmails"][number];

/** The addresses of one account in a download that Demur doesn't know yet: one question for all of them. */
interface Offer {
  platform: FoundAddress["platform"];
  emails: string[];
}

function holderOf(platform: FoundAddress["platform"], email: string, accounts: readonly Account[]): Account | undefined {
  return accounts.find((account) => account.platform === platform && account.emails.some((own) => isSameAddress(own, email)));
}

function offersOf(found: readonly FoundAddress[], accounts: readonly Account[]): Offer[] {
  const unknown = found.filter(({ platform, email }) => !holderOf(platform, email, accounts));
  const platforms = [...new Set(unknown.map(({ platform }) => platform))];
  return platforms.map((platform) => ({
    platform,
    emails: unknown.filter((one) => one.platform === platform).map(({ email }) => email),
  }));
}

/** Offers addresses of a download: one press adds those of an account, another undoes that. */
class AddressOffers {
  readonly element = div({ class: "address-offers" });
  #offers: Offer[] | undefined;
  /** The offers accepted here, and whether an account was made for each. */
  readonly #taken = new Map<Offer, "made" | "extended">();

  constructor(private readonly found: readonly FoundAddress[]) {}

  /** Draws the current state. `pressed`: the offer whose buttons have changed and should get the focus. */
  async draw(pressed?: Offer): Promise<void> {
    const accounts = (await tryAsk("overview", {}))?.accounts ?? [];
    this.#offers ??= offersOf(this.found, accounts);
    const lines = this.#offers.map((offer) => this.#line(offer, accounts));
    this.element.replaceChildren(...lines);
    if (pressed) lines[this.#offers.indexOf(pressed)]?.querySelector("button")?.focus();
  }

  #line(offer: Offer, accounts: readonly Account[]): HTMLElement {
    const [first = "", ...others] = offer.emails;
    const holder = this.#taken.has(offer) ? holderOf(offer.platform, first, accounts) : undefined;
    const question =
      others.length === 0
        ? [p(rich("importAddress", address(first)))]
        : [p(message("importAddresses")), ul(offer.emails.map((email) => li(address(email))))];
    return div(
      { class: "address-offer" },
      question,
      div({ class: "actions" }, holder ? this.#undoing(offer, holder) : this.#ways(offer, accounts)),
    );
  }

  #ways(offer: Offer, accounts: readonly Account[]): HTMLElement[] {
    const { platform, emails } = offer;
    const isOne = emails.length === 1;
    const known = accounts.filter((account) => account.platform === platform);
    const make = () => void this.#save(offer, "made", { id: crypto.randomUUID(), platform, label: "", emails });
    return [
      ...known.map((account) =>
        actionButton(
          message(isOne ? "importAddressTo" : "importAddressesTo", accountName(account)),
          () => void this.#save(offer, "extended", { ...account, emails: [...account.emails, ...emails] }),
        ),
      ),
      actionButton(message(isOne ? "importAddressNew" : "importAddressesNew", platformName(platform)), make),
    ];
  }

  #undoing(offer: Offer, holder: Account): HTMLElement[] {
    const words = offer.emails.length === 1 ? "importAddressAdded" : "importAddressesAdded";
    return [span({ role: "status" }, message(words)), linkButton(message("undo"), () => void this.#takeBack(offer, holder))];
  }

  async #save(offer: Offer, how: "made" | "extended", account: Account): Promise<void> {
    await ask("save-account", { account });
    this.#taken.set(offer, how);
    await this.draw(offer);
  }

  async #takeBack(offer: Offer, holder: Account): Promise<void> {
    const emails = holder.emails.filter((own) => !offer.emails.some((added) => isSameAddress(own, added)));
    const wasMade = this.#taken.get(offer) === "made";
    await (wasMade && emails.length === 0
      ? ask("remove-account", { id: holder.id })
      : ask("save-account", { account: { ...holder, emails } }));
    this.#taken.delete(offer);
    await this.draw(offer);
  }
}

/** The offers for the addresses in a download; empty when Demur knows them all. */
export function addressOffers(found: readonly FoundAddress[]): HTMLElement {
  const offers = new AddressOffers(found);
  void offers.draw();
  return offers.element;
}
