import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import {
  evidenceIn,
  fromBase64,
  isSeparator,
  piecesOf,
  toBase64,
  unpacked,
  type Piece,
} from "../../extension/model/mail-pieces.ts";
import { holds } from "../fixtures/holds.ts";

const line = "From - Tue Nov 24 03:34:28 2026\n";
const mail = (name: string, length: number) => `${line}Subject: ${name}\n\n${"é".repeat(length)}\n\n`;

async function cutInto(text: string | Uint8Array, length: number): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const parts: BlobPart[] = [typeof text === "string" ? text : new Uint8Array(text)];
  for await (const piece of piecesOf(new Blob(parts), length)) pieces.push(piece);
  return pieces;
}

const textOf = ({ bytes }: Piece) => new TextDecoder().decode(bytes);

describe("a file of mails in pieces", () => {
  it("is whole where it is short, whatever its bytes are", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const [piece, ...others] = await cutInto(bytes, 1000);
    assert.deepEqual(piece?.bytes, bytes);
    assert.deepEqual(others, []);
    assert.deepEqual(await cutInto("", 1000), []);
  });

  it("is cut only where a message begins, and loses nothing", async () => {
    const mbox = Array.from({ length: 200 }, (_, index) => mail(String(index), (index * 37) % 400)).join("");
    for (const length of [1200, 1501, 4096, 100_000]) {
      const pieces = await cutInto(mbox, length);
      assert.equal(pieces.map(textOf).join(""), mbox, String(length));
      holds(pieces.every((piece) => textOf(piece).startsWith(line) && piece.bytes.length <= length));
      let start = 0;
      for (const piece of pieces) {
        assert.equal(piece.start, start);
        start += piece.bytes.length;
      }
    }
  });

  it("is not cut at a line of a message that only begins like a separator", async () => {
    const letter = `${line}Subject: a\n\nFrom here on it rains.\nFrom then on too.\n`;
    const pieces = await cutInto(letter.repeat(100), 1000);
    holds(pieces.length > 1);
    holds(pieces.every((piece) => textOf(piece).startsWith(line)));
  });

  it("holds the beginning of a message that is too long, and goes on with the next one", async () => {
    for (const length of [1000, 1700, 2300]) {
      const pieces = (await cutInto(mail("long", 5000) + mail("next", 10), length)).map(textOf);
      assert.equal(pieces.length, 2, String(length));
      holds(pieces[0]?.startsWith(`${line}Subject: long`));
      assert.equal(pieces[1], mail("next", 10));
    }
    const alone = await cutInto(`Subject: no mbox\n\n${"x".repeat(5000)}\n${line}`, 1000);
    assert.equal(alone.length, 1);
    assert.equal(alone[0]?.bytes.length, 1000);
    assert.equal(alone[0].isCut, true);
    const both = await cutInto(mail("long", 5000) + mail("next", 10), 1000);
    assert.deepEqual(
      both.map(({ isCut }) => isCut),
      [true, false],
    );
  });

  it("finds the next message wherever a piece ends in the line before it", async () => {
    const next = mail("next", 10);
    for (let cut = 1; cut <= line.length + 1; cut += 1) {
      const long = `${line}Subject: long\n\n`.padEnd(1000 - cut - 1, "x");
      const pieces = (await cutInto(`${long}\n${next}`, 1000)).map(textOf);
      assert.deepEqual(pieces, [pieces[0], next], String(cut));
    }
  });

  it("takes no line of a long message for the next one", async () => {
    const long = `${line}Subject: long\n\n${"From here on it rains.\n".repeat(200)}`;
    const pieces = (await cutInto(`${long}\n${mail("next", 10)}`, 1000)).map(textOf);
    assert.deepEqual(pieces, [long.slice(0, 1000), mail("next", 10)]);
  });

  it("gives back a mail as it stood", () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, index) => 255 - index);
    assert.deepEqual(evidenceIn({ start: 7, bytes, isCut: false }, { start: 10, bytes: 20 }), bytes.slice(10, 30));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
    const long = { start: 0, bytes: new Uint8Array(600_000), isCut: false };
    assert.equal(evidenceIn(long, { start: 0, bytes: 600_000 }).length, 480_000);
  });

  it("gives back a mail without what an mbox adds, and changes nothing elsewhere", () => {
    const kept = (text: string, start: number) => {
      const bytes = new TextEncoder().encode(text);
      return new TextDecoder().decode(evidenceIn({ start: 0, bytes, isCut: false }, { start, bytes: bytes.length - start }));
    };
    const letter = ">From a\nSubject: é\n\n>From b\n>From c\n>>From d\n> From e\nx >From f\n";
    const plain = "From a\nSubject: é\n\nFrom b\nFrom c\n>From d\n> From e\nx >From f\n";
    assert.equal(kept(line + letter, line.length), plain);
    assert.equal(kept(letter, 0), letter);
    assert.equal(kept(`12\n${letter}`, 3), letter);
    const long = `${line}${">From x\n".repeat(100_000)}`;
    assert.equal(kept(long, line.length), "From x\n".repeat(100_000).slice(0, 480_000));
  });
});

interface MailboxLine {
  text: string;
  afterBlank?: boolean;
  separates: boolean;
}

describe("what separates the mails of a mailbox", () => {
  const file = readFileSync(new URL("../fixtures/mbox-lines.json", import.meta.url), "utf8");
  for (const { text, afterBlank, separates } of (JSON.parse(file) as { lines: MailboxLine[] }).lines)
    it(`is known: ${JSON.stringify(text)}${afterBlank ? " after an empty line" : ""}`, () => {
      assert.equal(isSeparator(text, afterBlank ?? false), separates);
    });

  it("cuts a mailbox of today’s Thunderbird, with old mails or without", async () => {
    const now = "From \r\nX-Mozilla-Status: 0001\r\n\r\nDinner?\r\nFrom now on.\r\n\r\n";
    const before = now.replace("From ", "From - Mon Jul 11 12:08:34 2011");
    for (const mbox of [now.repeat(100), before.repeat(50) + now.repeat(50), `\uFEFF\r\n\r\n${now.repeat(100)}`])
      for (const length of [1300, 1303, 1401]) {
        const pieces = (await cutInto(mbox, length)).map(textOf);
        holds(pieces.length > 3);
        assert.equal(pieces.join(""), mbox.replace("\uFEFF", ""), String(length));
        holds(pieces.slice(1).every((piece) => piece.startsWith("From ")));
      }
  });

  it("finds the next message of today’s Thunderbird wherever a piece ends", async () => {
    const next = `From \r\nSubject: next\r\n\r\n${"x".repeat(100)}\r\n`;
    for (let cut = 1; cut <= 30; cut += 1) {
      const long = "From \r\nSubject: long\r\n\r\n".padEnd(2000 - cut - 4, "x");
      const pieces = (await cutInto(`${long}\r\n\r\n${next}`, 2000)).map(textOf);
      assert.equal(pieces.at(-1), next, String(cut));
    }
  });
});

describe("a file that gzip packed", () => {
  const text = mail("packed", 3000);
  it("is unpacked, as far as it goes where it is cut off", async () => {
    const packed = new Uint8Array(gzipSync(text));
    assert.equal(await (await unpacked(new Blob([packed]))).text(), text);
    const part = await (await unpacked(new Blob([packed.slice(0, packed.length - 4)]))).text();
    holds(text.startsWith(part));
    assert.equal(await (await unpacked(new Blob([text]))).text(), text);
  });
});
