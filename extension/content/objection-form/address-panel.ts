import van from "vanjs-core";
import { isCompleteAddress } from "../../model/email.ts";
import { message } from "../../ui/i18n.ts";
import { pressButton } from "./press-button.ts";

const { div, input, label } = van.tags;

/**
 * The person's own addresses, one button each, which says whether its account has objected. They are shown here, where the page could
 * search for them, only once the person has asked.
 */
export function addressChoice(
  addresses: readonly string[],
  hasObjected: (address: string) => boolean,
  choose: (address: string) => void,
  close: () => void,
): HTMLElement {
  const choices = addresses.map((address) =>
    pressButton(message(hasObjected(address) ? "useAddressObjected" : "useAddress", address), () => {
      choose(address);
    }),
  );
  return div({ class: "panel" }, div({ class: "actions" }, choices, pressButton(message("cancel"), close, "link")));
}

/** Asks for the address of the person's account, because the one in the form isn't it. */
export function addressQuestion(save: (address: string) => void, close: () => void): HTMLElement {
  const box = input({ type: "email", autocomplete: "email", class: "address" });
  const note = div({ class: "note", "aria-live": "polite" });
  const saveNow = () => {
    const address = box.value.trim();
    if (isCompleteAddress(address)) save(address);
    else note.textContent = message("bannerMalformed", address);
  };
  box.addEventListener("keydown", (event) => {
    if (event.isTrusted && event.key === "Enter") saveNow();
  });
  return div(
    { class: "panel" },
    label({ class: "question" }, message("bannerWhichAddress"), box),
    note,
    div({ class: "actions" }, pressButton(message("earlierSave"), saveNow), pressButton(message("cancel"), close, "link")),
  );
}
