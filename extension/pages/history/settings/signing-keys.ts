import van from "vanjs-core";
import { isKeyName } from "../../../model/key-name.ts";
import type { SigningKey } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, address, field, linkButton } from "../../../ui/components.ts";
import { formatDate, message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";

const { div, h2, input, li, p, textarea, ul } = van.tags;

/** The keys that the person has added for checking Meta's signature, and a way to add one; nothing without the program. */
export async function signingKeys(): Promise<HTMLElement | ""> {
  const first = await call("keys.list", {});
  if (!first.ok) return "";
  const list = ul({ class: "accounts" });
  const name = input({ type: "text", autocomplete: "off", spellcheck: false, maxLength: 253 });
  const record = textarea({ rows: 3, spellcheck: false, maxLength: 2000 });
  const said = p({ role: "alert" });

  const keyItem = (key: SigningKey): HTMLElement => {
    const remove = linkButton(message("keysRemove"), () => void removeKey(key));
    return li(div(address(key.name), div({ class: "muted" }, message("keysAddedOn", formatDate(key.addedAt)))), remove);
  };
  const show = (keys: SigningKey[]) => {
    list.replaceChildren(...keys.map(keyItem));
  };
  const removeKey = async (key: SigningKey) => {
    const answer = await call("keys.remove", { name: key.name });
    const left = await call("keys.list", {});
    if (answer.ok && left.ok) show(left.result.keys);
  };
  const add = async () => {
    const answer = await call("keys.add", { name: name.value, record: record.value });
    if (answer.ok) {
      said.textContent = name.value = record.value = "";
      show(answer.result.keys);
      return;
    }
    const { kind } = answer.error;
    if (kind !== "invalid-params") said.textContent = message(storeWords(kind));
    else said.textContent = message(isKeyName(name.value) ? "keysBad" : "keysBadName");
  };

  show(first.result.keys);
  return div(
    { class: "card keys" },
    h2(message("keysTitle")),
    p(message("keysExplain")),
    list,
    field(message("keysName"), name),
    field(message("keysRecord"), record),
    div(actionButton(message("keysAdd"), () => void add())),
    said,
  );
}
