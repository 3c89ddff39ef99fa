import type { StillThereNotice } from "../model/messages.ts";

/** Answers the background page when it asks whether this document still shows what it has told of. */
export function answerWhetherThere(what: StillThereNotice["what"], isThere: () => boolean): void {
  chrome.runtime.onMessage.addListener((heard: StillThereNotice, _sender, respond: (isThere: boolean) => void) => {
    if (heard.kind === "still-there" && heard.what === what) respond(isThere());
  });
}
