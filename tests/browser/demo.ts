import { World, type BrowserName } from "./harness/world.ts";

const browser = process.argv[2] as BrowserName;
const isHeaded = process.argv[3] === "headed";
const address = "https://www.facebook.com/help/contact/712876720715583";

/** The story of one objection, told as it happens. */
async function tour(world: World): Promise<void> {
  const { page, banner } = await world.visit(address);
  await banner.waitFor("This is Meta’s objection form");
  console.log(`Spotted   Meta's objection form at ${address}`);
  await world.picture(page, "demo-1-spotted");
  await banner.press("Yes, remember it");
  await banner.waitForText(/is one of your addresses/u);
  console.log("Checked   anna@example.org is one of your addresses");
  await page.type("textarea", "I object to the use of my information for training AI models.");
  await page.click("button[type=submit]");
  console.log("Sent      by Meta's own button");
  await banner.waitFor("Meta has received your objection");
  await world.picture(page, "demo-2-received");
  const { objections } = (await world.hostCall("objections.list")) as { objections: { id: string; status: string }[] };
  const [objection] = objections;
  if (!objection) throw new Error("The host has no record of it");
  console.log(`Recorded  as ${objection.id}, status ${objection.status}, by Demur's program on this computer`);
  console.log(`Pictures  in build/screenshots/${browser}`);
}

/** A browser for a person to press everything in, until it is closed. */
async function wander(world: World): Promise<void> {
  await world.visit(address);
  console.log("A replica of Meta's form is open, at its real address. Nothing leaves this computer.");
  console.log('Try: press "Yes, remember it"; type another address; send the form; open it again; press Demur\'s button.');
  console.log("Close the browser to end.");
  await new Promise<void>((resolve) =>
    world.browser.once("disconnected", () => {
      resolve();
    }),
  );
}

const world = await World.open({ browser, host: "present", headed: isHeaded });
try {
  world.replica.variant = { language: "en", email: "anna@example.org", answer: "success" };
  await (isHeaded ? wander(world) : tour(world));
} finally {
  await world.close();
}
