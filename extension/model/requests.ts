import requests from "../../manifests/requests.json";
import { stemPlaces, foldedWords, holdsStem } from "./folded-words.ts";
import { isProduct } from "./products.ts";
import { objectionStems, objectsToAi } from "./recognition.ts";

/** What else a person may ask of Meta on the page with the objection to AI. */
export type OtherRequest = "third-parties" | "different-objection" | "whatsapp-messages";

/** How many words apart "different" still belongs to "objection". */
const maxApart = 2;

function isDifferentObjection(words: readonly string[]): boolean {
  return Object.entries(requests.languages).some(([language, { different }]) => {
    const objections = stemPlaces(words, objectionStems(language));
    return stemPlaces(words, different).some((place) => objections.some((other) => Math.abs(place - other) <= maxApart));
  });
}

/** The request that one of Meta's choices stands for; undefined if its words don't say. */
export function requestOf(label: string): "objection" | OtherRequest | undefined {
  const words = foldedWords(label);
  const isObjection = objectsToAi(label);
  const isThird = Object.values(requests.languages).some(({ third }) => holdsStem(words, third));
  if (isThird && isObjection) return "third-parties";
  if (isDifferentObjection(words)) return "different-objection";
  if (isObjection) return "objection";
  return holdsStem(words, ["whatsapp*"]) && !isProduct(label) ? "whatsapp-messages" : undefined;
}

/** Whether a URL is that of one of Meta's pages on how to object. */
export function isGuide(href: string): boolean {
  const { origin, pathname } = new URL(href);
  return requests.guides.some(({ url }) => url === `${origin}${pathname.replace(/\/*$/, "/")}`);
}
