import van from "vanjs-core";
import { trusted } from "../banner/frame.ts";

const { button } = van.tags;

/** A button in a panel of the banner, which only a person can press. */
export function pressButton(words: string, act: () => void, kind: "button" | "link" = "button"): HTMLButtonElement {
  return button({ type: "button", class: kind, onclick: trusted(act) }, words);
}
