import qrcode from "qrcode-generator";
import van, { type TagFunc } from "vanjs-core";

const { svg, path } = van.tags("http://www.w3.org/2000/svg") as Record<"svg" | "path", TagFunc<Element>>;

/** Readers need a margin of four modules (ISO/IEC 18004). */
const margin = 4;

/** A text as a QR code, dark on light whatever the page's colours are: some readers need that. */
export function qrCode(text: string, label: string): Element {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const places = Array.from({ length: size * size }, (_, index) => [Math.floor(index / size), index % size] as const);
  const dark = places.filter(([row, column]) => code.isDark(row, column));
  const whole = size + 2 * margin;
  return svg(
    {
      class: "qr",
      role: "img",
      "aria-label": label,
      viewBox: `0 0 ${String(whole)} ${String(whole)}`,
      "shape-rendering": "crispEdges",
    },
    path({ fill: "#fff", d: `M0 0h${String(whole)}v${String(whole)}H0z` }),
    path({
      fill: "#000",
      d: dark.map(([row, column]) => `M${String(column + margin)} ${String(row + margin)}h1v1h-1z`).join(""),
    }),
  );
}
