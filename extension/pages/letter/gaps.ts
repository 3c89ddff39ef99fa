import { wordsOn } from "./paper.ts";

/** The highlight by which `letter.css` colours what is to be filled in. */
const highlightName = "gap";

/** Which placeholders for what the person has not said are on the paper now. */
export function gapsOn(paper: HTMLElement, gaps: readonly string[]): string[] {
  const words = wordsOn(paper);
  return gaps.filter((gap) => words.includes(gap));
}

/** Where a text is on the paper. */
function rangesOf(paper: HTMLElement, text: string): Range[] {
  const ranges: Range[] = [];
  const nodes = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const words = node.textContent ?? "";
    for (let from = words.indexOf(text); from >= 0; from = words.indexOf(text, from + 1)) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, from + text.length);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Colours the gaps on the paper. The letter itself stays plain text, so that it can be edited and copied as it is. */
export function colourGaps(paper: HTMLElement, gaps: readonly string[]): void {
  const ranges = gaps.flatMap((gap) => rangesOf(paper, gap));
  CSS.highlights.set(highlightName, new Highlight(...ranges));
}
