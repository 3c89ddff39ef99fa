import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { Page } from "puppeteer-core";
import { classicForm, portalForm } from "../fixtures/pages.ts";
import { defaultNonce } from "../fixtures/pages/html.ts";
import type { Banner } from "./harness/banner.ts";
import { aMoment, facebook, headlines, portal, recorded, recordedOnce } from "./harness/form.ts";
import { freshWorld } from "./harness/fresh-world.ts";
import { ExtensionPage } from "./harness/page.ts";
import type { BrowserName, World } from "./harness/world.ts";

const browser = (process.env["DEMUR_BROWSER"] ?? "chromium") as BrowserName;
const send = "button[type=submit]";
const [own, others] = [
  "I want to object to the use of my information for Meta AI",
  "I want to object to the use of my information from third parties for Meta AI",
];

/** How a person chooses one of two requests, by its number from 0. */
const choose = {
  radios: (page: Page, index: number) => page.click(`label:nth-of-type(${String(index + 1)}) input`),
  select: (page: Page, index: number) => page.select("select", [own, others][index] ?? ""),
  combobox: async (page: Page, index: number) => {
    await page.click("[role=combobox]");
    await page.click(`[role=option]:nth-of-type(${String(index + 1)})`);
  },
  buttons: (page: Page, index: number) => page.click(`button:nth-of-type(${String(index + 1)})`),
} as const;

const bannersIn = (page: Page) => page.evaluate(() => document.querySelectorAll("demur-banner").length);

