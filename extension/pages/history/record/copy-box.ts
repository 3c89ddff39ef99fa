import van from "vanjs-core";
import { call } from "../../../ui/ask.ts";
import { actionButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { saveFile } from "../../files.ts";
import { HostFailure, resultOf } from "../../host-answers.ts";

const { div, h2, p } = van.tags;

type Format = "json" | "csv" | "html";

const types: Record<Format, string> = { json: "application/json", csv: "text/csv", html: "text/html" };

/** Fetches the whole file, chunk by chunk. Throws HostFailure. */
async function fetchCopy(format: Format): Promise<Blob> {
  const chunks: string[] = [];
  let cursor: string | undefined;
  do {
    const { chunk, nextCursor } = resultOf(await call("history.export", cursor === undefined ? { format } : { format, cursor }));
    chunks.push(chunk);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return new Blob(chunks, { type: types[format] });
}

/** "Save a copy": the history as a file, for another computer, for a table, or to print and hand over. */
export function copyBox(): HTMLElement {
  const said = p({ role: "status" });
  const button = (words: string, format: Format) =>
    actionButton(words, () => {
      const day = new Date().toISOString().slice(0, 10);
      fetchCopy(format).then(
        (file) => {
          saveFile(file, `demur-${day}.${format}`);
          said.textContent = message("copySaved");
        },
        (error: unknown) => {
          if (!(error instanceof HostFailure)) throw error;
          said.textContent = message(storeWords(error.kind));
        },
      );
    });
  return div(
    { class: "copy-box" },
    h2(message("copySave")),
    div(
      { class: "actions" },
      button(message("copyComplete"), "json"),
      button(message("copyTable"), "csv"),
      button(message("copyPrint"), "html"),
    ),
    said,
  );
}
