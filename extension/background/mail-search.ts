import { mailSearchPort, type MailSearchNews, type MailSearchQuestion } from "../model/mail-search.ts";
import { HostError, type HostPort } from "./host-port.ts";
import { isOwnPage } from "./requests.ts";

/** Searches mailboxes for a page and reports the progress to it. The search ends when the page is gone or has had enough. */
class Search {
  readonly #token = crypto.randomUUID();
  #isWanted = true;

  constructor(
    private readonly host: HostPort,
    private readonly port: chrome.runtime.Port,
  ) {
    port.onDisconnect.addListener(() => {
      this.#isWanted = false;
      void host.call("mail.cancel", { token: this.#token }).catch(() => undefined);
    });
  }

  async run(paths: string[]): Promise<void> {
    const params = { paths, progressToken: this.#token };
    try {
      const result = await this.host.callLong("mail.search", params, (progress) => {
        this.#tell({ progress });
      });
      this.#tell({ answer: { ok: true, result } });
    } catch (error) {
      const told = error instanceof HostError ? error.error : { kind: "internal-error" as const };
      this.#tell({ answer: { ok: false, error: told } });
    }
  }

  #tell(news: MailSearchNews): void {
    if (this.#isWanted) this.port.postMessage(news);
  }
}

/** Searches when one of Demur's own pages asks for it. A content script lives in a page that may be hostile, and gets nothing. */
export function searchOnConnect(host: HostPort): void {
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== mailSearchPort || !isOwnPage(port.sender)) return;
    const search = new Search(host, port);
    port.onMessage.addListener(({ paths }: MailSearchQuestion) => void search.run(paths));
  });
}
