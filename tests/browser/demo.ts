import { facebook } from "./harness/form.ts";
import { tour } from "./harness/tour.ts";
import { World, type BrowserName } from "./harness/world.ts";

const browser = process.argv[2] as BrowserName;
const isHeaded = process.argv[3] === "headed";

/** A browser for a person to click around in, until it is closed. */
async function wander(world: World): Promise<void> {
  world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
  await world.visit(facebook);
  console.log("A replica of Meta's form is open, at its real address. Nothing leaves this computer.");
  console.log('Try: press "Yes, remember it"; type another address; send the form; open it again; press Demur\'s button.');
  console.log("Close the browser to end.");
  await new Promise<void>((resolve) =>
    world.browser.once("disconnected", () => {
      resolve();
    }),
  );
}

/** The tour, described on the terminal. */
async function tellTour(world: World): Promise<void> {
  // Otherwise Firefox takes no pictures of its own pages.
  process.env["DEMUR_PICTURES"] = "1";
  await tour(world, (what, words) => {
    console.log(`${what.padEnd(10)}${words}`);
  });
  console.log(`Pictures  of each state in build/screenshots/${browser}/demo-*.png`);
}

const world = await World.open({ browser, host: "present", headed: isHeaded });
try {
  await (isHeaded ? wander(world) : tellTour(world));
} finally {
  await world.close();
}
