import van from "vanjs-core";
import { askLanguageFor, askLanguages, askText } from "../../../model/contact-groups.ts";
import { ownName } from "../../../model/languages.ts";
import type { Contact } from "../../../model/protocol.ts";
import { actionButton, copyButton, field } from "../../../ui/components.ts";
import { locale, message } from "../../../ui/i18n.ts";

const { div, option, p, select, textarea } = van.tags;

/** The language of the last text, to be offered for the next one. */
let language = askLanguageFor(locale());

/** The languages that have texts. */
function languageList(onChoice: () => void): HTMLElement {
  const options = askLanguages.map((tag) => ({ tag, name: ownName(tag) }));
  options.sort((one, other) => one.name.localeCompare(other.name, locale()));
  const list = select(
    { "aria-label": message("contactLanguage") },
    options.map(({ tag, name }) => option({ value: tag, lang: tag, selected: tag === language }, name)),
  );
  list.addEventListener("change", () => {
    language = list.value;
    onChoice();
  });
  return list;
}

/** Opens the system's share sheet, if there is one. Closing it is not an error. */
function shareButton(text: () => string, onShared: () => void): HTMLElement | "" {
  if (!("share" in navigator)) return "";
  return actionButton(message("contactShare"), () => {
    navigator.share({ text: text() }).then(onShared, () => undefined);
  });
}

/**
 * A text to a contact, to be edited, copied or shared. Neither records that it was sent: `onTaken` is called, so that this can be offered.
 */
export function askBox(contact: Contact, kind: "ask" | "askAgain", onTaken: () => void): HTMLElement {
  const words = textarea({ rows: 13, spellcheck: true });
  const write = () => {
    words.value = askText(contact, language, kind);
    words.lang = language;
  };
  write();
  const text = () => words.value;
  return div(
    { class: "ask-box" },
    field(message("contactText"), words),
    div({ class: "actions" }, copyButton("contactCopy", text, "main", onTaken), shareButton(text, onTaken), languageList(write)),
    p({ class: "help" }, message("contactSendsNothing")),
  );
}
