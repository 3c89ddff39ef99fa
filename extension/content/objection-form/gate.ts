import type { BannerState } from "../../model/banner-state.ts";
import { formUrl } from "../../model/forms.ts";
import { isProduct } from "../../model/products.ts";
import { requestOf, type OtherRequest } from "../../model/requests.ts";
import { choiceAt, choicesIn, isChosen, wordsOf } from "../gate-choices.ts";
import { pressable } from "../found-form.ts";

/** A question before the form has a few choices; a list of countries has hundreds. */
const maxChoices = 40;

type Gate = Extract<BannerState, { kind: "gate" }>;

/** What the page asks before it shows the form. */
export function readGate(): Gate {
  const choices = [...choicesIn(document), ...document.querySelectorAll(pressable)];
  const words = choices.slice(0, maxChoices).map(wordsOf);
  if (words.filter(isProduct).length > 1) return { kind: "gate", asks: "product" };
  const requests = words.map(requestOf);
  const choice = words[requests.indexOf("objection")];
  if (choice !== undefined && new Set(requests).size > 1) return { kind: "gate", asks: "request", choice };
  return { kind: "gate", asks: requests.some((request) => request !== undefined) ? "request" : "anything" };
}

let noted: { request: ReturnType<typeof requestOf>; formId: string | undefined } | undefined;

const here = () => formUrl(location.href)?.id;

/** Notes each choice when it is made: the page may remove the question afterwards. */
function note(choice: Element | undefined): void {
  const request = choice && requestOf(wordsOf(choice));
  if (request) noted = { request, formId: here() };
}

/** Follows what the person chooses on the page. */
export function followChoices(): void {
  window.addEventListener(
    "click",
    ({ target }) => {
      note(choiceAt(target));
    },
    true,
  );
  window.addEventListener(
    "change",
    ({ target }) => {
      note(target instanceof HTMLSelectElement ? target.selectedOptions[0] : choiceAt(target));
    },
    true,
  );
}

/** The request that the person has chosen on this page, if it isn't the objection to AI. */
export function otherRequest(): OtherRequest | undefined {
  for (const choice of choicesIn(document)) if (isChosen(choice)) note(choice);
  const request = noted?.formId === here() ? noted?.request : undefined;
  return request === "objection" ? undefined : request;
}
