import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { formUrl, uncataloguedForm } from "../../extension/model/forms.ts";
import { duplicatedBy } from "../../extension/model/outbox.ts";
import { pageKind } from "../../extension/model/page-kind.ts";
import type { Objection } from "../../extension/model/protocol.ts";
import { soundsLikeObjection, soundsLikeThanks } from "../../extension/model/recognition.ts";
import { foldedAbbreviations, foldedWords, holdsStem } from "../../extension/model/folded-words.ts";
import { languages } from "../fixtures/pages/languages.ts";
import recognition from "../../manifests/recognition.json";
import { holds } from "../fixtures/holds.ts";

/** What Meta's pages say once they have received something, in both page engines. */
const thanksOfLanguages = Object.entries(languages).flatMap(([tag, words]) =>
  [words.classic, words.portal].map((engine) => [tag, engine] as const),
);

const schema = JSON.parse(readFileSync(new URL("../../manifests/recognition.schema.json", import.meta.url), "utf8")) as object;

describe("words", () => {
  it("are compared in small letters and without accents", () => {
    assert.deepEqual(foldedWords("Opposition à l’IA, Straße, ŁÓDŹ, εναντίωση"), [
      "opposition",
      "a",
      "l",
      "ia",
      "strasse",
      "lodz",
      "εναντιωση",
    ]);
    assert.deepEqual(foldedAbbreviations("l’IA et ai-je le KI-Modell, ИИ, ALLES"), ["ia", "ki", "ии"]);
  });

  it("hold a stem as a whole word, a marked one as the beginning of one, several in a row", () => {
    const words = foldedWords("Mākslīgā intelekta aids");
    assert.equal(holdsStem(words, ["ai"]), false);
    assert.equal(holdsStem(words, ["maksl* intelekt*"]), true);
    assert.equal(holdsStem(words, ["maksl intelekt*"]), false);
    assert.equal(holdsStem(words, ["intelekt* maksl*"]), false);
  });
});

