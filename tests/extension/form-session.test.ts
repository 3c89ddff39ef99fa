import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { classicForm, portalForm, type FormVariant } from "../fixtures/pages.ts";
import type { Facts } from "../../extension/model/messages.ts";
import type { Objection, Status } from "../../extension/model/protocol.ts";
import { emptyStandings, withWaiting } from "../../extension/model/standings.ts";
import { holds } from "../fixtures/holds.ts";
import { FormPage } from "./form-page.ts";

const email = "anna@example.org";
const facebook = "https://www.facebook.com/help/contact/712876720715583";
/** A number from the catalogue, as the portal's engine would show it. */
const portal = "https://help.instagram.com/contact/767264225370182";

const engines = {
  classic: {
    box: "input[name=email]",
    send: "button[type=submit]",
    code: "#code",
    open: (variant: FormVariant, facts?: Partial<Facts>) =>
      FormPage.open(classicForm("712876720715583", variant, "n"), facebook, facts),
  },
  portal: {
    box: "input[type=text]",
    send: "main [role=button]",
    code: "input[type=text]",
    open: (variant: FormVariant, facts?: Partial<Facts>) => FormPage.open(portalForm(variant, "n"), portal, facts),
  },
} as const;

const pages: FormPage[] = [];
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

for (const [engine, { box, send, code, open }] of Object.entries(engines))
  describe(`a form of the ${engine} engine`, () => {
    const visit = async (variant: Partial<FormVariant>, facts?: Partial<Facts>): Promise<FormPage> => {
      const page = await open({ language: "en", answer: "success", email, ...variant }, facts);
      pages.push(page);
      return page;
    };

    it("says at once that it is being sent, holds it, and records it with Meta’s thanks", async () => {
      const page = await visit({});
      assert.equal(page.headline, "This is Meta’s objection form");
      await page.press(send);
      assert.equal(page.headline, "Sending…");
      assert.deepEqual(page.actions, []);
      assert.deepEqual(page.kept, [[email]]);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Meta has received your objection");
      assert.deepEqual(page.kept, [[email, "received"]]);
      await page.clock.pass(60_000);
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    it("says “Not sent yet” while a field is marked, and judges the address again when it is corrected", async () => {
      const page = await visit({ answer: "invalid" });
      await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Not sent yet");
      assert.deepEqual(page.kept, []);
      await page.clock.pass(60_000);
      assert.equal(page.headline, "Not sent yet");
      await page.type(box, "ben@example.org");
      assert.equal(page.headline, "This is Meta’s objection form");
    });

    it("was not sent where an error stands in the form’s place", async () => {
      const page = await visit({ answer: "refused" });
      await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Not sent");
      assert.deepEqual(page.actions, ["Open the form (opens Meta’s page)"]);
      assert.deepEqual(page.kept, [[email, "page-error"]]);
      assert.match(page.events("page-error")[0]?.detail ?? "", /went wrong/u);
    });

    it("is not finished until the code is entered", async () => {
      const page = await visit({ answer: "code" });
      await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "One more step");
      assert.deepEqual(page.kept, [[email, "code-requested"]]);
      await page.type(code, "123456");
      if (engine === "classic") page.document.querySelector<HTMLFormElement>("main form")?.requestSubmit();
      else await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Meta has received your objection");
      assert.deepEqual(page.kept, [[email, "code-requested", "received"]]);
    });

    it("asks where the page doesn’t answer, for as long as it takes, and believes the person", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      await page.clock.pass(2500);
      assert.equal(page.headline, "Sent, waiting for Meta’s answer");
      await page.clock.pass(8000);
      assert.equal(page.headline, "Did Meta receive your objection?");
      await page.clock.pass(600_000);
      assert.equal(page.headline, "Did Meta receive your objection?");
      assert.deepEqual(page.kept, [[email]]);
      await page.pressBanner("No, there was an error");
      assert.deepEqual(page.kept, []);
      assert.equal(page.headline, "This is Meta’s objection form");
      await page.press(send);
      await page.clock.pass(11_000);
      await page.pressBanner("Yes");
      assert.equal(page.headline, "Meta has received your objection");
      assert.deepEqual(page.kept, [[email, "received"]]);
      assert.deepEqual(
        page.events("received").map(({ source }) => source?.by),
        ["person"],
      );
    });

    it("can be tried again, or looked at and discarded, where the program refuses it", async () => {
      const page = await visit({ answer: "success" });
      page.refuses = true;
      await page.press(send);
      await page.clock.pass(2500);
      assert.equal(page.headline, "Meta has received your objection");
      assert.ok(page.words.includes("Your objection is safe in the browser for now"), page.words);
      assert.ok(page.words.includes("Discard"), page.words);
      page.refuses = false;
      await page.pressBanner("Try again");
      assert.ok(!page.words.includes("for now"), page.words);
      assert.equal(page.headline, "Meta has received your objection");
      const drains = page.asked.filter(({ kind }) => kind === "drain").map(({ ask }) => Object.keys(ask as object));
      assert.deepEqual(drains.at(-1), ["retry"]);
    });

    it("keeps it as unsure when the page goes away before anybody has answered", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      await page.clock.pass(11_000);
      assert.equal(page.headline, "Did Meta receive your objection?");
      await page.leaveAndReturn();
      assert.deepEqual(page.kept, [[email, "unsure"]]);
    });

    it("records the last press: the corrected address, and the reason that was added", async () => {
      const page = await visit({ answer: "silent", email: "typo@exmaple.org" });
      await page.press(send);
      await page.clock.pass(1500);
      await page.type(box, email);
      await page.press(send);
      assert.deepEqual(page.kept, [[email]]);
      await page.clock.pass(12_000);
      await page.type("textarea", "My photos are my work.");
      await page.press(send);
      const entries = Object.values(page.stored) as { params: { objection: { message?: string } } }[];
      assert.deepEqual(
        entries.map(({ params }) => params.objection.message),
        ["My photos are my work."],
      );
    });

    it("still holds what it sent when the computer wakes up: the corrected address is the one that is recorded", async () => {
      const page = await visit({ answer: "silent", email: "typo@exmaple.org" });
      await page.press(send);
      await page.clock.pass(12_000);
      page.clock.sleep(3_600_000);
      await page.runOut();
      await page.type(box, email);
      await page.press(send);
      await page.clock.pass(1500);
      assert.deepEqual(page.kept, [[email]]);
      await page.clock.pass(12_000);
      await page.pressBanner("Yes");
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    it("loses no corrected address where the first was recorded meanwhile, and leaves open what became of that", async () => {
      const page = await visit({ answer: "silent", email: "typo@exmaple.org" });
      await page.press(send);
      await page.clock.pass(2000);
      page.clock.sleep(3_600_000);
      await page.runOut(false);
      await page.type(box, email);
      await page.press(send);
      await page.clock.pass(12_000);
      await page.pressBanner("Yes");
      assert.deepEqual(page.kept.sort(), [
        [email, "received"],
        ["typo@exmaple.org", "unsure"],
      ]);
    });

    it("adds what the person says to what was recorded while the computer slept", async () => {
      for (const [words, events] of [
        ["Yes", ["unsure", "received"]],
        ["No, there was an error", ["unsure", "page-error"]],
      ] as const) {
        const page = await visit({ answer: "silent" });
        await page.press(send);
        await page.clock.pass(12_000);
        page.clock.sleep(3_600_000);
        await page.runOut(false);
        await page.clock.pass(100);
        await page.pressBanner(words);
        await page.clock.pass(20_000);
        assert.deepEqual(page.kept, [[email, ...events]]);
      }
    });

    it("takes back what was recorded while the computer slept, where the page then marks a field", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      await page.clock.pass(1000);
      page.clock.sleep(60_000);
      await page.runOut(false);
      page.element(box).setAttribute("aria-invalid", "true");
      await page.clock.pass(3000);
      assert.equal(page.headline, "Not sent yet");
      assert.deepEqual(page.kept, [[email, "page-error"]]);
    });

    it("marks a letter of another alphabet in the address", async () => {
      const page = await visit({ email: "аnna@example.org" }, knowing(account("one", email)));
      assert.equal(page.headline, "Check the address");
      assert.match(page.words, /The marked letters are from another alphabet/u);
      assert.equal(page.marked, "а");
    });

    it("is found where it comes ten seconds late", async () => {
      const page = await visit({ renderAfter: 10_000 });
      assert.equal(page.headline, undefined);
      await page.clock.pass(9000);
      assert.equal(page.headline, "This is Meta’s objection form");
      await page.press(send);
      await page.clock.pass(1500);
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    it("records what stands in it at the press, also where a script or the browser put it there without a word", async () => {
      const page = await visit({ email: "typo@exmaple.org", answer: "silent" });
      for (const [selector, text] of [
        [box, email],
        ["textarea", "My photos are my work."],
      ] as const) {
        const field = page.element(selector);
        const { prototype } = selector === box ? page.window.HTMLInputElement : page.window.HTMLTextAreaElement;
        Reflect.set(prototype, "value", text, field);
      }
      await page.press(send);
      assert.deepEqual(page.kept, [[email]]);
      assert.equal(
        (Object.values(page.stored)[0] as { params: { objection: { message?: string } } }).params.objection.message,
        "My photos are my work.",
      );
    });

    it("keeps every one of 60 000 characters", async () => {
      const page = await visit({});
      const words = "Ünïcode 🦊 ".repeat(6000).slice(0, 60_000).trim();
      await page.type("textarea", words);
      await page.press(send);
      assert.equal(
        (Object.values(page.stored)[0] as { params: { objection: { message?: string } } }).params.objection.message,
        words,
      );
    });

    it("follows a form that the page draws anew", async () => {
      const page = await visit({ redrawAfter: 4000 });
      const before = page.element(box);
      await page.clock.pass(3000);
      assert.notEqual(page.element(box), before);
      await page.type(box, "ben@example.org");
      assert.match(page.words, /ben@example\.org/u);
      await page.press(send);
      await page.clock.pass(1500);
      assert.deepEqual(page.kept, [["ben@example.org", "received"]]);
    });

    it("follows it also where its field is named otherwise then", async () => {
      const page = await visit({ redrawAfter: 4000, redrawnHint: "ihre@adresse.example" });
      await page.clock.pass(3000);
      await page.type(box, "ben@example.org");
      assert.match(page.words, /ben@example\.org/u);
      await page.press(send);
      await page.clock.pass(1500);
      assert.deepEqual(page.kept, [["ben@example.org", "received"]]);
    });

    it("takes the form drawn anew after the press for no answer", async () => {
      const page = await visit({ answer: "silent", redrawAfter: 4000 });
      await page.press(send);
      await page.clock.pass(2500);
      assert.equal(page.headline, "Sent, waiting for Meta’s answer");
      await page.clock.pass(10_000);
      assert.equal(page.headline, "Did Meta receive your objection?");
      assert.deepEqual(page.kept, [[email]]);
    });

    it("records what is sent after the browser’s Back button", async () => {
      const page = await visit({});
      await page.leaveAndReturn();
      await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Meta has received your objection");
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    it("keeps what was sent when the page goes away", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      await page.leaveAndReturn();
      assert.deepEqual(page.kept, [[email]]);
      assert.equal(page.headline, "This is Meta’s objection form");
    });

    it("takes nothing that a script does by itself for a submission", async () => {
      const page = await visit({});
      page.element(send).click();
      page.document.forms[0]?.requestSubmit();
      page.document.forms[0]?.dispatchEvent(new page.window.Event("submit", { bubbles: true, cancelable: true }));
      await page.clock.pass(15_000);
      assert.deepEqual(page.kept, []);
      assert.notEqual(page.headline, "Meta has received your objection");
    });

    it("puts the banner back a few times, and then leaves the page alone", async () => {
      const page = await visit({});
      let removed = 0;
      new page.window.MutationObserver(() => {
        const banner = page.document.querySelector("demur-banner");
        if (banner) removed += 1;
        banner?.remove();
      }).observe(page.document, { childList: true, subtree: true });
      page.document.querySelector("demur-banner")?.remove();
      await page.clock.pass(8000);
      assert.ok(removed >= 1 && removed <= 5, String(removed));
      await page.press(send);
      await page.clock.pass(1500);
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    it("says that the page must be loaded again when Demur was updated meanwhile, and claims nothing", async () => {
      const page = await visit({});
      page.isCutOff = true;
      await page.clock.pass(1500);
      assert.equal(page.headline, "Load this page again");
      await page.press(send);
      await page.clock.pass(15_000);
      assert.equal(page.headline, "Load this page again");
      assert.equal(page.document.querySelectorAll("demur-banner").length, 1);
      assert.deepEqual(page.kept, []);
    });

    const account = (id: string, ...emails: string[]): Facts["accounts"][number] => ({
      id,
      platform: engine === "classic" ? "facebook" : "instagram",
      label: `Secret ${id}`,
      emails,
    });
    const knowing = (...accounts: Facts["accounts"]): Partial<Facts> => ({ accounts, standings: emptyStandings(accounts) });

    it("tells the page no address and no name before the person asks for it", async () => {
      const known = knowing(account("one", "first.secret@example.org"), account("two", "second.secret@example.net"));
      for (const typed of ["", "anna@", "anna@example.com", "first.secret@example.org"]) {
        const page = await visit({ email: typed }, known);
        const told = page.words.replaceAll(typed || "\0", "");
        assert.doesNotMatch(told, /secret/iu, typed);
      }
    });

    it("puts the only own address in, and lets the person choose among several", async () => {
      const one = await visit({ email: "" }, knowing(account("one", "first.secret@example.org")));
      await one.pressBanner("Use my address");
      assert.equal((one.element(box) as HTMLInputElement).value, "first.secret@example.org");
      const several = await visit(
        { email: "strange@example.com" },
        knowing(account("one", "first.secret@example.org"), account("two", "second.secret@example.net")),
      );
      await several.pressBanner("Use my address");
      assert.equal((several.element(box) as HTMLInputElement).value, "strange@example.com");
      await several.pressBanner("Use second.secret@example.net");
      assert.equal((several.element(box) as HTMLInputElement).value, "second.secret@example.net");
      assert.equal(several.headline, "This is Meta’s objection form");
    });

    it("asks in the banner for the address, where the one in the form is another one", async () => {
      const page = await visit({});
      await page.pressBanner("It’s another one");
      assert.match(page.words, /Which address do you log in with\?/u);
      await page.typeInBanner("anna");
      await page.pressBanner("Save it");
      assert.match(page.words, /“anna” is not a complete e-mail address/u);
      await page.typeInBanner("anna.secret@example.org");
      await page.pressBanner("Save it");
      const saved = page.asked.find(({ kind }) => kind === "save-account")?.ask as { account: { emails: string[] } };
      assert.equal(saved.account.emails.join(), "anna.secret@example.org");
    });

    it("takes no press on a banner that the page has hidden, cut, shrunk, blended or covered", async () => {
      const page = await visit({ email: "" }, knowing(account("one", "first.secret@example.org")));
      const filled = async () => {
        await page.pressBanner("Use my address");
        return (page.element(box) as HTMLInputElement).value;
      };
      const hiding = [
        ...["opacity: 0.01", "visibility: hidden", "filter: opacity(1%)", "filter: blur(20px)", "filter: url(#none)"],
        ...["clip-path: inset(49%)", "clip: rect(0px, 1px, 1px, 0px)", "mask-image: linear-gradient(transparent, transparent)"],
        ...[
          "transform: matrix(0.01, 0, 0, 0.01, 0, 0)",
          "transform: matrix(0, 1, -1, 0, 0, 0)",
          "scale: 0.01",
          "mix-blend-mode: difference",
        ],
      ];
      for (const style of hiding)
        for (const place of [page.document.body, page.element("demur-banner")]) {
          place.style.cssText = style;
          assert.notEqual(place.style.cssText, "", style);
          assert.equal(await filled(), "", style);
          place.style.cssText = "";
        }
      const cover = page.document.createElement("div");
      page.document.body.append(cover);
      page.onTop = cover;
      assert.equal(await filled(), "");
      page.onTop = undefined;
      cover.style.cssText = "position: fixed; pointer-events: none; background-color: rgb(255, 0, 0)";
      assert.equal(await filled(), "");
      cover.style.position = "sticky";
      assert.equal(await filled(), "");
      cover.style.opacity = "0";
      page.document.body.style.cssText = "transform: matrix(1, 0, 0, 1, 20, 20); filter: invert(1)";
      assert.equal(await filled(), "first.secret@example.org");
    });

    /** Puts something into the page, as Meta's page might. */
    const put = (page: FormPage, html: string, isInstead = false) => {
      if (isInstead) page.element("#place").replaceChildren();
      page.element(isInstead ? "#place" : "main").insertAdjacentHTML("beforeend", html);
    };

    it("asks where an alert stands over the form and no field is marked, and still sees thanks that come later", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      put(page, '<div role="alert" id="toast">We are processing your request</div>');
      await page.clock.pass(1500);
      assert.equal(page.headline, "Did Meta receive your objection?");
      assert.deepEqual(page.kept, [[email]]);
      page.element("#toast").remove();
      put(page, "<p>Thanks for contacting us.</p>", true);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Meta has received your objection");
      assert.deepEqual(
        page.kept.map((kept) => kept.at(-1)),
        ["received"],
      );
    });

    it("believes thanks in an alert, and no thanks beside one", async () => {
      const thanking = await visit({ answer: "silent" });
      await thanking.press(send);
      put(thanking, '<div role="alert">Thanks for contacting us.</div>');
      await thanking.clock.pass(1500);
      assert.equal(thanking.headline, "Meta has received your objection");
      const failing = await visit({ answer: "silent" });
      await failing.press(send);
      put(failing, '<div role="alert">That did not work.</div><div role="status">Thanks for your patience.</div>');
      await failing.clock.pass(1500);
      assert.equal(failing.headline, "Did Meta receive your objection?");
    });

    it("asks where an alert stands beside thanks in the form's place", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      put(page, '<div role="alert">You are offline.</div><p>Thanks for contacting us.</p>', true);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Did Meta receive your objection?");
      assert.deepEqual(page.kept, [[email]]);
    });

    it("waits while the page says that it is busy", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      put(page, '<div aria-busy="true" id="busy">One moment</div>', true);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Sending…");
      page.element("#busy").removeAttribute("aria-busy");
      await page.clock.pass(1500);
      assert.equal(page.headline, "Did Meta receive your objection?");
    });

    it("sees the thanks that come between the two presses of a double click", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      put(page, '<div role="dialog">Thanks for contacting us.</div>');
      await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Meta has received your objection");
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    it("discards nothing where only a box to rate the page is new", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      put(page, '<p>Sorted.</p><button>Back</button><label>Was this helpful? <input type="text"></label>', true);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Did Meta receive your objection?");
      assert.deepEqual(page.kept, [[email]]);
    });

    it("takes no empty required field for one that Meta marks", async () => {
      const page = await visit({ answer: "silent", isReasonRequired: true });
      await page.press(send);
      await page.clock.pass(1500);
      assert.equal(page.headline, "Sending…");
      assert.deepEqual(page.kept, [[email]]);
    });

    it("never keeps half an emoji of Meta’s words", async () => {
      const page = await visit({ answer: "silent" });
      await page.press(send);
      const layer = page.document.createElement("div");
      layer.setAttribute("role", "dialog");
      layer.textContent = `Thank you. ${"x".repeat(488)}🦊 and more`;
      page.element("main").append(layer);
      await page.clock.pass(1500);
      const events = page.events("received");
      assert.equal(events[0]?.detail, `Thank you. ${"x".repeat(488)}🦊`);
    });
  });

describe("a page with other boxes for an address", () => {
  const open = async (html: string): Promise<FormPage> => {
    const page = await FormPage.open(html, facebook);
    pages.push(page);
    return page;
  };
  const form = (longer: (html: string) => string) =>
    longer(classicForm("712876720715583", { language: "en", answer: "success", email }, "n"));
  const label = '<label for="505577623251506">';
  const newsletter = '<input type="email" id="news" value="news@example.org"><button id="subscribe">Subscribe</button>';

  it("is read where the person types, and not in a hidden box that another extension has put before it", async () => {
    const hidden = '<input type="email" value="mask@mozmail.com" style="visibility: hidden">';
    const page = await open(form((html) => html.replace(label, `${hidden}${label}`)));
    assert.match(page.words, /anna@example\.org/u);
    await page.press("button[type=submit]");
    await page.clock.pass(1500);
    assert.deepEqual(page.kept, [[email, "received"]]);
  });

  it("is silent about a newsletter beside a form that asks for no address", async () => {
    const page = await open(
      form((html) =>
        html.replace(/<div id="SupportFormRow\.505577623251506">.*?<\/div>/u, "").replace("<small>", `${newsletter}<small>`),
      ),
    );
    assert.equal(page.headline, undefined);
    await page.press("#subscribe");
    await page.clock.pass(15_000);
    assert.deepEqual(page.kept, []);
  });

  for (const place of ["footer", "form", "aside"])
    it(`is silent about a newsletter in its ${place}, where there is no form`, async () => {
      const page = await open(`<!doctype html><main><h1>Object to AI at Meta</h1><${place}>${newsletter}</${place}></main>`);
      assert.equal(page.headline, undefined);
      await page.press("#subscribe");
      await page.clock.pass(15_000);
      assert.deepEqual(page.kept, []);
    });
});

describe("what stands before the form", () => {
  const requests = [
    "I want to object to the use of my information for Meta AI",
    "I want to object to the use of my information from third parties for Meta AI",
    "I have a different objection to the use of my information",
    "Your messages with AIs on WhatsApp",
  ];
  const products = ["Facebook", "Instagram", "WhatsApp", "Threads"];
  const shapes = ["radios", "select", "combobox", "buttons"] as const;
  const open = async (gate: FormVariant["gate"]): Promise<FormPage> => {
    const page = await engines.classic.open({ language: "en", answer: "success", email, ...(gate ? { gate } : {}) });
    pages.push(page);
    return page;
  };
  /** Chooses what is at this position. */
  const choose = async (page: FormPage, as: (typeof shapes)[number], index: number) => {
    if (as === "select") {
      const select = page.element("select") as HTMLSelectElement;
      select.selectedIndex = index + 1;
      select.dispatchEvent(new page.window.Event("change", { bubbles: true }));
    }
    if (as === "combobox") {
      await page.press("[role=combobox]");
      await page.press(`[role=option]:nth-child(${String(index + 1)})`);
    }
    if (as === "buttons") await page.press(`button:nth-of-type(${String(index + 1)})`);
    if (as === "radios") await page.press(`label:nth-of-type(${String(index + 1)}) input`);
    await page.clock.pass(3000);
  };

  for (const as of shapes) {
    it(`is a choice of requests (${as}): the right one is named and leads to the form`, async () => {
      const page = await open({ as, choices: requests });
      assert.equal(page.headline, "Meta asks a question first");
      if (as === "combobox") {
        await page.press("[role=combobox]");
        await page.clock.pass(1000);
      }
      assert.ok(page.words.includes(`Choose “${requests[0] ?? ""}”. The others are not this objection.`), page.words);
      await choose(page, as, 0);
      assert.equal(page.headline, "This is Meta’s objection form");
      await page.press("button[type=submit]");
      await page.clock.pass(1500);
      assert.deepEqual(page.kept, [[email, "received"]]);
    });

    for (const [index, words] of [
      [1, /about you from third parties/u],
      [2, /You chose a different objection/u],
      [3, /your messages with AI on WhatsApp/u],
    ] as const)
      it(`is a choice of requests (${as}): number ${String(index + 1)} is not this objection, and is not recorded`, async () => {
        const page = await open({ as, choices: requests });
        await choose(page, as, index);
        assert.equal(page.headline, "This is a different form");
        assert.match(page.words, words);
        await page.press("button[type=submit]");
        await page.clock.pass(15_000);
        assert.deepEqual(page.kept, []);
      });

    it(`is a choice of products (${as})`, async () => {
      const page = await open({ as, choices: products });
      if (as === "combobox") {
        await page.press("[role=combobox]");
        await page.clock.pass(1000);
      }
      assert.match(page.words, /Choose the product that your account is on/u);
      await choose(page, as, 2);
      assert.equal(page.headline, "This is Meta’s objection form");
    });
  }

  it("may be chosen again: the form is judged by what is chosen now", async () => {
    const page = await open({ as: "radios", choices: requests, stays: true });
    await choose(page, "radios", 1);
    assert.equal(page.headline, "This is a different form");
    await choose(page, "radios", 0);
    assert.equal(page.headline, "This is Meta’s objection form");
    await choose(page, "radios", 2);
    assert.equal(page.headline, "This is a different form");
  });

  it("is Meta’s way to all its objections, at a number that nobody has seen: the product is asked for first", async () => {
    const unknown = "https://help.meta.com/requests/904412873310277";
    const radios = products.map((name) => `<label><input type="radio" name="product">${name}</label>`).join("");
    const html = (title: string) => `<!doctype html><title>${title}</title><main><h1>${title}</h1>${radios}</main>`;
    const channel = await FormPage.open(html("Privacy Rights Request"), unknown);
    pages.push(channel);
    assert.equal(channel.headline, "Meta asks a question first");
    assert.match(channel.words, /Choose the product that your account is on/u);
    const other = await FormPage.open(html("Report a problem"), unknown);
    pages.push(other);
    assert.equal(other.headline, undefined);
  });

  it("is asked about where sources disagree on what a form is for", async () => {
    const html = portalForm({ language: "en", answer: "success", email }, "n");
    const page = await FormPage.open(html, "https://www.whatsapp.com/contact/forms/382532939919295");
    pages.push(page);
    assert.equal(page.headline, "Is this Meta’s objection form?");
  });
});

describe("a form of the classic engine", () => {
  it("takes away the banner that a former version has left", async () => {
    const html = classicForm("712876720715583", { language: "en", answer: "success", email }, "n");
    const page = await FormPage.open(html.replace("<main>", "<demur-banner></demur-banner><main>"), facebook);
    pages.push(page);
    assert.equal(page.document.querySelectorAll("demur-banner").length, 1);
    assert.equal(page.headline, "This is Meta’s objection form");
  });

  const objected = (status: Status, statusPrecision: Objection["statusPrecision"]): Partial<Facts> => {
    const at = "2025-05-03T10:00:00Z";
    const accounts: Facts["accounts"] = [{ id: "1", platform: "facebook", label: "Anna", emails: [email] }];
    const objection: Objection = {
      ...{ id: "o", formId: "712876720715583", platform: "facebook", email, pageUrl: facebook, submittedAt: at },
      ...{ recordedAt: at, precision: "instant", source: { by: "page" }, status, statusSince: at, statusPrecision },
    };
    return { accounts, objections: [objection], standings: withWaiting(emptyStandings(accounts), [objection], accounts) };
  };

  it("takes a double press for one: one account, and one answer, whose day the person didn’t say", async () => {
    const unknown = await engines.classic.open({ language: "en", answer: "success", email });
    pages.push(unknown);
    await unknown.pressBannerTwice("Yes, remember it");
    assert.equal(unknown.asked.filter(({ kind }) => kind === "save-account").length, 1);
    const asked = await engines.classic.open({ language: "en", answer: "success", email }, objected("unsure", "instant"));
    pages.push(asked);
    assert.match(asked.headline ?? "", /^You pressed Meta’s button/u);
    await asked.pressBannerTwice("Yes");
    assert.deepEqual(
      asked.events("received").map(({ precision, source }) => [precision, source?.by]),
      [["unknown", "person"]],
    );
  });

  it("claims of an undated confirmation no more than that it is there", async () => {
    const page = await engines.classic.open({ language: "en", answer: "success", email }, objected("confirmed", "unknown"));
    pages.push(page);
    assert.equal(page.headline, "You have already objected");
    assert.match(page.words, /A confirmation from Meta is recorded, without a date/u);
    assert.doesNotMatch(page.words, /You entered/u);
  });

  it("asks in place, after “I have the e-mail”, what it says", async () => {
    const page = await engines.classic.open({ language: "en", answer: "success", email }, objected("received", "instant"));
    pages.push(page);
    await page.pressBanner("I have the e-mail");
    assert.match(page.words, /Does the e-mail say that Meta will honour your objection\?/u);
    await page.pressBanner("No, Meta declined it");
    assert.doesNotMatch(page.words, /Does the e-mail say/u);
    assert.equal(
      page.asked.some(({ kind }) => kind === "open-page"),
      false,
    );
  });

  it("doesn’t claim that nothing was sent where Demur only didn’t see a code", async () => {
    const page = await engines.classic.open({ language: "en", answer: "success", email }, objected("not-finished", "instant"));
    pages.push(page);
    assert.match(page.headline ?? "", /^You began on/u);
    assert.match(page.words, /Demur didn’t see it entered/u);
    assert.doesNotMatch(page.words, /nothing was sent/iu);
  });

  it("is not taken for sent when “404” stands in its place", async () => {
    const page = await engines.classic.open({ language: "en", answer: "gone", email });
    pages.push(page);
    await page.press(engines.classic.send);
    await page.clock.pass(1500);
    assert.equal(page.headline, "Did Meta receive your objection?");
    await page.clock.pass(60_000);
    assert.equal(page.headline, "Did Meta receive your objection?");
    await page.pressBanner("No, there was an error");
    assert.equal(page.headline, "Not sent");
    assert.deepEqual(page.kept, []);
  });

  it("thanks in a layer over the form", async () => {
    const page = await engines.classic.open({ language: "de", answer: "dialog", email });
    pages.push(page);
    await page.press(engines.classic.send);
    await page.clock.pass(1500);
    assert.equal(page.headline, "Meta has received your objection");
  });
});

describe("a form of the portal", () => {
  it("offers a message on the step that has the field, and is sent with the last step", async () => {
    const { open, box, send } = engines.portal;
    const accounts: Facts["accounts"] = [{ id: "a", platform: "instagram", label: "", emails: [email] }];
    const page = await open({ language: "en", answer: "success", steps: true, email: "" }, { accounts });
    pages.push(page);
    await page.type(box, email);
    assert.deepEqual(page.actions.includes("Add a message"), false);
    await page.press(send);
    await page.clock.pass(1500);
    assert.deepEqual(page.kept, []);
    assert.deepEqual(page.actions.includes("Add a message"), true);
    await page.type("textarea", "My photos are my work.");
    await page.press(send);
    await page.clock.pass(1500);
    assert.deepEqual(page.kept, [[email, "received"]]);
  });

  it("keeps Meta’s thanks for what was recorded while the computer slept, also where a new form follows", async () => {
    const { open, box, send } = engines.portal;
    const page = await open({ language: "en", answer: "success", email });
    pages.push(page);
    await page.press(send);
    page.clock.sleep(60_000);
    await page.runOut(false);
    await page.clock.pass(1500);
    assert.equal(page.headline, "Meta has received your objection");
    await page.press(send);
    await page.clock.pass(1500);
    await page.type(box, "ben@example.org");
    assert.deepEqual(page.kept, [[email, "received"]]);
  });

  it("can be sent twice in one document", async () => {
    const { open, box, send } = engines.portal;
    const page = await open({ language: "en", answer: "success", email });
    pages.push(page);
    await page.press(send);
    await page.clock.pass(1500);
    await page.press(send);
    await page.clock.pass(1500);
    assert.equal(page.headline, "Enter your e-mail address");
    await page.type(box, "ben@example.org");
    await page.press(send);
    await page.clock.pass(1500);
    assert.equal(page.headline, "Meta has received your objection");
    assert.deepEqual(page.kept, [
      [email, "received"],
      ["ben@example.org", "received"],
    ]);
  });
});

describe("an address that changes without a page", () => {
  const classic = classicForm("712876720715583", { language: "en", answer: "success", email }, "n");
  const settings = "https://www.facebook.com/help/";
  const begin = (html: string, address: string, comes: { banner: number; stored?: number }): FormPage => {
    const page = FormPage.begin(html, address, comes);
    pages.push(page);
    return page;
  };

  it("leaves no banner behind where it changed while the banner was loading", async () => {
    const page = begin(classic, facebook, { banner: 2000 });
    await page.clock.pass(1000);
    holds(page.asked.some(({ kind }) => kind === "prepare"));
    page.route(settings);
    await page.clock.pass(10_000);
    assert.equal(page.document.querySelectorAll("demur-banner").length, 0);
    assert.equal(page.watching.size, 0);
  });

  it("leaves the banner where the form stays, and the page says so", async () => {
    const page = begin(classic, facebook, { banner: 0 });
    const isThere = () => page.answerTo({ kind: "still-there", what: "banner" });
    assert.equal(isThere(), false);
    await page.clock.pass(1000);
    page.route(`${facebook}?ref=menu`);
    assert.equal(isThere(), true);
    page.route(settings);
    assert.equal(isThere(), false);
    assert.equal(page.answerTo({ kind: "still-there", what: "posts" }), undefined);
  });

  it("never leaves two", async () => {
    const page = begin(classic, facebook, { banner: 2000 });
    await page.clock.pass(1000);
    page.route(settings);
    page.route(facebook);
    await page.clock.pass(10_000);
    assert.equal(page.document.querySelectorAll("demur-banner").length, 1);
    page.route(settings);
    await page.clock.pass(1000);
    assert.equal(page.document.querySelectorAll("demur-banner").length, 0);
  });

  it("is followed no longer where it changed before the browser told what is stored", async () => {
    const unknown = "https://help.meta.com/requests/904412873310277";
    const page = begin(portalForm({ language: "en", answer: "success", email }, "n"), unknown, { banner: 0, stored: 500 });
    await page.clock.pass(100);
    page.route("https://help.meta.com/support/privacy");
    await page.clock.pass(10_000);
    assert.equal(page.document.querySelectorAll("demur-banner").length, 0);
    assert.equal(page.watching.size, 0);
  });
});

describe("a page that changes all the time", () => {
  /** When a page was looked at that changes 300 times a second for this long, if one look takes this long. In milliseconds. */
  const lookedAt = async (milliseconds: number, takes: number): Promise<number[]> => {
    const page = FormPage.begin("<!doctype html><main><h1>Help</h1></main>", facebook, { banner: 0 });
    pages.push(page);
    const { clock, document } = page;
    const looks: number[] = [];
    const none = document.forms;
    // Looking at the page begins with asking for its forms.
    Object.defineProperty(document, "forms", {
      get: () => {
        if (clock.now - (looks.at(-1) ?? -Infinity) > takes) looks.push(clock.now);
        if (looks.at(-1) === clock.now) clock.now += takes;
        return none;
      },
    });
    page.window.setInterval(() => {
      document.body.append("x");
    }, 1000 / 300);
    await clock.pass(milliseconds);
    return looks;
  };

  it("is looked at for a sixtieth of the time", async () => {
    for (const takes of [2, 10, 30]) {
      const looks = await lookedAt(20_000, takes);
      assert.ok(looks.length > 5, String(looks.length));
      // The first looks happen when the page is opened.
      const share = ((looks.length - 2) * takes) / 20_000;
      assert.ok(share <= 1 / 60, `${String(takes)} ms: ${String(share)}`);
    }
  });

  it("is looked at every two seconds, however long a look takes", async () => {
    const looks = await lookedAt(20_000, 300);
    const pauses = looks.slice(2).map((look, index) => look - 300 - (looks[index + 1] ?? 0));
    assert.ok(pauses.length > 5, String(pauses.length));
    for (const pause of pauses) assert.ok(pause >= 1950 && pause <= 2100, pauses.join(" "));
  });
});
