import { randomUUID } from "node:crypto";
import type { Page } from "puppeteer-core";
import type { FormVariant } from "../../fixtures/pages.ts";
import type { Banner } from "./banner.ts";
import { facebook, portal, typeAddress } from "./form.ts";
import { wordsIn } from "./catalogue.ts";
import type { World } from "./world.ts";

const send = "button[type=submit]";

/** A state of the banner and how a person gets there. */
export interface State {
  name: string;
  address?: string;
  variant?: Partial<FormVariant>;
  /** What the host has to know beforehand. */
  known?: (world: World) => Promise<unknown>;
  reach?: (page: Page, banner: Banner, language: string) => Promise<unknown>;
  /** The key of the headline in the catalogues. */
  headline: string;
  /** The key of the sentence below it, if other states have the same headline. */
  sentence?: string;
}

const annas = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a11";
const bens = "0b6cf9a2-8f3e-4f0e-9d0a-6f4f5e1f7a12";

/** The account of a person, whom a test may make known more than once. */
const account = (id: string, label: string, email: string) => (world: World) =>
  world.hostCall("accounts.save", { account: { id, platform: "facebook", label, emails: [email] } });

/** An objection that Meta has confirmed. */
const confirmed = (email: string, submittedAt: string, at: string) => async (world: World) => {
  const id = randomUUID();
  const objection = { id, formId: "712876720715583", platform: "facebook", email, pageUrl: facebook };
  await world.hostCall("objections.record", { objection: { ...objection, submittedAt } });
  await world.hostCall("objections.addEvent", { objectionId: id, event: { id: randomUUID(), kind: "confirmed", at } });
};

/** A moment this many days ago, in this computer's local time. */
function onDay(daysAgo: number, hour: number): string {
  const day = new Date();
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysAgo, hour).toISOString();
}

/** Every state of the banner that a page can bring about, in an order in which each is reached from the ones before it. */
export const states: readonly State[] = [
  {
    name: "no-account",
    variant: { email: "anna@example.org" },
    headline: "bannerFormHeadline",
    sentence: "bannerNoAccount",
  },
  { name: "empty", headline: "bannerEmptyHeadline" },
  { name: "malformed", reach: (page) => typeAddress(page, "anna@"), headline: "bannerCheckHeadline" },
  { name: "slip", variant: { email: "anna@gmial.com" }, headline: "bannerCheckHeadline" },
  { name: "probable", address: portal, headline: "bannerProbableHeadline" },
  { name: "gate", variant: { gate: true }, headline: "bannerGateHeadline" },
  {
    name: "another-form",
    address: "https://www.facebook.com/help/contact/540977946302970",
    headline: "bannerOtherFormHeadline",
  },
  {
    name: "code",
    variant: { email: "b@example.org", answer: "code" },
    reach: (page) => page.click(send),
    headline: "bannerCodeHeadline",
  },
  {
    name: "refused",
    variant: { email: "c@example.org", answer: "refused" },
    reach: (page) => page.click(send),
    headline: "bannerNotSentHeadline",
  },
  {
    name: "not-sure",
    variant: { email: "d@example.org", answer: "elsewhere" },
    reach: (page) => page.click(send),
    headline: "wasItReceived",
  },
  {
    name: "received",
    variant: { email: "e@example.org" },
    reach: (page) => page.click(send),
    headline: "bannerReceivedHeadline",
  },
  {
    name: "already",
    variant: { email: "e@example.org" },
    headline: "bannerAlreadyHeadline",
    sentence: "sentWithToday",
  },
  {
    name: "already-confirmed",
    variant: { email: "g@example.org" },
    known: confirmed("g@example.org", "2025-05-03T10:00:00Z", "2025-05-03T10:05:00Z"),
    headline: "bannerAlreadyHeadline",
    sentence: "bannerAlreadyConfirmedSameDay",
  },
  {
    name: "already-yesterday",
    variant: { email: "h@example.org" },
    known: confirmed("h@example.org", onDay(1, 9), onDay(0, 0)),
    headline: "bannerAlreadyHeadline",
    sentence: "bannerAlreadyConfirmedToday",
  },
  {
    name: "sent",
    variant: { email: "f@example.org", answer: "silent" },
    reach: (page) => page.click(send),
    headline: "bannerSentHeadline",
  },
  {
    name: "not-the-form",
    address: portal,
    reach: async (_page, banner, language) => {
      await banner.press(wordsIn(language, "no"));
      await banner.waitForText(patternOf(wordsIn(language, "bannerNotFormHeadline")));
      await banner.press(wordsIn(language, "show"));
    },
    headline: "bannerNotFormHeadline",
  },
  {
    name: "known",
    variant: { email: "anna@example.org" },
    known: account(annas, "Anna", "anna@example.org"),
    headline: "bannerFormHeadline",
    sentence: "bannerKnown",
  },
  {
    name: "not-yours",
    variant: { email: "b@example.net" },
    known: account(annas, "Anna", "anna@example.org"),
    headline: "bannerCheckHeadline",
    sentence: "bannerNotYours",
  },
  {
    name: "relay",
    variant: { email: "anna@duck.com" },
    known: account(annas, "Anna", "anna@example.org"),
    headline: "bannerCheckHeadline",
    sentence: "bannerRelay",
  },
  {
    name: "of-several",
    variant: { email: "anna@example.org" },
    known: account(bens, "Ben", "ben.bakker@example.org"),
    headline: "bannerFormHeadline",
    sentence: "bannerKnown",
  },
];

/** The state that occurs only if the program is missing. */
export const hostMissing: State = {
  name: "host-missing",
  variant: { email: "anna@example.org" },
  reach: (page) => page.click(send),
  headline: "bannerReceivedHeadline",
  sentence: "bannerHostMissing",
};

/** A sentence of the catalogues as a pattern, with anything for its arguments. */
function patternOf(sentence: string): RegExp {
  const parts = sentence.split(/\$\w+\$/u).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(parts.join("[^]*"), "u");
}

/** Opens a page and brings its banner into a state. `width` is that of the window, in CSS pixels. */
export async function reachState(
  world: World,
  { address, variant, known, reach, headline, sentence }: State,
  { dark = false, width = 1000, language = "en" } = {},
): Promise<{ page: Page; banner: Banner }> {
  await known?.(world);
  world.replica.variant = { language: "en", answer: "success", dark, ...variant };
  const { page, banner } = await world.visit(address ?? facebook);
  await page.setViewport({ width, height: 800 });
  if (reach) {
    await page.waitForSelector("input");
    await banner.waitForText(/./u);
    await reach(page, banner, language);
  }
  await banner.waitFor(wordsIn(language, headline));
  if (sentence) await banner.waitForText(patternOf(wordsIn(language, sentence)));
  return { page, banner };
}
