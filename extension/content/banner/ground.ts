/** The parts of a computed colour: "rgb(24, 33, 31)" or "rgba(0, 0, 0, 0)". */
function channels(colour: string): number[] {
  return (colour.match(/[\d.]+/gu) ?? []).map(Number);
}

/** Whether a colour is nearer to black than to white (Rec. 709 luma, as the eye weighs red, green and blue). */
function isDark([red = 255, green = 255, blue = 255]: number[]): boolean {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/** Whether the ground behind an element is dark. Meta's page may be light while the system is dark, and the other way round. */
export function isDarkBehind(element: Element): boolean {
  for (let behind = element.parentElement; behind; behind = behind.parentElement) {
    const colour = channels(getComputedStyle(behind).backgroundColor);
    if ((colour[3] ?? 1) > 0.5) return isDark(colour);
  }
  return false;
}