describe("the words for recognising", () => {
  it("keep to their schema, and are written as words are compared", () => {
    const ajv = new Ajv({ strict: false });
    assert.ok(ajv.validate(schema, recognition), ajv.errorsText());
    const stems = [...recognition.meta, ...recognition.email, ...recognition.code];
    const byLanguage = Object.values(recognition.languages).flatMap((words) => Object.values(words).flat());
    for (const stem of [...stems, ...byLanguage]) assert.equal(foldedWords(stem).join(" "), stem.replaceAll("*", ""));
  });

  it("know the titles that Meta used or would use in each language", () => {
    for (const title of [
      "Contesta l’uso delle tue informazioni per l’IA di Meta",
      "Contestar a utilização das tuas informações para a IA da Meta",
      "Objeta el uso de tu información para la IA de Meta",
      "Modsæt dig, at dine oplysninger bruges til AI hos Meta",
      "Refuser que vos informations soient utilisées pour l’IA de Meta",
      "Einwände gegen die Verwendung deiner Informationen für KI bei Meta",
      "Reserver deg mot at opplysningene dine brukes til KI hos Meta",
      "Kiellä tietojesi käyttö Metan tekoälyssä",
      "Topponi l-użu tal-informazzjoni tiegħek għall-IA f’Meta",
      "Възразете срещу използването на информацията ви за ИИ в Мета",
    ])
      assert.ok(soundsLikeObjection({ titles: [title], labels: [] }), title);
  });

  it("are not found in other words", () => {
    for (const [title, label] of [
      ["The opposite of boring: contact us", "AI, threads"],
      ["Object detection API: contact sales", "Our AI project reads metadata."],
      ["Oportunidades de emprego", "Empresa de IA: a nossa meta é crescer."],
      ["Oposiciones 2026", "Cursos con IA: nuestra meta"],
      ["Ugovor o zakupu", "AI, metalna ograda"],
      ["Protiv raka", "AI je naša meta."],
      ["Protest mot vindkraft", "AI-bilder, 200 meter"],
      ["Widerspruch gegen Bescheid", "KI-Assistent, 200 Meter"],
    ] as const)
      assert.ok(!soundsLikeObjection({ titles: [title], labels: [label] }), title);
  });

  it("take no refusal and no log-in for thanks", () => {
    for (const words of ["O pedido foi recusado.", "Recuerda tu contraseña", "Prijavite se"])
      assert.ok(!soundsLikeThanks(words), words);
    for (const words of ["Nous avons reçu votre demande.", "Přijali jsme vaši žádost.", "Vi har tagit emot din begäran."])
      assert.ok(soundsLikeThanks(words), words);
  });

  for (const [words, why] of [
    ["Your request could not be submitted.", "en"],
    ["We have not received your objection.", "en"],
    ["We haven’t received your objection.", "en"],
    ["Wir haben deinen Widerspruch nicht erhalten.", "de"],
    ["We hebben je bezwaar niet ontvangen.", "nl"],
    ["Nous n’avons pas bien reçu votre demande.", "fr"],
    ["Non abbiamo ricevuto la tua richiesta.", "it"],
    ["No hemos recibido tu solicitud.", "es"],
    ["Não recebemos o teu pedido.", "pt"],
    ["Nie otrzymaliśmy Twojej prośby.", "pl"],
    ["Не получихме заявката ви.", "bg"],
    ["Δεν λάβαμε το αίτημά σας.", "el"],
    ["Vi har ikke modtaget din anmodning.", "da"],
    ["Vi har inte tagit emot din begäran.", "sv"],
    ["Vi har ikke mottatt forespørselen din.", "nb"],
    ["Við höfum ekki móttekið beiðnina þína.", "is"],
    ["Emme ole vastaanottaneet pyyntöäsi.", "fi"],
    ["Taotlust ei saa täna esitada.", "et"],
    ["Homme ja täna on lehel hooldus.", "et"],
    ["Ne, děkujeme.", "cs"],
    ["Nismo primili vaš zahtjev.", "hr"],
    ["Nismo prejeli vaše zahteve.", "sl"],
    ["Nem, köszönjük.", "hu"],
    ["Nu am primit solicitarea ta.", "ro"],
    ["Mēs neesam saņēmuši jūsu pieprasījumu.", "lv"],
    ["Ma rċevejniex it-talba tiegħek.", "mt"],
    ["Something went wrong. Thanks for your patience.", "en"],
    ["Etwas ist schiefgelaufen. Danke für deine Geduld.", "de"],
    ["Une erreur est survenue. Merci de votre patience.", "fr"],
    ["Was this helpful? Yes. No thanks", "en"],
    ["Nein danke", "de"],
  ] as const)
    it(`take “${words}” (${why}) for no thanks`, () => {
      holds(!soundsLikeThanks(words));
    });

  for (const [tag, { success }] of thanksOfLanguages)
    it(`find the thanks “${success}” (${tag})`, () => {
      holds(soundsLikeThanks(success));
    });

  it("find thanks beside a sentence that denies something else", () => {
    holds(soundsLikeThanks("Thank you\nWe received your request. You do not need to send it again."));
    holds(soundsLikeThanks("Thank you\nYou cannot answer to this message"));
  });

  it("need an objection in the title, and AI and Meta beside it", () => {
    const sounds = (title: string, label = "") => soundsLikeObjection({ titles: [title], labels: [label] });
    holds(sounds("Object to Your Information Being Used for AI at Meta"));
    holds(sounds("Widerspruch bei Meta", "Es geht um KI."));
    holds(!sounds("Opponiti all’uso ai fini pubblicitari da parte di Meta"));
    holds(!sounds("Get help with AI at Meta", "You may object to something."));
    holds(!sounds("Object to AI in schools"));
  });
});

