import van from "vanjs-core";
import type { ImportState, ImportStore } from "../../../model/downloads.ts";
import { ask } from "../../../ui/ask.ts";
import { importDone } from "./import-done.ts";
import { importFailed } from "./import-failed.ts";
import { ImportProgress } from "./import-progress.ts";
import { importStart } from "./import-start.ts";

const { section } = van.tags;

/** The latest import, or null. */
export async function importState(): Promise<ImportState | null> {
  return (await chrome.storage.session.get<ImportStore>({ import: null })).import;
}

/** Reports every change of the import for as long as the element is in the page. */
function follow(element: HTMLElement, onState: (state: ImportState | null) => void): void {
  let wasThere = false;
  const onChange = (changes: Record<string, chrome.storage.StorageChange>, area: string) => {
    if (wasThere && !element.isConnected) chrome.storage.onChanged.removeListener(onChange);
    wasThere ||= element.isConnected;
    const change = area === "session" ? changes["import"] : undefined;
    if (change) onState((change.newValue ?? null) as ImportState | null);
  };
  chrome.storage.onChanged.addListener(onChange);
}

/** Goes to the list with what the import found. */
async function seeWho(refresh: () => void): Promise<void> {
  await ask("forget-import", {});
  if (location.hash === "#tagged") refresh();
  else location.hash = "tagged";
}

/**
 * A card that accompanies an import from start to end: which download, the progress, and the result.
 * `refresh` redraws the page around it. `hasHeadline`: false when the page's own headline says the same.
 */
export async function importCard(refresh: () => void, { hasHeadline = true } = {}): Promise<HTMLElement> {
  const card = section({ class: "card import-card" });
  let progress: ImportProgress | undefined;
  const change = (state: ImportState | null) => {
    // The list around the card and the page's headline have changed, too.
    if (state?.kind === "done" && location.hash.startsWith("#tagged")) refresh();
    else show(state);
  };
  const show = (state: ImportState | null) => {
    if (state?.kind === "running" && progress) {
      progress.update(state);
      return;
    }
    const hadFocus = card.contains(document.activeElement);
    progress = state?.kind === "running" ? new ImportProgress(state) : undefined;
    card.replaceChildren(...(progress?.elements ?? contentOf(state, hasHeadline, refresh)));
    // The pressed button is gone: a screen reader continues at the headline.
    if (hadFocus) (card.querySelector("h2") ?? document.querySelector("h1"))?.focus();
  };
  follow(card, change);
  show(await importState());
  return card;
}

/** What the card shows before and after an import. */
function contentOf(state: ImportState | null, hasHeadline: boolean, refresh: () => void): HTMLElement[] {
  if (state?.kind === "done") return importDone(state, () => void seeWho(refresh));
  const wasStopped = state?.kind === "failed" && state.error.kind === "cancelled";
  if (state?.kind === "failed" && !wasStopped) return importFailed(state);
  const hasKept = wasStopped && Number(state.error.detail?.["kept"] ?? 0) > 0;
  return importStart({ wasStopped, hasKept, hasHeadline });
}
