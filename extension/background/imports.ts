import type { ImportState, ImportStore } from "../model/downloads.ts";
import type { DownloadArchive, Progress } from "../model/protocol.ts";
import type { LocalStore } from "../model/storage.ts";
import { HostError, type HostPort } from "./host-port.ts";
import { readStore } from "./person.ts";

/** How often the pages are told about the progress, in milliseconds. A new stage is announced at once. */
const tellEvery = 150;

async function tell(state: ImportState | null): Promise<void> {
  await chrome.storage.session.set<ImportStore>({ import: state });
}

/** Keeps something for later, if the browser can still write: no import depends on it. */
async function note(values: Partial<LocalStore>): Promise<void> {
  await chrome.storage.local.set(values).catch(() => undefined);
}

/** Imports downloads, one at a time. The progress is in `storage.session`, for every page that opens meanwhile. */
export class Imports {
  #token: string | undefined;
  /** Keeps announcements in order. */
  #told = Promise.resolve();

  constructor(private readonly host: HostPort) {}

  /** Notes that the last import was cut off, if it was: none outlives its background page. */
  async recover(): Promise<void> {
    const { isImporting } = await readStore();
    if (this.#token !== undefined || !isImporting) return;
    await note({ isImporting: false });
    this.#tell({ kind: "failed", error: { kind: "interrupted" } });
    await this.#told;
  }

  /** Begins to import `download`, or what the person chooses. Does nothing while another import is under way. */
  async begin(download: DownloadArchive | undefined): Promise<void> {
    if (this.#token !== undefined) return;
    this.#token = crypto.randomUUID();
    const about = download ? { download } : {};
    this.#tell({ ...about, kind: "running" });
    await note({ isImporting: true });
    void this.#import(this.#token, about);
  }

  /** Stops the import, which then keeps what it had saved. */
  async stop(): Promise<void> {
    if (this.#token === undefined) return;
    // If the host doesn't answer even this, it is given up, and the import with it.
    await this.host.call("downloads.cancel", { token: this.#token }).catch(() => undefined);
  }

  /** Forgets the result of the last import. */
  async forget(): Promise<void> {
    if (this.#token === undefined) this.#tell(null);
    await this.#told;
  }

  async #import(progressToken: string, about: { download?: DownloadArchive }): Promise<void> {
    const paths = about.download ? { paths: [about.download.path] } : {};
    let began = Date.now();
    let last: Progress | undefined;
    let toldAt = 0;
    const onProgress = (progress: Progress) => {
      // The time that the person takes to choose doesn't count.
      if (last?.stage === "choosing") began = Date.now();
      const isNewStage = progress.stage !== last?.stage;
      last = progress;
      if (!isNewStage && Date.now() - toldAt < tellEvery) return;
      toldAt = Date.now();
      this.#tell({ ...about, kind: "running", progress });
    };
    try {
      const { summary } = await this.host.callLong("downloads.import", { ...paths, progressToken }, onProgress);
      const madeAt = about.download ? { madeAt: about.download.modifiedAt } : {};
      const lastDownload = { platform: summary.platform, ...madeAt, readAt: new Date().toISOString() };
      await note({ lastDownload });
      this.#tell({ ...about, kind: "done", summary, seconds: Math.max(1, Math.round((Date.now() - began) / 1000)) });
    } catch (error) {
      const told = error instanceof HostError ? error.error : { kind: "internal-error" as const };
      this.#tell({ ...about, kind: "failed", error: told });
    }
    this.#token = undefined;
    await note({ isImporting: false });
  }

  #tell(state: ImportState | null): void {
    this.#told = this.#told.then(() => tell(state));
  }
}
