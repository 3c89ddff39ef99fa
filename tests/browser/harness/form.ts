import type { Page } from "puppeteer-core";
import { eventually } from "./eventually.ts";
import type { World } from "./world.ts";

export const facebook = "https://www.facebook.com/help/contact/712876720715583";
export const instagram = "https://help.instagram.com/contact/767264225370182";
/** A form that isn't in the catalogue, in Meta's request portal. */
export const portal = "https://help.meta.com/requests/998877665544332";

/** Headlines of the banner. */
export const headlines = {
  form: "This is Meta’s objection form",
  check: "Check the address",
  empty: "Enter your e-mail address",
  probable: "Is this Meta’s objection form?",
  sent: "Sent, waiting for Meta’s answer",
  received: "Meta has received your objection",
  already: "You have already objected",
  code: "One more step",
  notSure: "Did Meta receive your objection?",
  sending: "Sending…",
  marked: "Not sent yet",
  notSent: "Not sent",
  cutOff: "Load this page again",
  gate: "Meta asks a question first",
  otherForm: "This is a different form",
} as const;

/** An objection as the host returns it. */
export interface Objection {
  id: string;
  email: string;
  message?: string;
  platform: string;
  status: string;
  formId: string;
  pageUrl: string;
}

/** What the host has on the disk, newest first. */
export async function recorded(world: World): Promise<Objection[]> {
  const { objections } = await world.hostCall("objections.list");
  return objections as Objection[];
}

/** The same, however many there are. */
export async function allRecorded(world: World): Promise<Objection[]> {
  const all: Objection[] = [];
  for (let place: { cursor?: unknown } = {}; ;) {
    const { objections, nextCursor } = await world.hostCall("objections.list", { limit: 200, ...place });
    all.push(...(objections as Objection[]));
    if (nextCursor === undefined) return all;
    place = { cursor: nextCursor };
  }
}

/** What the host has on the disk once that passes the assertion: the banner may be ahead of what is written. */
export async function recordedOnce(world: World, assertion: (objections: Objection[]) => void): Promise<Objection[]> {
  return eventually(async () => {
    const objections = await recorded(world);
    assertion(objections);
    return objections;
  });
}

/** Replaces the content of the address field by typing, and leaves the field. */
export async function typeAddress(page: Page, address: string, field = "input[name=email]"): Promise<void> {
  await page.click(field, { count: 3 });
  await page.keyboard.press("Backspace");
  if (address !== "") await page.keyboard.type(address);
  await page.keyboard.press("Tab");
}

/**
 * Waits until Demur speaks on a form that is opened now. If it spoke where it must not, it would have done so by then: for what must not
 * happen, wait for what must happen after it.
 */
export async function untilDemurSpeaks(world: World): Promise<void> {
  const { page, banner } = await world.visit(facebook);
  await banner.waitForText(/./u);
  await page.close();
}

/** For what must not happen: waits as long as it would have taken. */
export async function aMoment(milliseconds = 1500): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
