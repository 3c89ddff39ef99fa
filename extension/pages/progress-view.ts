import van from "vanjs-core";
import { actionButton } from "../ui/components.ts";
import { formatPercent, message } from "../ui/i18n.ts";

const { div, label, progress, span } = van.tags;

/** How far the reading of a file is; `stop` ends it. `show` takes a share from 0 to 1. */
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
