import type { DemurPage } from "../../model/messages.ts";
import { ask } from "../../ui/ask.ts";

/** Opens one of Demur's pages in a tab; the popup has done its work then. */
export async function openPage(page: DemurPage, fragment?: string): Promise<void> {
  await ask("open-page", fragment === undefined ? { page } : { page, fragment });
  window.close();
}
