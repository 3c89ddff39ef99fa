// Builds the extension for both browsers: node extension/build/build.mjs OUTPUT_DIRECTORY
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { writeMessageTypes } from "./message-types.mjs";
import { writeProtocolTypes } from "./protocol-types.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const extension = path.join(root, "extension");
const output = path.resolve(process.argv[2] ?? path.join(root, "build"));
const browsers = ["chromium", "firefox"];
const pages = ["popup", "welcome", "history", "letter", "uses", "seen", "mail"];

const readJson = async (...parts) => JSON.parse(await readFile(path.join(root, ...parts), "utf8"));

/** Members of `special` are added to those of `common`, object by object. */
function merged(common, special) {
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const result = { ...common };
  for (const [key, value] of Object.entries(special))
    result[key] = isObject(value) && isObject(common[key]) ? merged(common[key], value) : value;
  return result;
}

async function generateTypes() {
  const generated = path.join(output, "generated");
  await mkdir(generated, { recursive: true });
  await writeProtocolTypes(path.join(root, "manifests/protocol.json"), path.join(generated, "protocol.ts"));
  await writeMessageTypes(path.join(extension, "_locales/en/messages.json"), path.join(generated, "messages.ts"));
}

/** The oldest browsers that the manifests allow, in esbuild's notation. */
async function oldestBrowsers() {
  const [chromium, firefox] = await Promise.all(browsers.map((browser) => readJson(`manifests/extension/${browser}.json`)));
  return [`chrome${chromium.minimum_chrome_version}`, `firefox${firefox.browser_specific_settings.gecko.strict_min_version}`];
}

const common = { bundle: true, minify: true, legalComments: "none", target: await oldestBrowsers(), logLevel: "warning" };

/** Where a fact comes from concerns people who read the manifests; scripts that run on every help page of Meta's leave it out. */
const onlyForReaders = new Set(["$schema", "since", "sources", "what", "checked"]);
/** The letter page says when the facts about an authority were checked. */
const isShown = (file, key) => key === "checked" && path.basename(file) === "authorities.json";
const withoutSources = {
  name: "without-sources",
  setup({ onLoad }) {
    onLoad({ filter: /\/manifests\/[a-z]+\.json$/ }, async ({ path: file }) => {
      const facts = JSON.parse(await readFile(file, "utf8"), (key, value) =>
        onlyForReaders.has(key) && !isShown(file, key) ? undefined : value,
      );
      return { contents: JSON.stringify(facts), loader: "json" };
    });
  },
};

async function bundleScripts(outdir) {
  await esbuild.build({
    ...common,
    outdir,
    format: "iife",
    entryPoints: [
      { in: path.join(extension, "background/main.ts"), out: "background" },
      { in: path.join(extension, "content/spotter/main.ts"), out: "content/spotter" },
      { in: path.join(extension, "content/objection-form/main.ts"), out: "content/objection-form" },
      { in: path.join(extension, "content/tagged-content/main.ts"), out: "content/tagged-content" },
      { in: path.join(extension, "content/tagged-banner/main.ts"), out: "content/tagged-banner" },
      { in: path.join(extension, "content/page-sample/main.ts"), out: "content/page-sample" },
      ...pages.map((page) => ({ in: path.join(extension, `pages/${page}/main.ts`), out: `${page}/page` })),
    ],
    alias: { "#generated": path.join(output, "generated") },
    // In a script, a style sheet is text for adoptedStyleSheets, the only way of styling that Meta's pages can't block.
    loader: { ".css": "text" },
    plugins: [withoutSources],
  });
}

async function bundleStyles(outdir) {
  const entryPoints = pages.map((page) => ({ in: path.join(extension, `pages/${page}/${page}.css`), out: `${page}/page` }));
  await esbuild.build({ ...common, outdir, entryPoints });
}

async function copyFiles(target) {
  for (const page of pages) {
    await mkdir(path.join(target, page), { recursive: true });
    await cp(path.join(extension, "pages/page.html"), path.join(target, page, `${page}.html`));
  }
  await cp(path.join(extension, "_locales"), path.join(target, "_locales"), { recursive: true });
  const { askedAs } = await readJson("manifests/languages.json");
  for (const [name, catalogue] of Object.entries(askedAs))
    await cp(path.join(extension, "_locales", catalogue), path.join(target, "_locales", name), { recursive: true });
  await cp(path.join(extension, "icons"), path.join(target, "icons"), { recursive: true });
}

/** The version, which is only in the top CMakeLists.txt. */
async function projectVersion() {
  const text = await readFile(path.join(root, "CMakeLists.txt"), "utf8");
  const version = /^project\(\w+ VERSION ([0-9.]+)/mu.exec(text)?.[1];
  if (!version) throw new Error("CMakeLists.txt names no version in project()");
  return version;
}

/** The sites that a person may let Demur look at. */
async function watchableSites() {
  const { sites } = await readJson("manifests/tagged.json");
  return sites.flatMap(({ hosts }) => hosts.map((host) => `https://${host}/*`));
}

async function buildFor(browser) {
  const target = path.join(output, "extension", browser);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const manifest = {
    ...merged(await readJson("manifests/extension/common.json"), await readJson(`manifests/extension/${browser}.json`)),
    version: await projectVersion(),
    optional_host_permissions: await watchableSites(),
  };
  await writeFile(path.join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await Promise.all([bundleScripts(target), bundleStyles(target), copyFiles(target)]);
}

await generateTypes();
if (!process.argv.includes("--types-only")) await Promise.all(browsers.map(buildFor));
