import van from "vanjs-core";
import { sampleKey } from "../../model/page-sample.ts";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { saveFile } from "../files.ts";
import { showFramed } from "../frame.ts";
import { startPage } from "../page.ts";

const { div, h1, main, p, textarea } = van.tags;

/** All that was seen, for the person to read and cut before it is saved. */
function review(sample: string): HTMLElement[] {
  const text = textarea({ spellcheck: false, "aria-label": message("seenHeadline") });
  text.value = sample;
  const save = () => {
    saveFile(new Blob([text.value], { type: "text/plain" }), "demur-page.txt");
  };
  return [text, div({ class: "actions" }, actionButton(message("seenSave"), save, "main"))];
}

async function show(): Promise<void> {
  const { [sampleKey]: sample } = await chrome.storage.session.get<Record<string, string>>(sampleKey);
  const rest = sample === undefined ? [p(message("seenGone"))] : [p({ class: "lead" }, message("seenLead")), ...review(sample)];
  showFramed(main(h1(message("seenHeadline")), rest));
}

startPage(message("seenHeadline"));
void show();
