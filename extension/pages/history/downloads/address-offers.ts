import van from "vanjs-core";
import { isSameAddress } from "../../../model/email.ts";
import type { Account, ImportSummary } from "../../../model/protocol.ts";
import { ask, tryAsk } from "../../../ui/ask.ts";
import { accountName, actionButton, address, linkButton, platformName } from "../../../ui/components.ts";
import { message, rich } from "../../../ui/i18n.ts";

const { div, p, span } = van.tags;

type FoundAddress = ImportSummary["accountEmails"][number];

function holderOf({ platform, email }: FoundAddress, accounts: readonly Account[]): Account | undefined {
  return accounts.find((account) => account.platform === platform && account.emails.some((own) => isSameAddress(own, email)));
}

/** Offers the e-mail addresses in a download that Demur doesn't know yet: one press adds an address to an account, another undoes that. */
class AddressOffers {
  readonly element = div({ class: "address-offers" });
  /** The addresses that were added here, and whether an account was made for each. */
  readonly #added = new Map<FoundAddress, "made" | "extended">();

  constructor(private readonly found: readonly FoundAddress[]) {}

  /** Draws the current state. `pressed`: the address whose buttons have changed and should get the focus. */
  async draw(pressed?: FoundAddress): Promise<void> {
    const accounts = (await tryAsk("overview", {}))?.accounts ?? [];
    const shown = this.found.filter((one) => this.#added.has(one) || !holderOf(one, accounts));
    const lines = shown.map((one) => this.#line(one, accounts));
    this.element.replaceChildren(...lines);
    if (pressed) lines[shown.indexOf(pressed)]?.querySelector("button")?.focus();
  }

  #line(one: FoundAddress, accounts: readonly Account[]): HTMLElement {
    const holder = holderOf(one, accounts);
    return div(
      { class: "address-offer" },
      p(rich("importAddress", address(one.email))),
      div({ class: "actions" }, holder ? this.#taken(one, holder) : this.#ways(one, accounts)),
    );
  }

  #ways(one: FoundAddress, accounts: readonly Account[]): HTMLElement[] {
    const { platform, email } = one;
    const known = accounts.filter((account) => account.platform === platform);
    const make = () => void this.#save(one, "made", { id: crypto.randomUUID(), platform, label: "", emails: [email] });
    return [
      ...known.map((account) =>
        actionButton(
          message("importAddressTo", accountName(account)),
          () => void this.#save(one, "extended", { ...account, emails: [...account.emails, email] }),
        ),
      ),
      actionButton(message("importAddressNew", platformName(platform)), make),
    ];
  }

  #taken(one: FoundAddress, holder: Account): HTMLElement[] {
    return [
      span({ role: "status" }, message("importAddressAdded")),
      linkButton(message("undo"), () => void this.#takeBack(one, holder)),
    ];
  }

  async #save(one: FoundAddress, how: "made" | "extended", account: Account): Promise<void> {
    await ask("save-account", { account });
    this.#added.set(one, how);
    await this.draw(one);
  }

  async #takeBack(one: FoundAddress, holder: Account): Promise<void> {
    const emails = holder.emails.filter((own) => !isSameAddress(own, one.email));
    const wasMade = this.#added.get(one) === "made";
    await (wasMade && emails.length === 0
      ? ask("remove-account", { id: holder.id })
      : ask("save-account", { account: { ...holder, emails } }));
    this.#added.delete(one);
    await this.draw(one);
  }
}

/** The offers for the addresses in a download; empty when Demur knows them all. */
export function addressOffers(found: readonly FoundAddress[]): HTMLElement {
  const offers = new AddressOffers(found);
  void offers.draw();
  return offers.element;
}
