import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, createPublicKey, createVerify, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, it } from "node:test";
import { holds } from "../fixtures/holds.ts";
import {
  canonicalBody,
  canonicalHeader,
  keyRecord,
  nameOf,
  signed,
  signedHeaders,
  splitMessage,
  type Form,
  type Signing,
} from "../fixtures/sign-mail.ts";

const reader = new URL("../../build/native-host/demur-reader", import.meta.url).pathname;
const domain = "support.facebook.com";
const needed = ["from", "to", "subject", "date", "mime-version", "content-type"];

const encodingName = "content-transfer-encoding";

type Tags = Map<string, string>;
const tagsOf = (text: string): Tags =>
  new Map(
    text
      .split(";")
      .filter((piece) => piece.trim() !== "")
      .map((piece): [string, string] => [piece.slice(0, piece.indexOf("=")).trim(), piece.slice(piece.indexOf("=") + 1).trim()]),
  );
const lists = (tags: Tags, name: string, word: string) => tags.get(name)?.split(":").includes(word) ?? false;
const isOpen = (tags: Tags, name: string, word: string) => !tags.has(name) || lists(tags, name, word);

function keyOf(record: string): KeyObject | undefined {
  const tags = tagsOf(record);
  if (!isOpen(tags, "k", "rsa") || !isOpen(tags, "h", "sha256") || lists(tags, "t", "y")) return undefined;
  try {
    const key = createPublicKey({ key: Buffer.from(tags.get("p") ?? "", "base64"), format: "der", type: "spki" });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 1024 ? key : undefined;
  } catch {
    return undefined;
  }
}

