import van from "vanjs-core";
import { isKeyName } from "../../../model/key-name.ts";
import type { CallResult, SigningKey } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { actionButton, address, field, plainAddress } from "../../../ui/components.ts";
import { formatDate, message } from "../../../ui/i18n.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { undoable } from "./undoable.ts";

const { div, h2, input, li, p, textarea, ul } = van.tags;

const errorWords = (answer: CallResult<"keys.add" | "keys.remove">) =>
  answer.ok ? undefined : message(storeWords(answer.error.kind));

/** A key that can be removed. */
function keyItem({ name, record, addedAt }: SigningKey): HTMLElement {
  return undoable(li(), {
    shown: div(address(name), div({ class: "muted" }, message("keysAddedOn", formatDate(addedAt)))),
    gone: div({ class: "muted" }, plainAddress(name)),
    label: message("keysRemove"),
    remove: async () => errorWords(await call("keys.remove", { name })),
    restore: async () => errorWords(await call("keys.add", { name, record })),
  });
}

/** The keys that the person has added for checking Meta's signature, and a way to add one; nothing without the program. */
export async function signingKeys(): Promise<HTMLElement | ""> {
  const first = await call("keys.list", {});
  if (!first.ok) return "";
  const list = ul({ class: "accounts" });
  const name = input({ type: "text", autocomplete: "off", spellcheck: false, maxLength: 253 });
  const record = textarea({ rows: 3, spellcheck: false, maxLength: 2000 });
  const said = p({ role: "alert" });

  const show = (keys: SigningKey[]) => {
    list.replaceChildren(...keys.map(keyItem));
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
