import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { freshWorld } from "./harness/fresh-world.ts";
import { tour } from "./harness/tour.ts";
import { root, type BrowserName } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;

it(`the demo's tour goes from the wrong address to Meta's confirmation in ${browser}, with a picture of each state`, async () => {
  process.env["DEMUR_PICTURES"] = "1";
  const pictures = ["1-wrong", "2-right", "3-sent", "4-received", "5-mail", "6-confirmed"].map((name) =>
    path.join(root, `build/screenshots/${browser}/demo-${name}.png`),
  );
  for (const picture of pictures) rmSync(picture, { force: true });
  const world = await freshWorld({ browser, host: "present" });
  const told: string[] = [];
  await tour(world, (what) => {
    told.push(what);
  });
  assert.deepEqual(told, ["Spotted", "Wrong", "Right", "Sent", "Received", "Dropped", "Confirmed", "Recorded"]);
  for (const picture of pictures) assert.ok(existsSync(picture), picture);
});
