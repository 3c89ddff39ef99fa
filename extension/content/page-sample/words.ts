/** What in a text may identify a person: addresses, names in URLs, and numbers. */
const personal = /\S+@\S+|@[\w.]+|\b(?:https?:\/\/|www\.)\S+|\p{N}+/gu;

const literal = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Removes from Meta's words whatever may be the person's. `formId`: the only number that stays. `own`: what Demur knows to be theirs. */
export function makeCleaner(formId: string | undefined, own: readonly string[]): (text: string) => string {
  const hidden = own.filter((word) => word.trim() !== "").sort((one, other) => other.length - one.length);
  return (text) => {
    const plain = hidden.reduce((left, word) => left.replaceAll(new RegExp(literal(word), "giu"), "…"), text);
    return plain
      .replace(/\s+/gu, " ")
      .trim()
      .replace(personal, (found) => (found === formId ? found : /^\p{N}+$/u.test(found) ? "0" : "…"));
  };
}
