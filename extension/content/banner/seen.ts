/** Below this opacity, a person may press something that they don't see. */
const leastOpacity = 0.5;
/** Up to this opacity, something above the banner, such as a layer that is fading out, hides nothing. */
const faint = 0.1;
/** Filters that hide what they apply to; inverting colours, as some people have their browser do, hides nothing. */
const hidingFilter = /opacity|blur|brightness|contrast|url/u;
/** How much a transform may change the size. */
const [leastScale, mostScale] = [0.75, 1.5];

const isSet = (value: string | undefined) => value !== undefined && value !== "" && value !== "none" && value !== "auto";

/** Whether a transform only moves: one that shrinks, turns or stretches may make a button look like something else. */
function onlyMoves(transform: string): boolean {
  if (!isSet(transform)) return true;
  const [a = 0, b = 0, c = 0, d = 0] = (/^matrix\((.*)\)$/u.exec(transform)?.[1] ?? "").split(",").map(Number);
  const isUpright = Math.abs(b) < 0.01 && Math.abs(c) < 0.01;
  return isUpright && [a, d].every((scale) => scale >= leastScale && scale <= mostScale);
}

/** Whether a style shows an element as it is, apart from how transparent it is. */
function showsAsItIs(style: CSSStyleDeclaration): boolean {
  const isCut = isSet(style.clipPath) || isSet(style.getPropertyValue("clip")) || isSet(style.maskImage);
  const zoom = Number(style.zoom || "1");
  const isTurned =
    !onlyMoves(style.transform) ||
    zoom < leastScale ||
    zoom > mostScale ||
    isSet(style.scale) ||
    isSet(style.rotate) ||
    isSet(style.perspective);
  const isBlended = isSet(style.mixBlendMode) && style.mixBlendMode !== "normal";
  return style.visibility !== "hidden" && !hidingFilter.test(style.filter) && !isCut && !isTurned && !isBlended;
}

/** The opacity of an element together with all its ancestors, from 0 to 1. */
function opacityOf(element: Element): number {
  let opacity = 1;
  for (let part: Element | null = element; part; part = part.parentElement)
    opacity *= Number.parseFloat(getComputedStyle(part).opacity || "1");
  return opacity;
}

/** Whether an element paints something of its own. */
function paints(element: Element, style: CSSStyleDeclaration): boolean {
  const alpha = /^rgba\(.*, ([\d.]+)\)$/u.exec(style.backgroundColor)?.[1];
  const hasColour = isSet(style.backgroundColor) && style.backgroundColor !== "transparent" && Number(alpha ?? 1) > faint;
  return hasColour || isSet(style.backgroundImage) || element.matches("img, video, canvas, iframe, svg");
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where a positioned pseudo-element is: its computed style has lengths in pixels, from the edges of its containing block. */
function boxOfPseudo(element: Element, style: CSSStyleDeclaration): Box {
  const isPlacedIn = getComputedStyle(element).position === "static" && element instanceof HTMLElement;
  const around = isPlacedIn ? (element.offsetParent ?? document.documentElement) : element;
  const origin = style.position === "fixed" ? { left: 0, top: 0 } : around.getBoundingClientRect();
  const [left = 0, top = 0, width = 0, height = 0] = [style.left, style.top, style.width, style.height].map(
    (length) => Number.parseFloat(length) || 0,
  );
  const begin = { left: origin.left + left, top: origin.top + top };
  return { ...begin, right: begin.left + width, bottom: begin.top + height };
}

/** Whether this style paints something above the banner that lets a press through to it. */
function isVeil(element: Element, style: CSSStyleDeclaration): boolean {
  const isOver = !["static", ""].includes(style.position) && !style.zIndex.startsWith("-");
  const isPainted = style.visibility !== "hidden" && paints(element, style) && opacityOf(element) > faint;
  return isOver && style.pointerEvents === "none" && isPainted;
}

/** Whether a pseudo-element of this element covers the point. */
function hasVeilAt(element: Element, isThere: (box: Box) => boolean): boolean {
  return ["::before", "::after"].some((pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const isShown = isSet(style.content) && style.content !== "normal" && style.display !== "none";
    const isFaint = Number.parseFloat(style.opacity || "1") <= faint;
    return isShown && !isFaint && isVeil(element, style) && isThere(boxOfPseudo(element, style));
  });
}

/** Whether the page lays something over this point of the banner; what lets presses through isn't found by the point alone. */
function isCovered(host: Element, x: number, y: number): boolean {
  const top = document.elementFromPoint(x, y);
  if (top && top !== host) return true;
  const isThere = ({ left, right, top: above, bottom }: Box) => x >= left && x <= right && y >= above && y <= bottom;
  return [document.documentElement, document.body, ...document.querySelectorAll("body *")].some((element) => {
    if (hasVeilAt(element, isThere)) return true;
    return !element.contains(host) && isThere(element.getBoundingClientRect()) && isVeil(element, getComputedStyle(element));
  });
}

/**
 * Whether a person can see what they press in the banner: a page could fade, clip, shrink or cover it, to lure a press onto its buttons.
 * `pressed`: the button.
 */
export function isSeen(host: Element, pressed: Element): boolean {
  for (let part: Element | null = host; part; part = part.parentElement) if (!showsAsItIs(getComputedStyle(part))) return false;
  const { left, right, top, bottom } = pressed.getBoundingClientRect();
  return opacityOf(host) >= leastOpacity && !isCovered(host, (left + right) / 2, (top + bottom) / 2);
}