/** An implementation other than the reader's: whether one header is a valid signature that covers what counts. */
function isValid(header: string, headers: string[], body: string, record: string): boolean {
  const tags = tagsOf(header.slice(header.indexOf(":") + 1).replaceAll("\r\n", ""));
  const key = keyOf(record);
  if (!/^[A-Za-z0-9+/=\s]*$/u.test(tags.get("b") ?? "")) return false;
  if (/;\s*(\w+)=.*;\s*\1=/su.test(header)) return false;
  if (!key || tags.get("v") !== "1" || tags.get("a") !== "rsa-sha256" || tags.get("d") !== domain) return false;
  if (tags.get("s") !== "test" || (tags.get("q") ?? "dns/txt") !== "dns/txt") return false;
  const identity = (tags.get("i") ?? domain).split("@").at(-1) ?? "";
  if (identity !== domain && (lists(tagsOf(record), "t", "s") || !identity.endsWith(`.${domain}`))) return false;
  if (Number(tags.get("x") ?? Infinity) <= Number(tags.get("t") ?? 0)) return false;
  const [headerForm = "simple", bodyForm = "simple"] = (tags.get("c") ?? "simple").split("/") as Form[];
  const whole = Buffer.from(canonicalBody(body, bodyForm), "latin1");
  if (Number(tags.get("l") ?? whole.length) !== whole.length) return false;
  if (createHash("sha256").update(whole).digest("base64") !== tags.get("bh")?.replaceAll(/\s/gu, "")) return false;
  const names = (tags.get("h") ?? "").split(":").map((name) => name.trim().toLowerCase());
  const count = (name: string) => headers.filter((one) => nameOf(one) === name).length;
  if (needed.some((name) => count(name) !== 1 || !names.includes(name))) return false;
  if (headers.some((one) => nameOf(one).startsWith("resent-"))) return false;
  const encodings = headers.filter((one) => nameOf(one) === encodingName);
  const isDecoded = encodings.some((one) => !/:\s*(?:7bit|8bit|binary)\s*$/iu.test(one));
  const isInParts = headers.some((one) => /^content-type\s*:\s*multipart\//iu.test(one));
  if (isDecoded && !isInParts && (encodings.length > 1 || !names.includes(encodingName))) return false;
  const own = canonicalHeader(header.replace(/(;\s*b=)[^;]*/u, "$1"), headerForm);
  const text = signedHeaders(headers, names).map((one) => `${canonicalHeader(one, headerForm)}\r\n`);
  return createVerify("sha256")
    .update(text.join("") + own, "latin1")
    .verify(key, tags.get("b")?.replaceAll(/\s/gu, "") ?? "", "base64");
}

function isSigned(mail: string, record: string): boolean {
  const { headers, body } = splitMessage(mail.replaceAll(/\r?\n/gu, "\r\n"));
  if (headers.some((header) => !/^[!-9;-~]+[ \t]*:/u.test(header))) return false;
  return headers.some((header) => nameOf(header) === "dkim-signature" && isValid(header, headers, body, record));
}

interface Judged {
  authentication: string;
  suspicious: string[];
  keyName: string;
  isKeyAdded: boolean;
}

/** What the real reader says about an e-mail, with a key that somebody has added. */
function judged(mail: string, record: string): Judged {
  const { stdout } = spawnSync(reader, ["mail", `test._domainkey.${domain} ${record}`], {
    input: Buffer.from(mail, "latin1"),
    encoding: "utf8",
  });
  return (JSON.parse(stdout.split("\n")[0] ?? "") as { mail: Judged }).mail;
}

const strong = generateKeyPairSync("rsa", { modulusLength: 2048 });
const weakest = generateKeyPairSync("rsa", { modulusLength: 1024 });
const tooWeak = generateKeyPairSync("rsa", { modulusLength: 768 });
const record = keyRecord(strong.publicKey);
const body = "Hello Anna,\r\n\r\nWe will honour your objection to AI at Meta. \r\nCaf\xe9  \tau lait\r\n\r\n";
const plain = [
  "From: Facebook <case++aazq4xkq7vj2@support.facebook.com>",
  "To: Anna <anna@example.org>",
  "Subject:  Your \t objection,\r\n\tand  more",
  "Date: Sun, 22 Nov 2026 14:33:10 +0000",
  "MIME-Version: 1.0",
  'Content-Type: text/plain; charset="iso-8859-1"',
  "X-Facebook-Notify: x",
  "",
  body,
].join("\r\n");
const sign = (signing: Partial<Signing> = {}, message = plain) => signed(message, { privateKey: strong.privateKey, ...signing });
const good = sign();
const simple = sign({ forms: ["simple", "simple"] });
const relaxed = sign({ forms: ["relaxed", "relaxed"] });
const names = ["Date", "To", "Subject", "From", "MIME-Version", "Content-Type"];
const quoted = "Content-Transfer-Encoding: quoted-printable\r\n";
const encoded = sign({ names: [...names, "Content-Transfer-Encoding"] }, quoted + plain);
const inParts = sign({}, plain.replace('text/plain; charset="iso-8859-1"', "multipart/mixed; boundary=b"));

/** E-mails, the known key, and whether their signature makes them Meta's. */
const table: [what: string, mail: string, isMetas: boolean, record?: string][] = [
  ["as Meta signs", good, true],
  ["simple, simple", simple, true],
  ["relaxed, relaxed", relaxed, true],
  ["simple, relaxed", sign({ forms: ["simple", "relaxed"] }), true],
  ["lines that end with LF", good.replaceAll("\r\n", "\n"), true],
  ["an empty body", sign({}, plain.slice(0, -body.length)), true],
  ["an empty body, relaxed", sign({ forms: ["relaxed", "relaxed"] }, plain.slice(0, -body.length)), true],
  ["a body without an end of its last line", sign({}, plain.trimEnd()), true],
  ["more empty lines at the end", `${good}\r\n\r\n`, true],
  ["other headers above", `Received: from x by y\r\nX-Other: 1\r\n${good}`, true],
  ["another header below", good.replace("X-Facebook-Notify: x", "X-Facebook-Notify: y"), true],
  ["a byte of the body changed", good.replace("honour", "hanour"), false],
  ["a byte of the signature changed", good.replace(/\tb=(.)/u, (_, c: string) => `\tb=${c === "A" ? "B" : "A"}`), false],
  ["a byte of the body's hash changed", good.replace(/bh=(.)/u, (_, c: string) => `bh=${c === "A" ? "B" : "A"}`), false],
  ["words added at the end", `${good}And more.\r\n`, false],
  ["a blank at the end of a line", good.replace("Anna,\r\n", "Anna, \r\n"), false],
  ["a blank at the end of a line, relaxed", relaxed.replace("Anna,\r\n", "Anna, \r\n"), true],
  ["blanks in a line, relaxed", relaxed.replace("Hello Anna", "Hello  \t Anna"), true],
  ["a header folded otherwise", good.replace("\r\n\tand  more", " and more"), true],
  ["a header folded otherwise, simple", simple.replace("\r\n\tand  more", " and more"), false],
  ["a header in capitals", good.replace("\r\nSubject:", "\r\nSUBJECT :"), true],
  ["a header in capitals, simple", simple.replace("\r\nSubject:", "\r\nSUBJECT:"), false],
  ["a changed subject", good.replace("objection,", "rejection,"), false],
  ["another addressee", good.replace("anna@", "bob@"), false],
  ["another sender at Meta", good.replace("case++", "case+"), false],
  ["another date", good.replace("22 Nov", "23 Nov"), false],
  ["a second From above", `From: Facebook <x@support.facebook.com>\r\n${good}`, false],
  ...names.map((name): [string, string, boolean] => [`a second ${name} above`, `${name}: x\r\n${good}`, false]),
  ...names.map((name): [string, string, boolean] => [
    `a second ${name} below`,
    good.replace("X-Facebook", `${name}: x\r\nX-Facebook`),
    false,
  ]),
  ...names.map((name): [string, string, boolean] => [
    `${name} not signed`,
    sign({ names: names.filter((one) => one !== name) }),
    false,
  ]),
  ["no MIME-Version", sign({}, plain.replace("MIME-Version: 1.0\r\n", "")), false],
  ["names listed twice", sign({ names: [...names, ...names] }), true],
  ["Resent-From", `Resent-From: x@example.org\r\n${good}`, false],
  ["a line among the headers that is none", good.replace("MIME-Version", "Hello!\r\nMIME-Version"), false],
  ["an encoding added", `Content-Transfer-Encoding: base64\r\n${good}`, false],
  ["an encoding added that changes nothing", `Content-Transfer-Encoding: 8bit\r\n${good}`, true],
  ["an encoding of parts added", `Content-Transfer-Encoding: base64\r\n${inParts}`, true],
  ["an encoding that isn't signed", sign({}, quoted + plain), false],
  ["a signed encoding", encoded, true],
  ["a signed encoding removed", encoded.replace(quoted, ""), false],
  ["a second encoding above", `Content-Transfer-Encoding: base64\r\n${encoded}`, false],
  ["a second encoding above that changes nothing", `Content-Transfer-Encoding: 7bit\r\n${encoded}`, false],
  ["words outside the signed length", sign({ length: 20 }), false],
  ["the whole length", sign({ length: canonicalBody(body, "simple").length }), true],
  ["more than the whole length", good.replace("t=1795358000;", "t=1795358000; l=99999;"), false],
  ["rsa-sha1", sign({ algorithm: "rsa-sha1" }), false],
  ["another version", good.replace("v=1", "v=2"), false],
  ["another way to the key", sign({ tags: "q=x/y;" }), false],
  ["the usual way to the key", sign({ tags: "q=dns/txt;" }), true],
  ["expired long ago", sign({ tags: "x=1795358001;" }), true],
  ["expired before it was made", sign({ tags: "x=1795357999;" }), false],
  ["a tag twice", sign({ tags: "d=support.facebook.com;" }), false],
  ["an identity at the domain", sign({ tags: "i=x@support.facebook.com;" }), true],
  ["an identity under the domain", sign({ tags: "i=@a.support.facebook.com;" }), false],
  ["an identity under the domain, allowed", sign({ tags: "i=@a.support.facebook.com;" }), true, keyRecord(strong.publicKey, "")],
  ["an identity elsewhere", sign({ tags: "i=@facebook.com;" }), false, keyRecord(strong.publicKey, "")],
  ["another selector", sign({ selector: "other" }), false],
  ["somebody else's domain", sign({ domain: "example.org" }), false],
  ["somebody else's signature first", signed(good, { privateKey: weakest.privateKey, domain: "example.org" }), true],
  ["a broken signature first", signed(good, { privateKey: weakest.privateKey }), true],
  ["another key", good, false, keyRecord(weakest.publicKey)],
  ["the weakest key", sign({ privateKey: weakest.privateKey }), true, keyRecord(weakest.publicKey)],
  ["a key that is too weak", sign({ privateKey: tooWeak.privateKey }), false, keyRecord(tooWeak.publicKey)],
  ["a withdrawn key", good, false, "v=DKIM1; p="],
  ["a key of another kind", good, false, keyRecord(strong.publicKey, "k=ed25519;")],
  ["a key for another hash", good, false, keyRecord(strong.publicKey, "h=sha1;")],
  ["a key that is tried out", good, false, keyRecord(strong.publicKey, "t=y;")],
  ["a key with its version", good, true, keyRecord(strong.publicKey, "v=DKIM1; s=email;")],
  ["a cut key", good, false, record.slice(0, -40)],
  ["no signature", plain, false],
];

describe("Meta's signature", () => {
  for (const [what, mail, isMetas, key] of table)
    it(`${isMetas ? "holds" : "does not hold"}: ${what}`, () => {
      const found = judged(mail, key ?? record);
      assert.equal(found.authentication === "signed", isMetas, JSON.stringify(found));
      assert.equal(found.isKeyAdded, isMetas);
      assert.equal(isSigned(mail, key ?? record), isMetas, "the second implementation says otherwise");
    });

  it("says why it settles nothing", () => {
    const why = (mail: string, key = record) => judged(mail, key).suspicious;
    holds(why(sign({ selector: "other" })).includes("key-unknown"));
    assert.equal(judged(sign({ selector: "other" }), record).keyName, "other._domainkey.support.facebook.com");
    holds(why(good.replace("honour", "hanour")).includes("signature-differs"));
    holds(why(sign({ length: 20 })).includes("signature-partial"));
    holds(why(`To: x@example.org\r\n${good}`).includes("signature-partial"));
    holds(why(`${good}${"x".repeat(4 * 1024 * 1024)}`).includes("too-long"));
  });

  it("is judged alike by both implementations wherever one byte is changed", () => {
    let seed = 20261128;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let i = 0; i < 150; ++i) {
      const [mail = good] = [[good, simple, relaxed][random(3)]];
      const at = random(mail.length);
      const changed = mail.slice(0, at) + String.fromCharCode(33 + random(94)) + mail.slice(at + 1);
      // A changed sender may no longer be Meta's, which is another question.
      if (!/^From: Facebook <\S+@support\.facebook\.com>\r$/mu.test(changed)) continue;
      assert.equal(judged(changed, record).authentication === "signed", isSigned(changed, record), changed);
    }
  });

  it("holds in an mbox, with its quoted lines, and in an attached mail", () => {
    const quoting = sign({}, plain.replace("Hello Anna,", "From now on:"));
    const mbox = `From - Sun Nov 22 15:34:28 2026\n${quoting.replaceAll("\r\n", "\n").replace("\nFrom now", "\n>From now")}\n`;
    assert.equal(judged(mbox, record).authentication, "signed");
    const forward = [
      "From: Anna <anna@example.org>",
      "To: helper@example.net",
      "Subject: Fwd: see this",
      "MIME-Version: 1.0",
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "What does that mean?",
      "--b",
      "Content-Type: message/rfc822",
      "",
      good,
      "--b--",
      "",
    ].join("\r\n");
    const found = judged(forward, record);
    assert.equal(found.authentication, "signed");
    assert.deepEqual(found.suspicious, ["forwarded"]);
  });
});
