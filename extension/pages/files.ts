import van from "vanjs-core";
import { actionButton } from "../ui/components.ts";
import { message, type MessageKey, formatPercent } from "../ui/i18n.ts";

const { a, div, input, label, progress, span } = van.tags;

/** Lets files be dropped on a box. */
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

/** A button to choose a file; the same file can be chosen again. */
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

/** The progress of reading a file, with a button that calls `stop`. `show` takes a share from 0 to 1. */
export function progressView(
  words: "mailProgress" | "copyProgress",
  stop: () => void,
): { element: HTMLElement; show: (share: number) => void } {
  const bar = progress({ max: 1, value: 0 });
  const said = span();
  const element = div({ class: "reading" }, label(said, bar), actionButton(message("importStop"), stop));
  const show = (share: number) => {
    bar.value = share;
    said.textContent = message(words, formatPercent(share));
  };
  show(0);
  return { element, show };
}

/** Saves a file as a browser download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  a({ href: address, download: name }).click();
  // The browser opens the URL only after this task; ten seconds are plenty.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