describe("the address of a form", () => {
  it("gives the number also of a form that the catalogue does not know", () => {
    assert.deepEqual(formUrl("https://help.meta.com/requests/998877665544332/"), { platform: "meta", id: "998877665544332" });
    assert.equal(formUrl("https://help.meta.com/requests/"), undefined);
  });

  it("is kept without what points at the person", () => {
    const kept = (address: string) => {
      const found = formUrl(address);
      return found && uncataloguedForm(found, address).url;
    };
    assert.equal(
      kept("https://help.meta.com/requests/998877665544332/?token=abc#x"),
      "https://help.meta.com/requests/998877665544332",
    );
    assert.equal(
      kept("https://www.facebook.com/help/contact/?id=998877665544332&ref=mail"),
      "https://www.facebook.com/help/contact?id=998877665544332",
    );
  });
});

describe("a page", () => {
  const form = { titles: ["Object to Your Information Being Used for AI at Meta"], labels: [], hasForm: true };

  it("is Meta's on Meta's own domains, and nowhere else", () => {
    for (const address of ["https://www.facebook.com/", "https://about.fb.com/news", "https://help.meta.com/requests"])
      assert.equal(pageKind(address), "meta", address);
    for (const address of ["http://www.facebook.com/", "https://www.facebook.com:8443/", "https://facebook.com.evil.example/"])
      assert.notEqual(pageKind(address), "meta", address);
  });

  it("looks like Meta's where its host wears Meta's name, or where it copies the form", () => {
    for (const address of [
      "https://facebook.com.help-contact.example/",
      "https://faceb00k-help.example/",
      "https://www.instagrarn.example/",
      "https://1nstagram.example/",
      "https://whatsapp-privacy.example/",
      // With Cyrillic or Greek letters, which browsers pass on in punycode.
      "https://www.fаcebook.example/",
      "https://fасеьооk.example/",
      "https://ιnstαgram.example/",
      "https://meta-privacy.example/form",
      "https://help.meta.forms.example/",
    ])
      assert.equal(pageKind(address), "look-alike", address);
    assert.equal(pageKind("https://mirror.example/page", form), "look-alike");
  });

  it("is simply another page otherwise", () => {
    for (const address of ["https://www.metacritic.com/", "https://metabase.com/contact", "https://example.org/privacy"])
      assert.equal(pageKind(address), "other", address);
    assert.equal(pageKind("https://news.example/object-to-meta-ai", { ...form, hasForm: false }), "other");
    assert.equal(pageKind("about:blank"), "unknown");
  });
});

describe("the same objection from two tabs", () => {
  const sent = (id: string, submittedAt: string, email = "anna@example.org"): Objection => ({
    id,
    formId: "712876720715583",
    platform: "facebook",
    email,
    pageUrl: "https://www.facebook.com/help/contact/712876720715583",
    submittedAt,
    precision: "instant",
    source: { by: "page" },
    recordedAt: submittedAt,
    status: "submitted",
    statusSince: submittedAt,
    statusPrecision: "instant",
  });
  const first = sent("a", "2026-11-24T10:00:00Z");

  it("is one record, whichever was let go first", () => {
    const second = sent("b", "2026-11-24T10:00:30Z", "Anna@Example.org");
    assert.equal(duplicatedBy(second, [first, second])?.id, "a");
    assert.equal(duplicatedBy(first, [first, second])?.id, "b");
    assert.equal(duplicatedBy(first, [first]), undefined);
  });

  it("is another one where Meta has refused the first", () => {
    assert.equal(duplicatedBy(sent("b", "2026-11-24T10:00:30Z"), [{ ...first, status: "declined" }]), undefined);
  });

  it("is another one with another address, or later", () => {
    assert.equal(duplicatedBy(sent("b", "2026-11-24T10:00:30Z", "b@example.net"), [first]), undefined);
    assert.equal(duplicatedBy(sent("b", "2026-11-24T10:20:00Z"), [first]), undefined);
  });
});
