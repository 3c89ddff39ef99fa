import { rmSync } from "node:fs";
import { drawBanners, drawSurface } from "./harness/draw-sheets.ts";
import { copySpeaking } from "./harness/spoken-copy.ts";
import { surfaces } from "./harness/surfaces.ts";
import { World, type BrowserName } from "./harness/world.ts";

/** `sheets.ts BROWSER LANGUAGE…`: contact sheets of every surface in each of its states, to look at. `--only NAME,…`: only these surfaces. */
const [browser, ...rest] = process.argv.slice(2) as [BrowserName, ...string[]];
const only = rest.includes("--only") ? rest[rest.indexOf("--only") + 1] : undefined;
const languages = rest.filter((word) => word !== "--only" && word !== only);
const isWanted = (name: string) => only?.split(",").includes(name) ?? true;

/** Does something in a new world that speaks a language. */
async function inWorld(language: string, act: (world: World) => Promise<void>): Promise<void> {
  const extension = copySpeaking(browser, language);
  const world = await World.open({ browser, host: "present", extension });
  try {
    await act(world);
  } finally {
    await world.close();
    rmSync(extension, { recursive: true });
  }
}

// Otherwise Firefox takes no pictures of its own pages.
process.env["DEMUR_PICTURES"] = "1";
for (const language of languages) {
  const wanted = surfaces.filter(({ name }) => isWanted(name));
  if (wanted.length > 0)
    await inWorld(language, async (world) => {
      for (const surface of wanted) await drawSurface(world, surface, language);
    });
  for (const scheme of ["light", "dark"] as const)
    if (isWanted("banner")) await inWorld(language, (world) => drawBanners(world, language, scheme));
  console.log(`${language}: build/screenshots/${browser}/sheets/${language}`);
}
