import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mailServiceNamed, mailServiceOf, sourceElement } from "../../extension/model/mail-pages.ts";

describe("a web page in which people read their mail", () => {
  const hosts = [
    ["https://mail.google.com/mail/u/0/#inbox", "Gmail"],
    ["https://bap.navigator.gmx.net/mail?sid=1", "GMX"],
    ["https://3c-bap.web.de/mail/client/", "WEB.DE"],
    ["https://posteo.de/webmail/?_task=mail", "Posteo"],
    ["https://mail.google.com.evil.example/", undefined],
    ["https://evilgmx.net/", undefined],
    ["http://mail.google.com/", undefined],
  ] as const;
  for (const [url, name] of hosts)
    it(`belongs to ${name ?? "nobody known"}: ${url}`, () => {
      assert.equal(mailServiceOf(new URL(url))?.name, name);
    });

  const places = [
    ["https://mail.google.com/mail/u/0/?ik=abc&view=om&permmsgid=msg-f:1", "pre"],
    ["https://mail.google.com/mail/u/12/?view=om", "pre"],
    ["https://posteo.de/webmail/?_task=mail&_action=viewsource&_uid=5&_mbox=INBOX", "body"],
    ["https://mail.google.com/mail/u/0/?view=pt", undefined],
    ["https://mail.google.com/chat/u/0/?view=om", undefined],
    ["http://mail.google.com/mail/u/0/?view=om", undefined],
    ["https://mail.google.com:8443/mail/u/0/?view=om", undefined],
    ["https://sub.mail.google.com/mail/u/0/?view=om", undefined],
    ["https://evil.example/webmail/?_task=mail&_action=viewsource", undefined],
  ] as const;
  for (const [url, element] of places)
    it(`${element ? "shows" : "doesn’t show"} a message as it arrived: ${url}`, () => {
      assert.equal(sourceElement(new URL(url)), element);
    });

  it("is offered with its source first where the page of the source is known", async () => {
    const { services, sources } = (await import("../../manifests/mail-pages.json")).default;
    for (const { host } of sources) assert.equal(services.find(({ hosts }) => hosts.includes(host))?.gives, "source", host);
  });

  /** The services about which something is known, if only that there is no way. */
  const named = {
    file: ["Outlook", "IONOS", "Strato", "mailbox.org", "Aruba", "Proton Mail", "Tuta"],
    source: ["Gmail", "Posteo"],
    text: ["Yahoo Mail", "AOL Mail", "Free", "Fastmail"],
    headers: ["GMX", "WEB.DE", "Infomaniak", "Onet", "Seznam"],
    nothing: [
      ...["iCloud Mail", "T-Online", "freenet", "Orange", "SFR", "La Poste", "Libero", "TIM", "Ziggo", "KPN", "Telenet"],
      ...["Proximus", "SAPO", "WP", "Interia", "АБВ"],
    ],
  };
  for (const [gives, names] of Object.entries(named))
    for (const name of names)
      it(`gives ${gives} in ${name}`, () => {
        const service = mailServiceNamed(name);
        assert.equal(service?.gives, gives);
        for (const host of service.hosts) assert.equal(mailServiceOf(new URL(`https://${host}/`))?.name, name);
      });

  it("is in one list or the other", async () => {
    const { services } = (await import("../../manifests/mail-pages.json")).default;
    assert.deepEqual(new Set(services.map(({ name }) => name)), new Set(Object.values(named).flat()));
  });

  it("has a way for every service that says it gives something", async () => {
    const { services } = (await import("../../manifests/mail-pages.json")).default;
    for (const { name, menu, gives } of services) assert.equal(menu.length > 0, gives !== "nothing", name);
  });
});
