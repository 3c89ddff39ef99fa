import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { writeListing } from "./harness/listing.ts";
import { copySpeaking } from "./harness/spoken-copy.ts";
import { root, World } from "./harness/world.ts";

/** `listings.ts [LANGUAGE…]`: what the stores show of Demur, in every language or in these. */
const chosen = process.argv.slice(2);
const languages = chosen.length > 0 ? chosen : readdirSync(path.join(root, "extension/_locales"));

for (const language of languages) {
  const extension = copySpeaking("chromium", language);
  const world = await World.open({ browser: "chromium", host: "present", extension });
  try {
    console.log(path.relative(root, await writeListing(world, language)));
  } finally {
    await world.close();
    rmSync(extension, { recursive: true });
  }
}
