import van, { type ChildDom } from "vanjs-core";

const { div, h1, section } = van.tags;

/** The popup's answer: its mark, its headline and what follows from it. */
export function answerSection(sign: Element, headline: string, ...rest: ChildDom[]): HTMLElement {
  return section(div({ class: "answer" }, sign, div(h1(headline), rest)));
}
