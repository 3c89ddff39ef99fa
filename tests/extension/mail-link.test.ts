import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeLink } from "../../extension/model/mail-link.ts";
import { holds } from "../fixtures/holds.ts";
import { links } from "../fixtures/mail-links.json";

const form = "https://www.facebook.com/help/contact/712876720715583";

describe("a link from an e-mail", () => {
  for (const { url, verdict } of links)
    it(`is judged ${verdict}: ${url}`, () => {
      assert.equal(judgeLink(url)?.kind, verdict);
    });

  it("is judged in good time, whatever it carries", () => {
    const started = process.cpuUsage();
    judgeLink(`https://www.facebook.com/?${"=%253D%26".repeat(2_000)}`);
    // In microseconds of processor time: a busy machine doesn't make it slower.
    holds(process.cpuUsage(started).user < 2_000_000);
  });

  it("to the objection form gives the form's own address, without what points at the person", () => {
    for (const link of [
      `${form}?token=abc&ref=mail#x`,
      "www.facebook.com/help/contact/712876720715583/",
      ` https://l.facebook.com/l.php?u=${encodeURIComponent(`${form}?e=123`)}&h=AT0 `,
      `https://www.facebook.com/login/?next=${encodeURIComponent(form)}`,
      `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`${form}?e=123`)}&data=05`,
      `https://www.google.com/url?q=${encodeURIComponent(`https://l.facebook.com/l.php?u=${encodeURIComponent(form)}`)}`,
      "https://m.facebook.com/help/contact/?id=712876720715583&n=1",
    ])
      assert.deepEqual(judgeLink(link), { kind: "form", url: form }, link);
  });

  it("to a form of which it isn't certain that it is the objection form is told apart", () => {
    const url = "https://www.whatsapp.com/contact/forms/382532939919295";
    assert.deepEqual(judgeLink(`${url}?ref=x`), { kind: "form", url, isUncertain: true });
  });

  it("to elsewhere is said with the host", () => {
    for (const [link, host] of [
      ["https://facebook.com.help.example/help/contact/712876720715583", "facebook.com.help.example"],
      ["http://www.facebook.com@evil.example/help/contact/712876720715583", undefined],
      [`https://l.facebook.com/l.php?u=${encodeURIComponent("https://evil.example/form")}`, "evil.example"],
      ["https://www.faceb00k.example/", "www.faceb00k.example"],
    ] as const)
      assert.deepEqual(judgeLink(link), host === undefined ? undefined : { kind: "elsewhere", host }, link);
  });

  it("that leads on is judged by where it leads, whoever's host it stands on", () => {
    const evil = encodeURIComponent("https://evil.example/form");
    const nested = encodeURIComponent(`https://l.facebook.com/l.php?u=${evil}`);
    for (const link of [
      `https://help.instagram.com/linkshim?u=${evil}`,
      `https://www.threads.com/linkshim/?u=${nested}`,
      `https://l.threads.net/?u=${evil}`,
      `https://m.facebook.com/login.php?next=${evil}`,
      "https://www.facebook.com/login/?next=%2F%2Fevil.example%2Fform",
    ])
      assert.deepEqual(judgeLink(link), { kind: "elsewhere", host: "evil.example" }, link);
    assert.deepEqual(judgeLink("https://www.facebook.com/login/?next=%2Fhelp%2Fcontact%2F1"), { kind: "meta" });
  });

  it("that leads on to nobody knows where is not called Meta's", () => {
    const deep = (count: number): string =>
      count === 0 ? "https://www.facebook.com/" : `https://l.facebook.com/l.php?u=${encodeURIComponent(deep(count - 1))}`;
    assert.deepEqual(judgeLink(deep(5)), { kind: "meta" });
    for (const link of [
      deep(8),
      "https://l.facebook.com/l.php?u=javascript%3Aalert(1)",
      `https://l.facebook.com/l.php?u=${encodeURIComponent(form)}&u=https%3A%2F%2Fevil.example`,
    ])
      assert.deepEqual(judgeLink(link), { kind: "unclear" }, link);
  });

  it("to a host of Meta's, but not surely to Meta, is neither called Meta's nor somebody else's", () => {
    for (const link of ["http://www.facebook.com/privacy/genai", "https://www.facebook.com:8443/privacy/genai"])
      assert.deepEqual(judgeLink(link), { kind: "unclear" }, link);
  });

  it("to another page of Meta's is no form", () => {
    assert.deepEqual(judgeLink("https://www.facebook.com/privacy/genai"), { kind: "meta" });
    assert.deepEqual(judgeLink("https://www.facebook.com/help/contact/540977946302970"), { kind: "meta" });
  });

  it("is not what several words are, or an address of a person", () => {
    for (const text of ["Hello there", "anna@example.org", "", "no-dot", "From: Meta\nSubject: x"])
      assert.equal(judgeLink(text), undefined, text);
  });
});
