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
  reach?: (page: Page, banner: Banner) => Promise<unknown>;
  /** The key of the headline in the catalogues. */
  headline: string;
}

/** Every state of the banner that a page can bring about, in an order in which each is reached from the ones before. */
export const states: readonly State[] = [
  { name: "no-account", variant: { email: "anna@example.org" }, headline: "bannerFormHeadline" },
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
    headline: "bannerRefusedHeadline",
  },
  {
    name: "not-sure",
    variant: { email: "d@example.org", answer: "elsewhere" },
    reach: (page) => page.click(send),
    headline: "bannerNotSureHeadline",
  },
  {
    name: "received",
    variant: { email: "e@example.org" },
    reach: (page) => page.click(send),
    headline: "bannerReceivedHeadline",
  },
  { name: "already", variant: { email: "e@example.org" }, headline: "bannerAlreadyHeadline" },
];

/** Opens a page and brings its banner into a state. `width` is that of the window, in CSS pixels. */
export async function reachState(
  world: World,
  { address, variant, reach, headline }: State,
  { dark = false, width = 1000, language = "en" } = {},
): Promise<{ page: Page; banner: Banner }> {
  world.replica.variant = { language: "en", answer: "success", dark, ...variant };
  const { page, banner } = await world.visit(address ?? facebook);
  await page.setViewport({ width, height: 800 });
  if (reach) {
    await page.waitForSelector("input");
    await banner.waitForText(/./u);
    await reach(page, banner);
  }
  await banner.waitFor(wordsIn(language, headline));
  return { page, banner };
}
