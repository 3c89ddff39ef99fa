import assert from "node:assert/strict";
import type { World } from "./world.ts";

interface Contact {
  id: string;
  name: string;
  state: string;
  stateAt?: string;
  items: number;
}

/** The most items that the host takes at once. */
const maxItems = 500;

/** What others share about the person, added and read through the real host. */
export class Shared {
  #next = 1_015_000_000_001;

  constructor(private readonly world: World) {}

  /** Somebody shares photos, one a day from 14 July 2019. */
  async photos(contact: { name: string; url?: string }, count: number): Promise<void> {
    await this.#record(Array.from({ length: count }, (_, index) => this.#photo(contact, index)));
  }

  /** This many people share a photo each: "Person 0", "Person 1"… */
  async crowd(count: number): Promise<void> {
    const items = Array.from({ length: count }, (_, index) => this.#photo({ name: `Person ${String(index)}` }, index % 300));
    for (let first = 0; first < count; first += maxItems) await this.#record(items.slice(first, first + maxItems));
  }

  /** One contact of every kind, from not asked to hidden, and photos shared by nobody knows whom. */
  async everyKind(): Promise<void> {
    const kinds = {
      "Tom K.": { photos: 5, state: "asked", daysAgo: 9 },
      "Marie L.": { photos: 3, state: "asked", daysAgo: 20 },
      "Maximiliane Wolkenstein-Trostburg": { photos: 2 },
      "Eva P.": { photos: 1, state: "declined", daysAgo: 4 },
      "Sara B.": { photos: 6, state: "objected", daysAgo: 2 },
      Milan: { photos: 3, state: "removed-tag", daysAgo: 1 },
      Ruben: { photos: 1, state: "ignored", daysAgo: 1 },
      "": { photos: 2 },
    } as const;
    for (const [name, kind] of Object.entries(kinds)) {
      await this.photos({ name }, kind.photos);
      if ("state" in kind) await this.note(name, kind.state, kind.daysAgo);
    }
  }

  async contacts(): Promise<Contact[]> {
    return (await this.world.hostCall("contacts.list", { limit: 100 }))["contacts"] as Contact[];
  }

  async names(): Promise<string[]> {
    return (await this.contacts()).map(({ name }) => name);
  }

  async contact(name: string): Promise<Contact> {
    const found = (await this.contacts()).find((one) => one.name === name);
    assert.ok(found, `no contact ${name}`);
    return found;
  }

  /** Notes the result for a contact, this many days ago. */
  async note(name: string, state: string, daysAgo: number): Promise<void> {
    const { id } = await this.contact(name);
    await this.world.hostCall("contacts.update", { id, state, at: new Date(Date.now() - daysAgo * 86_400_000).toISOString() });
  }

  #photo(contact: { name: string; url?: string }, day: number) {
    const url = `https://www.facebook.com/photo.php?fbid=${String(this.#next++)}`;
    return {
      platform: "facebook",
      url,
      contact,
      kind: "photo",
      at: new Date(Date.UTC(2019, 6, 14 + day)).toISOString(),
      seenOn: "download",
    };
  }

  async #record(items: unknown[]): Promise<void> {
    await this.world.hostCall("tagged.record", { items });
  }
}
