/** A column this wide holds the form; anything wider is the page's frame. In CSS pixels. */
const widestColumn = 760;
const headings = "h1, h2, h3, [role=heading]";

/** Whether an element stands before another in the page. */
function precedes(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** The form's column: the nearest element around it that also holds Meta's title, if that is narrow enough to be a column. */
function columnOf(form: Element): Element | undefined {
  for (let element = form.parentElement; element && element !== document.body; element = element.parentElement) {
    if (element.clientWidth > widestColumn) return undefined;
    const title = element.querySelector(headings);
    if (title && precedes(title, form)) return element;
  }
  return undefined;
}

/**
 * Puts the banner at the top of the form's column, above Meta's title, or else right before the form.
 * What the person looks at or types into stays where it is on the screen: the page scrolls by what was added.
 */
export function placeBanner(banner: HTMLElement, form: Element): void {
  const before = form.getBoundingClientRect().top;
  const column = columnOf(form);
  if (column) column.prepend(banner);
  else form.before(banner);
  const isBelowStart = window.scrollY > 0;
  if (isBelowStart) window.scrollBy({ top: form.getBoundingClientRect().top - before, behavior: "instant" });
}
