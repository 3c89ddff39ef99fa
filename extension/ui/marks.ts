import van, { type TagFunc } from "vanjs-core";

const { svg, path, circle, rect } = van.tags("http://www.w3.org/2000/svg") as Record<
  "svg" | "path" | "circle" | "rect",
  TagFunc<Element>
>;

/** The marks. Each has its own shape, so that they work in grey print, with colour blindness and in forced colours. */
export type MarkName =
  | "confirmed"
  | "waiting"
  | "check"
  | "none"
  | "asks"
  | "minus"
  | "plus"
  | "add"
  | "envelope"
  | "tick"
  | "leaves"
  | "lock"
  | "copy"
  | "download"
  | "close"
  | "note"
  | "sent"
  | "page"
  | "search"
  | "chevron"
  | "people"
  | "stop";

const line = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": "1.75",
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};
/** The sign inside a filled mark takes the colour of the background. */
const inside = { ...line, stroke: "var(--mark-ground, var(--surface))" };

const drawings: Record<MarkName, () => Element[]> = {
  confirmed: () => [circle({ cx: 10, cy: 10, r: 9, fill: "currentColor" }), path({ ...inside, d: "M6 10.4l2.7 2.7L14 7.6" })],
  waiting: () => [circle({ ...line, cx: 10, cy: 10, r: 8 }), path({ ...line, d: "M10 5.5V10l3 1.8" })],
  check: () => [
    rect({ x: 3.6, y: 3.6, width: 12.8, height: 12.8, rx: 2, fill: "currentColor", transform: "rotate(45 10 10)" }),
    path({ ...inside, d: "M10 6v4.6M10 13.6v.1" }),
  ],
  none: () => [circle({ ...line, cx: 10, cy: 10, r: 8, "stroke-dasharray": "2.2 2.8" })],
  asks: () => [
    circle({ ...line, cx: 10, cy: 10, r: 8 }),
    path({ ...line, d: "M7.7 7.8a2.3 2.3 0 1 1 3.3 2.1c-.7.3-1 .8-1 1.6M10 14v.1" }),
  ],
  minus: () => [circle({ ...line, cx: 10, cy: 10, r: 8 }), path({ ...line, d: "M6.5 10h7" })],
  plus: () => [circle({ ...line, cx: 10, cy: 10, r: 8 }), path({ ...line, d: "M6.5 10h7M10 6.5v7" })],
  add: () => [path({ ...line, d: "M3.5 10h13M10 3.5v13" })],
  envelope: () => [rect({ ...line, x: 2, y: 4, width: 16, height: 12, rx: 2 }), path({ ...line, d: "M2.5 5.5L10 11l7.5-5.5" })],
  tick: () => [path({ ...line, d: "M4 10.5l4 4L16 6" })],
  leaves: () => [path({ ...line, d: "M8.5 4H4v12h12v-4.5M11.5 3.5h5v5M16 4l-7 7" })],
  download: () => [path({ ...line, d: "M10 3v9.5M5.8 8.5L10 12.7l4.2-4.2M3.5 16.5h13" })],
  lock: () => [rect({ ...line, x: 4, y: 9, width: 12, height: 8, rx: 1.5 }), path({ ...line, d: "M7 9V6.5a3 3 0 0 1 6 0V9" })],
  copy: () => [
    rect({ ...line, x: 7, y: 7, width: 10, height: 10, rx: 2 }),
    path({ ...line, d: "M4.5 13H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v.5" }),
  ],
  close: () => [path({ ...line, d: "M5 5l10 10M15 5L5 15" })],
  stop: () => [
    path({ d: "M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z", fill: "currentColor" }),
    path({ ...inside, d: "M7 7l6 6M13 7l-6 6" }),
  ],
  sent: () => [path({ ...line, d: "M17.5 2.5L9 11M17.5 2.5L12 17.5 9 11 2.5 8z" })],
  page: () => [rect({ ...line, x: 2.5, y: 3.5, width: 15, height: 13, rx: 1.5 }), path({ ...line, d: "M2.5 7.5h15" })],
  search: () => [circle({ ...line, cx: 8.5, cy: 8.5, r: 5.5 }), path({ ...line, d: "M12.7 12.7l4.8 4.8" })],
  chevron: () => [path({ ...line, d: "M7.5 4.5L13 10l-5.5 5.5" })],
  people: () => [
    circle({ ...line, cx: 7.5, cy: 6.5, r: 3 }),
    path({
      ...line,
      d: "M1.8 16.5v-1A4.5 4.5 0 0 1 6.3 11h2.4a4.5 4.5 0 0 1 4.5 4.5v1M13.2 3.7a3 3 0 0 1 0 5.6M15.2 11.3a4.5 4.5 0 0 1 3 4.2v1",
    }),
  ],
  note: () => [path({ ...line, d: "M5 2.5h7l3.5 3.5v11.5H5zM8 10h5M8 13.5h5" })],
};

/** A size in pixels; a style sheet may let it grow with the text beside it. */
const sized = (size: number) => ({ width: size, height: size, style: `--size: ${size}` });

/** A mark of 20 px (or `size`). It is hidden from screen readers, because there is always text beside it. */
export function mark(name: MarkName, tone = "", size = 20): Element {
  return svg(
    { class: `mark ${tone}`, viewBox: "0 0 20 20", ...sized(size), "aria-hidden": "true", focusable: "false" },
    drawings[name](),
  );
}

/** Demur's own sign, the raised hand, in the drawing for 24 px and more. */
export function hand(size: number): Element {
  return svg(
    { viewBox: "0 0 48 48", ...sized(size), "aria-hidden": "true", focusable: "false" },
    rect({ width: 48, height: 48, rx: 11, fill: "var(--accent)" }),
    path({
      d: "M17.4 26V13.2M23.7 26V10.4M30 26V11.9M36.2 27V16.8M18.6 34.4L11.1 26.5",
      fill: "none",
      stroke: "var(--on-accent)",
      "stroke-width": "5",
      "stroke-linecap": "round",
    }),
    path({ d: "M14.9 24h23.8v5.8c0 6.3-4.6 10.6-10.9 10.6-4.6 0-8.2-1.2-11.1-4.2z", fill: "var(--on-accent)" }),
  );
}
