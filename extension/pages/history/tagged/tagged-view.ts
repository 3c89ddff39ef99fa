import van from "vanjs-core";
import { emptyStore, type LocalStore } from "../../../model/storage.ts";
import type { Contact, ContactCount } from "../../../model/protocol.ts";
import { actionButton, linkAsButton, platformName } from "../../../ui/components.ts";
import { dayMessage, message } from "../../../ui/i18n.ts";
import { storeError } from "../../notes.ts";
import { HostFailure } from "../../host-answers.ts";
import { usesLink } from "../../links.ts";
import { watchSwitch } from "../settings/watch-switch.ts";
import { ContactCard, remindedContacts } from "./contact-card.ts";
import { findContact, readCounts } from "./contact-pages.ts";
import { importCard, importState } from "../downloads/import-card.ts";
import { ContactList } from "./contact-list.ts";
import { headlineOf, leadOf, summary } from "./contact-summary.ts";

const { a, aside, div, h1, h2, p } = van.tags;

/** The id of the contact in the URL's fragment. */
const wantedId = () => location.hash.split("/")[1];

/** Where the list comes from, and a link to read a newer download. */
async function source(): Promise<HTMLElement> {
  const { lastDownload } = await chrome.storage.local.get<LocalStore>(emptyStore);
  const way = (words: string) => linkAsButton(a({ href: "#download" }, words), "other");
  if (!lastDownload) return div({ class: "list-source" }, way(message("importTitle")));
  const { platform, madeAt, readAt } = lastDownload;
  const name = platformName(platform);
  const words = madeAt === undefined ? dayMessage("taggedFromRead", readAt, name) : dayMessage("taggedFrom", madeAt, name);
  return div({ class: "list-source" }, p({ class: "help" }, words), way(message("taggedNewer")));
}

/** The card of an import that is running or has just ended; empty when there is none. */
async function importUnderWay(refresh: () => void): Promise<HTMLElement | ""> {
  return (await importState()) ? importCard(refresh) : "";
}

function failure(error: unknown, refresh: () => void): HTMLElement {
  if (!(error instanceof HostFailure)) throw error;
  return div(
    h1({ class: "hidden", tabindex: "-1" }, message("tagged")),
    storeError(error.kind, actionButton(message("tryAgain"), refresh)),
  );
}

/** The list of contacts with the card of one of them beside it, or one of the two on a narrow page. */
class ContactsView {
  readonly #headline = h1({ tabindex: "-1" });
  readonly #lead = p({ class: "lead" });
  readonly #summary = div();
  readonly #side = aside();
  readonly #columns = div({ class: "columns tagged" });
  readonly #list = new ContactList((error) => {
    this.#fail(error);
  });
  #card: ContactCard | undefined;

  constructor(private readonly refresh: () => void) {}

  /** Draws everything. Throws HostFailure. */
  async draw(counts: readonly ContactCount[]): Promise<HTMLElement> {
    const list = div({ class: "card tagged-list" }, this.#summary, this.#list.element, await source());
    this.#columns.append(div({ class: "tagged-main" }, list, await watchSwitch()), this.#side);
    await this.#drawList(counts);
    await this.#choose(wantedId());
    this.#listen();
    const lead = div({ class: "tagged-lead" }, this.#headline, this.#lead, whatMetaUses());
    return div({ class: "view" }, lead, await importUnderWay(this.refresh), this.#columns);
  }

  async #drawList(counts: readonly ContactCount[]): Promise<void> {
    await this.#list.show({ counts, chosen: this.#card?.contact.id, reminded: await remindedContacts() });
    this.#headline.textContent = headlineOf(counts);
    this.#lead.textContent = leadOf(counts);
    this.#summary.replaceChildren(summary(counts));
  }

  async #drawAgain(): Promise<void> {
    try {
      await this.#drawList(await readCounts());
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Shows a contact's card. Without an id it is that of the first contact, which a narrow page hides. */
  async #choose(id: string | undefined): Promise<void> {
    const shown = this.#list.contacts;
    const contact =
      id === undefined ? (this.#card?.contact ?? shown[0]) : (shown.find((one) => one.id === id) ?? (await findContact(id)));
    this.#columns.classList.toggle("chosen", id !== undefined);
    this.#list.choose(contact?.id);
    if (!contact) this.#side.replaceChildren(id === undefined ? "" : gone());
    else if (contact !== this.#card?.contact) await this.#drawCard(contact);
  }

  async #drawCard(contact: Contact): Promise<void> {
    this.#card = new ContactCard(contact, {
      changed: () => void this.#drawAgain(),
      merged: ({ id }) => {
        this.#card = undefined;
        void this.#drawAgain().then(() => {
          location.hash = `tagged/${id}`;
        });
      },
    });
    await this.#card.draw();
    this.#side.replaceChildren(this.#card.element);
  }

  /** Follows the fragment from contact to contact without redrawing the page. */
  #listen(): void {
    const onChange = () => {
      if (this.#columns.isConnected)
        this.#go(wantedId()).catch((error: unknown) => {
          this.#fail(error);
        });
      else window.removeEventListener("hashchange", onChange);
    };
    window.addEventListener("hashchange", onChange);
  }

  async #go(id: string | undefined): Promise<void> {
    const left = this.#card?.contact.id ?? "";
    await this.#choose(id);
    if (id === undefined) this.#list.element.querySelector<HTMLElement>(`[data-contact="${left}"]`)?.focus();
    else this.#card?.focus();
  }

  #fail(error: unknown): void {
    this.#columns.parentElement?.replaceChildren(failure(error, this.refresh));
  }
}

function gone(): HTMLElement {
  return div({ class: "card" }, h2(message("contactGone")), a({ class: "link", href: "#tagged" }, message("tagged")));
}

const whatMetaUses = () => div(usesLink(message("usesLink")));

/** What is shown until something has been found: how the list gets filled. */
async function nothingYet(refresh: () => void): Promise<HTMLElement> {
  return div(
    { class: "view" },
    div(h1({ tabindex: "-1" }, message("taggedNothing")), p({ class: "lead" }, message("taggedNothingWords")), whatMetaUses()),
    await importCard(refresh),
    await watchSwitch(),
  );
}

/** What other people share about the person: who, how much, and the result of asking them. */
export async function taggedView(refresh: () => void): Promise<HTMLElement> {
  try {
    const counts = await readCounts();
    const isEmpty = counts.every(({ items }) => items === 0);
    return isEmpty ? await nothingYet(refresh) : await new ContactsView(refresh).draw(counts);
  } catch (error) {
    return failure(error, refresh);
  }
}

/** The view for importing another download when there is a list already. */
export async function downloadView(refresh: () => void): Promise<HTMLElement> {
  return div(
    { class: "view" },
    div(
      a({ class: "link", href: "#tagged" }, message("tagged")),
      h1({ tabindex: "-1" }, message("importTitle")),
      p({ class: "lead" }, message("importWords")),
    ),
    await importCard(refresh, { hasHeadline: false }),
  );
}
