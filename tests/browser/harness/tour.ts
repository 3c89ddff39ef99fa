import { confirmation } from "./confirmation.ts";
import { facebook, headlines, recorded } from "./form.ts";
import { ExtensionPage } from "./page.ts";
import type { World } from "./world.ts";

/** Demur says "Sending…" for two seconds at most; a page that takes longer shows what it says then. */
const slowly = 3000;

/** The story of one objection from the wrong address to Meta's confirmation, described as it happens, with a picture of each state. */
export async function tour(world: World, tell: (what: string, words: string) => void): Promise<void> {
  await world.hostCall("accounts.save", { account: { platform: "facebook", label: "Anna", emails: ["anna@example.org"] } });
  world.replica.variant = { language: "en", email: "anna@example.net", answer: "success", answersAfter: slowly };
  await fillIn(world, tell);
  await confirm(world, tell);
  const [objection] = await recorded(world);
  if (objection?.status !== "confirmed") throw new Error("The host has not recorded that Meta confirmed it");
  tell("Recorded", `as ${objection.id} by Demur's program on this computer`);
}

async function fillIn(world: World, tell: (what: string, words: string) => void): Promise<void> {
  const { page, banner } = await world.visit(facebook);
  const shown = (name: string) => world.picture(page, `demo-${name}`);
  await banner.waitFor(headlines.check);
  tell("Spotted", `Meta's objection form at ${facebook}`);
  tell("Wrong", "anna@example.net is not the address of Anna's account");
  await shown("1-wrong");
  await banner.press("Use my address");
  await banner.waitForText(/is one of your addresses/u);
  tell("Right", "anna@example.org, put in by one click");
  await shown("2-right");
  await page.type("textarea", "I object to the use of my information for training AI models.");
  await page.click("button[type=submit]");
  await banner.waitFor(headlines.sent);
  tell("Sent", "by Meta's own button");
  await shown("3-sent");
  await banner.waitFor(headlines.received);
  tell("Received", "says Meta's page");
  await shown("4-received");
}

async function confirm(world: World, tell: (what: string, words: string) => void): Promise<void> {
  const history = await ExtensionPage.open(world, "history/history.html#mail", 1000);
  await history.waitForText(/Add Meta’s e-mail/u);
  await history.drop("confirmation.eml", confirmation(new Date()));
  await history.waitForText(/Meta confirms your objection[^]*It matches the objection that you sent today/u);
  tell("Dropped", "Meta's e-mail, onto the history");
  await history.picture("demo-5-mail");
  await history.click("button", "Add it to the record");
  await history.waitForText(/Added\. The e-mail is kept as evidence/u);
  const popup = await ExtensionPage.open(world, "popup/popup.html");
  await popup.waitForText(/Your objection is confirmed/u);
  tell("Confirmed", "by Meta, with its e-mail as evidence");
  await popup.picture("demo-6-confirmed");
}
