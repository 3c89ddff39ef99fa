import van from "vanjs-core";
import { dayOf } from "../../../model/day-label.ts";
import manifest from "../../../../manifests/languages.json";
import { authorityFor } from "../../../model/authorities.ts";
import { ownName, primaryOf } from "../../../model/languages.ts";
import { emptyStore, type LocalStore } from "../../../model/storage.ts";
import { call } from "../../../ui/ask.ts";
import { field, linkButton } from "../../../ui/components.ts";
import { locale, message } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { saveFile } from "../../files.ts";
import { HostFailure, resultOf } from "../../host-answers.ts";

const { details, div, option, p, select, summary } = van.tags;

type Format = "json" | "csv" | "html";

const types: Record<Format, string> = { json: "application/json", csv: "text/csv", html: "text/html" };

/** Fetches the whole file, chunk by chunk. Throws HostFailure. */
async function fetchCopy(format: Format, language: string): Promise<Blob> {
  const chunks: string[] = [];
  let cursor: string | undefined;
  do {
    const { chunk, nextCursor } = resultOf(
      await call("history.export", { format, language, ...(cursor === undefined ? {} : { cursor }) }),
    );
    chunks.push(chunk);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return new Blob(chunks, { type: types[format] });
}

/** The languages available for the document: the interface's first, then those of the person's authority. */
async function documentLanguages(): Promise<string[]> {
  const { home } = await chrome.storage.local.get<LocalStore>(emptyStore);
  const theirs = home.country === "" ? [] : (authorityFor(home.country, home.region)?.languages ?? []);
  const known = Object.keys(manifest.names);
  const first = [primaryOf(locale()), ...theirs].filter((language) => known.includes(language));
  return [...new Set([...first, ...known])];
}

/** A list of languages for the document to hand over: whoever reads it may not understand the person's. */
function languageChoice(): HTMLSelectElement {
  const own = primaryOf(locale());
  const choice = select(option({ value: own }, ownName(own)));
  void documentLanguages().then((languages) => {
    choice.replaceChildren(...languages.map((language) => option({ value: language, lang: language }, ownName(language))));
  });
  return choice;
}

/** "Save a copy": a menu of the formats for saving the history: for another computer, for a table, or to print and hand over. */
export function copyMenu(): HTMLElement {
  const said = p({ class: "help", role: "status" });
  const menu = details({ class: "copy-menu" });
  const language = languageChoice();
  const save = async (format: Format) => {
    try {
      const file = await fetchCopy(format, language.value);
      saveFile(file, `demur-${dayOf(new Date())}.${format}`);
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
      field(message("copyLanguage"), language),
    ),
  );
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  return div({ class: "copies" }, menu, said);
}
