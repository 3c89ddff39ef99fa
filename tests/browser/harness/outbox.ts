import assert from "node:assert/strict";
import { eventually } from "./eventually.ts";
import { ExtensionPage } from "./page.ts";
import type { World } from "./world.ts";

/** E-mail addresses of the objections that were put into the outbox. */
declare const putIn: string[];

/** What waits in the browser for the host, watched from a page that requests nothing itself. */
export class Outbox {
  private constructor(private readonly page: ExtensionPage) {}

  static async watch(world: World): Promise<Outbox> {
    const page = await ExtensionPage.open(world, "uses/uses.html");
    await page.evaluate(() => {
      const emails: string[] = [];
      Object.assign(globalThis, { putIn: emails });
      chrome.storage.local.onChanged.addListener((changes) => {
        for (const [key, { newValue }] of Object.entries(changes)) {
          const entry = newValue as { params?: { objection?: { email: string } } } | undefined;
          if (key.startsWith("outbox/") && entry?.params?.objection) emails.push(entry.params.objection.email);
        }
      });
    });
    return new Outbox(page);
  }

  /** Waits until an objection with this address has been put in since the watch began. */
  async took(email: string): Promise<void> {
    await eventually(async () => {
      const emails = await this.page.evaluate(() => putIn);
      assert.ok(emails.includes(email), emails.join(" "));
    });
  }

  /** Whether an objection with this address has been put in so far. */
  async had(email: string): Promise<boolean> {
    return (await this.page.evaluate(() => putIn)).includes(email);
  }

  /** Waits until it is empty: what was put in has been discarded or sent to the host. */
  async isEmpty(): Promise<void> {
    await eventually(async () => {
      const keys = await this.page.evaluate(async () => Object.keys(await chrome.storage.local.get(null)));
      assert.deepEqual(
        keys.filter((key) => key.startsWith("outbox/")),
        [],
      );
    });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
