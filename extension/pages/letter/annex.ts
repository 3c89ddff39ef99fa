import van from "vanjs-core";
import type { ObjectionsGetResult } from "../../model/protocol.ts";
import { eventOnPaper, knownOnPaper, limitOnPaper, paperWords, timeOnPaper, type PaperWords } from "../../model/paper-words.ts";
import { isShortened } from "../../model/limits.ts";
import { maxEvidence } from "../../model/mail-pieces.ts";
import { storyOf, type StoryItem } from "../../model/story-items.ts";
import { call } from "../../ui/ask.ts";
import { platformName } from "../../ui/components.ts";

const { b, blockquote, br, dd, div, dl, dt, h2, li, ol, p, s, section, wbr } = van.tags;

/** A text word for word, and whether Demur had to shorten it. */
function quoted(words: PaperWords, text: string): HTMLElement[] {
  return [blockquote(text), ...(isShortened(text) ? [div({ class: "help" }, words.paper.shortened)] : [])];
}

/** A URL that wraps after its slashes rather than within a number. */
const wrappingUrl = (url: string) => url.split(/(?<=\/)(?!\/)/u).flatMap((part, place) => (place === 0 ? [part] : [wbr(), part]));

/** One thing that happened, and how it is known. */
function itemView(words: PaperWords, item: StoryItem): HTMLElement {
  const { kind, at, precision, source, detail, mistake, evidenceBytes = 0 } = item;
  const when = kind === "limit-passed" ? limitOnPaper(words, at, precision) : timeOnPaper(words, at, precision);
  const known = source ? knownOnPaper(words, source, evidenceBytes > 0) : [];
  const said = eventOnPaper(words, kind, source);
  return li(
    div({ class: "help" }, [when, ...known].join(" · ")),
    mistake ? s(said) : b(said),
    detail ? quoted(words, detail) : "",
    evidenceBytes >= maxEvidence ? div({ class: "help" }, words.paper.cut) : "",
    mistake ? div(words.paper.mistake) : "",
  );
}

/** The seal of the history, so that whoever gets the letter can tell later whether the record was changed. It appears a moment later. */
function sealLine(words: PaperWords): HTMLElement {
  const box = p({ class: "help" });
  void call("seals.now", {}).then((answer) => {
    if (answer.ok && answer.result.line !== undefined) box.replaceChildren(words.paper.seal, br(), answer.result.line);
  });
  return box;
}

/**
 * An attachment to print with the letter, in its language: the objection as it was recorded, and what happened, oldest first. The person's own
 * notes are left out.
 */
export function annex(language: string, title: string, { objection, events, deadlines }: ObjectionsGetResult): HTMLElement {
  const words = paperWords(language);
  const { platform, email, submittedAt, precision, pageUrl, message, id } = objection;
  const story = storyOf(events, deadlines, new Date()).filter(({ kind, isNotAgreed }) => kind !== "note" && !isNotAgreed);
  const term = (name: string, value: string, url = "") => [dt(name), dd(value, url === "" ? "" : div(wrappingUrl(url)))];
  return section(
    { class: "annex", lang: language },
    h2(title),
    dl(
      term(words.paper.account, platformName(platform)),
      term(words.paper.address, email),
      term(words.paper.sent, timeOnPaper(words, submittedAt, precision), pageUrl),
    ),
    message ? [p(words.paper.message), quoted(words, message)] : "",
    ol(story.reverse().map((item) => itemView(words, item))),
    p({ class: "help" }, `${words.paper.record} ${id}`),
    sealLine(words),
  );
}