describe(`Meta’s form in other shapes, in ${browser}`, () => {
  let world: World;
  before(async () => {
    world = await freshWorld({ browser, host: "present" });
  });

  for (const as of ["select", "combobox", "buttons"] as const)
    it(`asks which request it is (${as}), and only the right one is the objection`, async () => {
      const gate = { as, choices: [own, others], stays: true } as const;
      world.replica.variant = { language: "en", answer: "silent", email: `${as}@example.org`, gate };
      const { page, banner } = await world.visit(facebook);
      await banner.waitForText(/Choose “I want to object to the use of my information for Meta AI”/u);
      await choose[as](page, 1);
      await banner.waitFor(headlines.otherForm);
      await page.click(send);
      await choose[as](page, 0);
      await banner.waitFor(headlines.form);
      // At once: the banner may still speak of the right one.
      await choose[as](page, 1);
      await page.click(send);
      await banner.waitFor(headlines.otherForm);
      await aMoment();
      assert.deepEqual(await recorded(world), []);
      await page.close();
    });

  it("may have an address put in by a script that tells nobody: what stands there at the press counts", async () => {
    world.replica.variant = { language: "en", answer: "success", email: "before@example.org" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("input[name=email]");
      if (field) field.value = "after@example.org";
    });
    await page.click(send);
    await banner.waitFor(headlines.received);
    const objections = await recordedOnce(world, (all) => {
      assert.deepEqual(
        all.map(({ status }) => status),
        ["received"],
      );
    });
    assert.equal(objections[0]?.email, "after@example.org");
    await page.close();
  });

  for (const as of ["radios", "select", "combobox", "buttons"] as const)
    it(`asks first which product it is about (${as}), and is recorded as what it is`, async () => {
      const gate = { as, choices: ["Facebook", "Instagram"] } as const;
      world.replica.variant = { language: "en", answer: "success", email: `product-${as}@example.org`, gate };
      const { page, banner } = await world.visit(facebook);
      await banner.waitForText(/Choose the product that your account is on/u);
      await choose[as](page, 0);
      await banner.waitFor(headlines.form);
      await page.click(send);
      await banner.waitFor(headlines.received);
      await recordedOnce(world, ([newest]) => {
        assert.equal(`${newest?.email ?? ""} ${newest?.status ?? ""}`, `product-${as}@example.org received`);
      });
      await page.close();
    });

  /** A page of the replica's, changed. */
  async function visitChanged(address: string, name: string, html: string): Promise<{ page: Page; banner: Banner }> {
    world.replica.fixtures.set(name, html);
    return world.visit(`${address}?fixture=${name}`);
  }
  const classic = (email: string) => classicForm("712876720715583", { language: "en", answer: "success", email }, defaultNonce);

  it("is read where the person types, and not in a hidden box that another extension has put before it", async () => {
    const label = '<label for="505577623251506">';
    const masks =
      '<input type="email" value="mask@mozmail.com" class="mask"><style nonce="demur">.mask { visibility: hidden }</style>';
    const html = classic("typed@example.org").replace(label, masks.replace("demur", defaultNonce) + label);
    const { page, banner } = await visitChanged(facebook, "mask", html);
    const { text } = await banner.waitFor(headlines.form);
    assert.match(text, /typed@example\.org/u);
    await page.click(send);
    await banner.waitFor(headlines.received);
    await recordedOnce(world, ([newest]) => {
      assert.equal(newest?.email, "typed@example.org");
    });
    await page.close();
  });

  const show = `document.getElementById("place").className = "";`;
  const openers = {
    "a click that changes it": `document.getElementById("open").addEventListener("click", () => { ${show} });`,
    "a script, a second after the click": `document.getElementById("open").addEventListener("click", () => setTimeout(() => { ${show} }, 1000));`,
    "a click, by the style alone": "",
  };
  for (const [what, script] of Object.entries(openers))
    it(`is found when it is shown by ${what}, however late, though it was in the page all along`, async () => {
      world.replica.variant = { language: "en", answer: "success" };
      const rules = ".closed { display: none } #open:checked ~ .closed { display: block }";
      const style = `<style nonce="${defaultNonce}">${script === "" ? rules : ".closed { display: none }"}</style>`;
      const html = portalForm({ language: "en", answer: "success", email: "shown@example.org" }, defaultNonce);
      const { page, banner } = await visitChanged(
        portal,
        "closed",
        html.replace(
          '<div id="place"></div>',
          `<input type="checkbox" id="open"><div id="place" class="closed"></div>${style}<script nonce="${defaultNonce}">${script}</script>`,
        ),
      );
      // Demur looks at a page once more 1.5 seconds after it opened; what is shown after that must be noticed, too.
      await aMoment(2500);
      assert.equal(await banner.look(), undefined);
      await page.click("#open");
      await banner.waitFor(headlines.probable);
      await page.close();
    });

  it("is asked about at a number of which sources disagree", async () => {
    const html = portalForm({ language: "en", answer: "success", email: "anna@example.org" }, defaultNonce);
    const { page, banner } = await visitChanged("https://www.whatsapp.com/contact/forms/382532939919295", "whatsapp", html);
    await banner.waitFor(headlines.probable);
    await page.close();
  });

  it("leaves no banner behind where the page goes elsewhere while the banner comes, and never two where it comes back", async () => {
    const routed = (delay: number, then: string) =>
      classic("routed@example.org").replace(
        "</body>",
        `<script nonce="${defaultNonce}">const form = location.href; const leave = () => { history.pushState(null, "", "/help/"); document.getElementById("place").hidden = true; }; const back = () => { history.pushState(null, "", form); document.getElementById("place").hidden = false; }; setTimeout(() => { leave(); ${then} }, ${String(delay)});</script></body>`,
      );
    for (const delay of [0, 20, 60, 150, 400]) {
      const left = await visitChanged(facebook, "left", routed(delay, ""));
      const returned = await visitChanged(facebook, "returned", routed(delay, "setTimeout(back, 30);"));
      await returned.banner.waitFor(headlines.form);
      await aMoment();
      assert.equal(await bannersIn(left.page), 0, String(delay));
      assert.equal(await bannersIn(returned.page), 1, String(delay));
      await left.page.close();
      await returned.page.close();
    }
  });

  it("that was open while the extension was updated is followed anew, or says that it must be loaded again and claims nothing", async () => {
    world = await freshWorld({ browser, host: "present" });
    world.replica.variant = { language: "en", answer: "success", email: "anna@example.org" };
    const { page, banner } = await world.visit(facebook);
    await banner.waitFor(headlines.form);
    const desk = await ExtensionPage.open(world, "popup/popup.html");
    await desk.updateExtension();
    await page.bringToFront();
    await page.click(send);
    // Firefox runs the new scripts in the pages that are open; in Chromium the old ones are left, cut off.
    if (browser === "chromium") {
      await banner.waitFor(headlines.cutOff);
      await aMoment();
      assert.deepEqual(await recorded(world), []);
      await page.reload();
      await banner.waitFor(headlines.form);
      await page.click(send);
    }
    await banner.waitFor(headlines.received);
    // The one that the former version has left is gone.
    assert.equal(await bannersIn(page), 1);
    await recordedOnce(world, (all) => {
      assert.deepEqual(
        all.map(({ email, status }) => `${email} ${status}`),
        ["anna@example.org received"],
      );
    });
    await page.close();
  });
});
