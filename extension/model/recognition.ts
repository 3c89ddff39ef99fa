import recognition from "../../manifests/recognition.json";
import { foldedAbbreviations, foldedWords, holdsStem, isAbbreviation } from "./folded-words.ts";

/** The words of a page that show what its form is for. */
export interface FormWords {
  /** The page's title and the headings before the form's fields. */
  titles: string[];
  /** Labels and the sentences beside them. */
  labels: string[];
}

/** Whether texts mention AI. Abbreviations count only in capitals: "ai" and "mi" are common words in some languages. */
function namesAi(texts: readonly string[], stems: readonly string[]): boolean {
  const short = stems.filter(isAbbreviation);
  const long = stems.filter((stem) => !isAbbreviation(stem));
  return holdsStem(texts.flatMap(foldedAbbreviations), short) || holdsStem(texts.flatMap(foldedWords), long);
}

/**
 * Whether a form with these words may be Meta's objection form: in one language, its titles object, and titles or labels mention AI;
 * and Meta is named. The words alone never make a form certain: look-alikes copy them.
 */
export function soundsLikeObjection({ titles, labels }: FormWords): boolean {
  const title = titles.flatMap(foldedWords);
  const texts = [...titles, ...labels];
  if (!holdsStem(texts.flatMap(foldedWords), recognition.meta)) return false;
  return Object.values(recognition.languages).some(
    ({ objection, ai }) => holdsStem(title, objection) && namesAi(texts, [...ai, ...recognition.ai]),
  );
}

/** The words for objecting in a language. */
export function objectionStems(language: string): readonly string[] {
  const { languages }: { languages: Record<string, { objection: string[] }> } = recognition;
  return languages[language]?.objection ?? [];
}

/** Whether a text says in one language that somebody objects, and mentions AI. */
export function objectsToAi(text: string): boolean {
  const words = foldedWords(text);
  return Object.values(recognition.languages).some(
    ({ objection, ai }) => holdsStem(words, objection) && namesAi([text], [...ai, ...recognition.ai]),
  );
}

/** Whether a label, name or id is that of a field for an e-mail address. */
export function soundsLikeEmail(label: string): boolean {
  return holdsStem(foldedWords(label), recognition.email);
}

/** Whether a label, name or id is that of a field for a mailed code. */
export function soundsLikeCode(label: string): boolean {
  return holdsStem(foldedWords(label), recognition.code);
}

/** The sentences of a text. A line break also ends one: headings have no full stop. */
function sentencesOf(text: string): string[][] {
  return text.split(/[.!?…]+(?:\s|$)|\n/u).map(foldedWords);
}

/**
 * Whether a page's words say that it has received something: in one language, a sentence gives thanks and denies nothing, and the text
 * mentions no failure. If they are unclear, they don't count as thanks.
 */
export function soundsLikeThanks(text: string): boolean {
  const words = foldedWords(text);
  const sentences = sentencesOf(text);
  return Object.values(recognition.languages).some(
    ({ thanks, not, failure }) =>
      !holdsStem(words, failure) && sentences.some((sentence) => holdsStem(sentence, thanks) && !holdsStem(sentence, not)),
  );
}
