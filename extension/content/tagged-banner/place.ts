/** How deep a page may nest its content in boxes before it begins. */
const deepest = 5;

/** Whether what is put at the top of an element stands above all else in it, and moves that down. */
function stacks(element: Element): boolean {
  const { display, flexDirection } = getComputedStyle(element);
  if (display === "flex" || display === "inline-flex") return flexDirection === "column";
  return display === "block" || display === "flow-root";
}

/** The first box of the page's content in which things stand one below the other. */
function column(): Element | undefined {
  let element = document.querySelector("main, [role=main]");
  for (let depth = 0; element && depth < deepest; depth += 1) {
    if (stacks(element)) return element;
    element = [...element.children].find((child) => child.getBoundingClientRect().height > 0) ?? null;
  }
  return undefined;
}

/** Puts the banner above the page's content, within its flow: it covers nothing. Where there is no such place, it isn't shown. */
export function placeInMain(banner: HTMLElement): void {
  column()?.prepend(banner);
}
