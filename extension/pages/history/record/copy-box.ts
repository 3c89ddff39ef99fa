import van from "vanjs-core";
import { call } from "../../../ui/ask.ts";
import { linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { saveFile } from "../../files.ts";
import { HostFailure, resultOf } from "../../host-answers.ts";

const { details, div, p, summary } = van.tags;

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

/** "Save a copy": a menu of the files that the history can be saved as, for another computer, for a table, or to print and hand over. */
export function copyMenu(): HTMLElement {
  const said = p({ class: "help", role: "status" });
  const menu = details({ class: "copy-menu" });
  const save = async (format: Format) => {
    try {
      const file = await fetchCopy(format);
      saveFile(file, `demur-${new Date().toISOString().slice(0, 10)}.${format}`);
      said.textContent = message("copySaved");
      menu.open = false;
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      said.textContent = message(storeWords(error.kind));
    }
  };
  const item = (words: string, format: Format) => linkButton(words, () => void save(format));
  menu.append(
    summary({ class: "button" }, mark("download", "", 18), message("copySave")),
    div(
      { class: "card" },
      item(message("copyComplete"), "json"),
      item(message("copyTable"), "csv"),
      item(message("copyPrint"), "html"),
    ),
  );
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  return div({ class: "copies" }, menu, said);
}
