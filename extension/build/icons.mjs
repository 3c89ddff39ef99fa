// Draws the icons from the two drawings of the raised hand: node extension/build/icons.mjs. The files are kept in extension/icons.
import path from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const target = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../icons");
const light = { ground: "#0E6762", hand: "#FFFFFF" };
const onDark = { ground: "#62C7BC", hand: "#06211F" };

const small = ({ ground, hand }) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" fill="${ground}"/>
<g stroke="${hand}" stroke-linecap="round"><path stroke-width="1.35" d="M5.5 9V4.6M7.5 9V3.4M9.5 9V3.9M11.5 9V5.6"/><path stroke-width="1.6" d="M6 11.9L3.6 9.3"/></g>
<path fill="${hand}" d="M4.82 8h7.36v2.3c0 2-1.5 3.4-3.6 3.4-1.5 0-2.5-.4-3.3-1.3z"/></svg>`;
const large = ({ ground, hand }) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="11" fill="${ground}"/>
<path stroke="${hand}" stroke-width="5" stroke-linecap="round" d="M17.4 26V13.2M23.7 26V10.4M30 26V11.9M36.2 27V16.8M18.6 34.4L11.1 26.5"/>
<path fill="${hand}" d="M14.9 24h23.8v5.8c0 6.3-4.6 10.6-10.9 10.6-4.6 0-8.2-1.2-11.1-4.2z"/></svg>`;

const icons = [16, 32, 48, 128].map((size) => ({ name: `${size}.png`, size, colours: light }));
icons.push({ name: "16-on-dark.png", size: 16, colours: onDark }, { name: "32-on-dark.png", size: 32, colours: onDark });

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args });
const page = await browser.newPage();
for (const { name, size, colours } of icons) {
  const drawing = (size < 24 ? small : large)(colours);
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<body style="margin:0">${drawing.replace("<svg ", `<svg width="${size}" height="${size}" style="display:block" `)}</body>`);
  await page.screenshot({ path: path.join(target, name), omitBackground: true });
}
await browser.close();
