import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ListingText } from "../../fixtures/store-limits.ts";
import type { FixtureLanguage } from "../../fixtures/words.ts";
import { wordsIn } from "./catalogue.ts";
import { addMember, forgetEverybody } from "./family.ts";
import { facebook } from "./form.ts";
import { drawWindow, ExtensionPage } from "./page.ts";
import { root, type World } from "./world.ts";

/** The size of a screenshot that both stores take, in pixels. */
const screen = { width: 1280, height: 800 };

/** The languages of Meta's replica; in the others the page around the banner is English. */
const pageLanguages: readonly string[] = ["en", "nl", "de", "fr"] satisfies FixtureLanguage[];

export type Listing = Record<ListingText, string>;

/** What a store says of Demur in a language, in the words of its own pages. */
export function listingIn(language: string): Listing {
  const words = (...keys: string[]) => keys.map((key) => wordsIn(language, key));
  const [name = "", summary = ""] = words("extensionName", "extensionDescription");
  const promises = words("welcomePromiseForm", "welcomePromiseButton", "welcomePromiseProof").map((words) => `– ${words}`);
  const paragraphs = [
    ...words("welcomeFirstLead"),
    promises.join("\n"),
    ...words("welcomeProgramLead"),
    words("settingsPrivacyWords", "sendsNothing").join(" "),
  ];
  return { name, summary, description: `${paragraphs.join("\n\n")}\n` };
}

/** The banner over Meta's form, with an address that isn't the account's. */
async function drawForm(world: World, language: string, file: string): Promise<void> {
  const shown = pageLanguages.includes(language) ? (language as FixtureLanguage) : "en";
  world.replica.variant = { language: shown, answer: "success", email: "anna@example.net" };
  const { page, banner } = await world.visit(facebook);
  await banner.waitFor(wordsIn(language, "bannerCheckHeadline"));
  await drawWindow(page, screen, file);
  await page.close();
}

async function drawOwn(world: World, address: string, file: string): Promise<void> {
  const opened = await ExtensionPage.open(world, address, screen.width);
  await opened.waitFor("h1, h2");
  await opened.hostAnswers();
  await opened.draw(screen, file);
  await opened.close();
}

/** Writes what the stores ask for in a language, texts and screenshots, into a folder; gives its path. */
export async function writeListing(world: World, language: string): Promise<string> {
  const folder = path.join(root, "build/listings", language);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(listingIn(language))) writeFileSync(path.join(folder, `${name}.txt`), text);
  await world.hostCall("accounts.save", { account: { platform: "facebook", label: "Anna", emails: ["anna@example.org"] } });
  await drawForm(world, language, path.join(folder, "1-form.png"));
  await forgetEverybody(world);
  for (const [label, status] of [
    ["Anna", "confirmed"],
    ["Ben", "received"],
    ["Clara", "overdue"],
  ] as const)
    await addMember(world, { label, status });
  const entry = await addMember(world, { label: "Anna", platform: "instagram", status: "confirmed", email: "anna@example.org" });
  await drawOwn(world, "history/history.html", path.join(folder, "2-history.png"));
  await drawOwn(world, `history/history.html#entry/${entry}`, path.join(folder, "3-record.png"));
  return folder;
}
