import van from "vanjs-core";
import { dayLabel, dayOf, momentOnDay } from "../model/day-label.ts";
import { isCompleteAddress } from "../model/email.ts";
import { currentObjectionForms, earliestObjection, type CatalogueForm } from "../model/forms.ts";
import type { CallResult, Objection, Platform } from "../model/protocol.ts";
import { call } from "../ui/ask.ts";
import { field, plainAddress, platformName, setProblem } from "../ui/components.ts";
import { message, rich } from "../ui/i18n.ts";

const { input, option, select } = van.tags;

/** An objection that was made without Demur, as the person remembers it. */
interface EarlierObjection {
  form: CatalogueForm;
  email: string;
  /** As in 2026-11-24. */
  day: string;
}

/** What is known about it before the person says more. */
interface Known {
  platform?: Platform;
  email?: string;
  /** It was not made after this day. */
  lastDay?: string;
}

/** Fields for an objection that was made without Demur. */
export interface EarlierFields {
  elements: HTMLElement[];
  day: HTMLInputElement;
  /** The first invalid field; the problem is shown at each one. */
  firstProblem: () => HTMLElement | undefined;
  read: () => EarlierObjection | undefined;
}

export function earlierFields({ platform, email, lastDay }: Known = {}): EarlierFields {
  const forms = currentObjectionForms;
  const choice = select(forms.map((form) => option({ value: form.id }, platformName(form.platform))));
  const known = forms.find((form) => form.platform === platform);
  if (known) choice.value = known.id;
  const address = input({ type: "email", autocomplete: "email", value: email ?? "" });
  const today = dayOf(new Date());
  const day = input({ type: "date", min: earliestObjection, max: lastDay !== undefined && lastDay < today ? lastDay : today });
  const isDay = () => day.value !== "" && day.validity.valid;
  address.addEventListener("input", () => {
    if (isCompleteAddress(address.value)) setProblem(address, undefined);
  });
  day.addEventListener("input", () => {
    if (isDay()) setProblem(day, undefined);
  });
  const firstProblem = () => {
    const isComplete = isCompleteAddress(address.value);
    const isEmpty = address.value.trim() === "";
    const malformed = isEmpty ? message("bannerEmptyHeadline") : rich("bannerMalformed", plainAddress(address.value));
    setProblem(address, isComplete ? undefined : malformed);
    setProblem(day, isDay() ? undefined : message("earlierDay"));
    if (!isComplete) return address;
    return isDay() ? undefined : day;
  };
  const read = () => {
    const form = forms.find((candidate) => candidate.id === choice.value);
    return form && { form, email: address.value.trim(), day: day.value };
  };
  const elements = [
    field(message("historyPlatform"), choice),
    field(message("historyAddress"), address),
    field(message("historySent"), day),
  ];
  return { elements, day, firstProblem, read };
}

/** The id of an already recorded objection with the same address and day. */
export async function sameObjection({ form, email, day }: EarlierObjection): Promise<string | undefined> {
  const answer = await call("objections.match", { platform: form.platform, email });
  if (!answer.ok) return undefined;
  const isSame = ({ submittedAt, precision }: Objection) => dayOf(momentOnDay(submittedAt, precision)) === day;
  return answer.result.objections.find((objection) => objection.status !== "withdrawn" && isSame(objection))?.id;
}

/** Records it, once per id. */
export function recordEarlier(id: string, { form, email, day }: EarlierObjection): Promise<CallResult<"objections.record">> {
  return call("objections.record", {
    objection: {
      id,
      formId: form.id,
      platform: form.platform,
      email,
      pageUrl: form.url,
      submittedAt: dayLabel(day),
      precision: "day",
      source: { by: "person" },
    },
  });
}
