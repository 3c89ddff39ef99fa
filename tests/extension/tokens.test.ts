import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

const sheet = readFileSync(new URL("../../extension/ui/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...sheet.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/gu)].map(([, name, light, dark]) => [name, [light, dark]]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: 0 | 1): number {
  const values = [one, other].map((name) => luminance(tokens.get(name)?.[theme] ?? assert.fail(`no token ${name}`)));
  return (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
}

const words = [
  ["text", "surface"],
  ["text", "accent-soft"],
  ["text", "check-soft"],
  ["text", "wait-soft"],
  ["muted", "surface"],
  ["muted", "page"],
  ["muted", "sunk"],
  ["muted", "accent-soft"],
  ["muted", "check-soft"],
  ["link", "surface"],
  ["link", "accent-soft"],
  ["link", "check-soft"],
  ["link", "sunk"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-accent", "accent-press"],
  ["check", "check-soft"],
  ["check", "surface"],
  ["on-check", "check-fill"],
] as const;
const controls = [
  ["check-fill", "check-soft"],
  ["edge", "surface"],
  ["edge", "sunk"],
  ["edge", "accent-soft"],
  ["accent", "surface"],
  ["accent", "sunk"],
] as const;

describe("the colours", () => {
  for (const theme of [0, 1] as const) {
    it(`let words be read (${theme === 0 ? "light" : "dark"})`, () => {
      for (const [one, other] of words)
        assert.ok(contrast(one, other, theme) >= 4.5, `${one} on ${other}: ${contrast(one, other, theme)}`);
    });
    it(`let controls be seen (${theme === 0 ? "light" : "dark"})`, () => {
      for (const [one, other] of controls)
        assert.ok(contrast(one, other, theme) >= 3, `${one} on ${other}: ${contrast(one, other, theme)}`);
    });
  }
});
