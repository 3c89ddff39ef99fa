import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeLink } from "../../extension/model/mail-link.ts";

const form = "https://www.facebook.com/help/contact/712876720715583";

describe("a link from an e-mail", () => {
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

  it("to elsewhere is said with the host", () => {
    for (const [link, host] of [
      ["https://facebook.com.help.example/help/contact/712876720715583", "facebook.com.help.example"],
      ["http://www.facebook.com@evil.example/help/contact/712876720715583", undefined],
      [`https://l.facebook.com/l.php?u=${encodeURIComponent("https://evil.example/form")}`, "evil.example"],
      ["https://www.faceb00k.example/", "www.faceb00k.example"],
    ] as const)
      assert.deepEqual(judgeLink(link), host === undefined ? undefined : { kind: "elsewhere", host }, link);
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
