import catalogue from "../../manifests/forms.json";
import { foldedWords } from "./folded-words.ts";

/** Whether a text is the name of one of Meta's products and nothing else. */
export function isProduct(text: string): boolean {
  return catalogue.products.includes(foldedWords(text).join(" "));
}
