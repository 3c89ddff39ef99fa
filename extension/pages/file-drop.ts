import van from "vanjs-core";
import { message, type MessageKey } from "../ui/i18n.ts";

const { input, label } = van.tags;

/** Makes a box take a file that is dropped on it. */
export function takesDrops(box: HTMLElement, take: (file: File) => void): HTMLElement {
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
  });
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
  return box;
}

/** A button that lets the person choose a file; the same one may be chosen again. */
export function fileButton(
  words: Extract<MessageKey, "mailChoose" | "copyBringIn">,
  accept: string,
  take: (file: File) => void,
): HTMLElement {
  const field = input({
    type: "file",
    class: "hidden",
    accept,
    onchange: () => {
      const file = field.files?.[0];
      field.value = "";
      if (file) take(file);
    },
  });
  return label({ class: "button file" }, field, message(words));
}
