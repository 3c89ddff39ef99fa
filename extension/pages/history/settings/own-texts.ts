import van from "vanjs-core";
import { draftTitle } from "../../../model/draft-title.ts";
import { limits } from "../../../model/limits.ts";
import type { Draft } from "../../../model/protocol.ts";
import { ask, call } from "../../../ui/ask.ts";
import { actionButton, field, linkButton } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";

const { details, div, h2, p, section, span, summary, textarea } = van.tags;

/** One of the person's own texts, folded: it can be changed, or removed, leaving "Undo" in its place. */
function textItem(draft: Draft): HTMLElement {
  const item = div();
  let kept = draft;
  const show = (): HTMLElement => {
    const words = textarea({ rows: 6, maxLength: limits.message, value: kept.text, lang: kept.language });
    const heading = summary(kept.title);
    const said = p({ class: "help", role: "status" });
    const save = async () => {
      const text = words.value.trim();
      if (text === "") words.focus();
      else {
        const changed = { ...kept, title: draftTitle(text), text };
        await ask("save-draft", { draft: changed });
        kept = changed;
        heading.textContent = kept.title;
        said.textContent = message("settingsSaved");
      }
    };
    const remove = linkButton(message("remove"), () => void ask("remove-draft", { id: draft.id }).then(showRemoved));
    const folded = details(
      heading,
      field(message("messageYourText"), words),
      div(
        { class: "actions" },
        actionButton(message("earlierSave"), () => void save()),
        remove,
        said,
      ),
    );
    item.replaceChildren(folded);
    return heading;
  };
  const showRemoved = () => {
    const words = span({ id: `removed-${draft.id}` }, message("messageRemoved"));
    // The pressed button is gone, and the focus would be, too.
    const restore = () =>
      ask("save-draft", { draft: kept }).then(() => {
        show().focus();
      });
    const undo = linkButton(message("undo"), () => void restore());
    undo.setAttribute("aria-describedby", words.id);
    item.replaceChildren(p(words, " ", undo));
    undo.focus();
  };
  show();
  return item;
}

/** The texts that the person has saved for Meta's form; nothing if there are none. */
export async function ownTexts(): Promise<HTMLElement | ""> {
  const answer = await call("drafts.list", {});
  if (!answer.ok || answer.result.drafts.length === 0) return "";
  return section({ class: "card" }, h2(message("settingsTexts")), answer.result.drafts.map(textItem));
}
