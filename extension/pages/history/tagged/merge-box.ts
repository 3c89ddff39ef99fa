import van from "vanjs-core";
import type { Contact } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, field, platformName, searchInput } from "../../../ui/components.ts";
import { message, plural } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { HostFailure, resultOf } from "../../host-answers.ts";
import { isUnknown } from "./contact-pages.ts";

const { details, dialog, div, h2, option, p, select, summary } = van.tags;

/** At most this many names are offered; typing more of a name narrows them down. */
const maxOffered = 20;

/** Named contacts on the same platform, who may be the same person. Throws HostFailure. */
async function candidates({ id, platform }: Contact, query: string): Promise<Contact[]> {
  const { contacts } = resultOf(await call("contacts.list", { limit: 100, ...(query ? { query } : {}) }));
  const others = contacts.filter((other) => other.id !== id && other.platform === platform && !isUnknown(other));
  return others.slice(0, maxOffered);
}

/** Asks before something that can't be undone: the safe answer comes first, and Esc means the same. */
function mergeDialog(contact: Contact, into: Contact, onMerged: (kept: Contact) => void): HTMLDialogElement {
  const said = p({ role: "alert" });
  const apart = actionButton(message("contactKeepApart"), () => {
    box.close();
  });
  const merge = actionButton(message("contactMergeYes"), () => {
    void call("contacts.update", { id: contact.id, mergeInto: into.id }).then((merged) => {
      if (!merged.ok) {
        said.textContent = message(storeWords(merged.error.kind));
        return;
      }
      box.close();
      onMerged(merged.result.contact);
    });
  });
  const box = dialog(
    { "aria-labelledby": "merge-question" },
    h2({ id: "merge-question" }, message("contactMergeQuestion", contact.name, into.name)),
    p(message("contactMergeWords", into.name)),
    said,
    div({ class: "actions" }, apart, merge),
  );
  box.addEventListener("close", () => {
    box.remove();
  });
  return box;
}

/** "This is the same person as…": a choice of other contacts, and a question to confirm it. */
export function mergeBox(contact: Contact, onMerged: (kept: Contact) => void): HTMLElement {
  const search = searchInput(() => void offer());
  const list = select();
  const said = p({ class: "help", role: "status" });
  let others: Contact[] = [];
  let asked = 0;
  const offer = async () => {
    const question = ++asked;
    try {
      const found = await candidates(contact, search.value.trim());
      if (question !== asked) return;
      others = found;
      list.replaceChildren(
        ...others.map(({ id, name, items }) => option({ value: id }, `${name} (${plural("contactItems", items)})`)),
      );
      said.textContent = others.length === 0 ? message("contactMergeNobody", platformName(contact.platform)) : "";
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      said.textContent = message(storeWords(error.kind));
    }
  };
  const next = actionButton(message("contactMergeNext"), () => {
    const into = others.find(({ id }) => id === list.value);
    if (!into) {
      search.focus();
      return;
    }
    const question = mergeDialog(contact, into, onMerged);
    box.append(question);
    question.showModal();
  });
  const box = details(
    { class: "merge" },
    summary(message("contactMerge")),
    div({ class: "fields" }, field(message("taggedSearch"), search), field(message("contactMergeWho"), list), said, div(next)),
  );
  box.addEventListener("toggle", () => void offer(), { once: true });
  return box;
}
