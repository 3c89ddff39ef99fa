import van from "vanjs-core";
import { isCompleteAddress } from "../../model/email.ts";
import { objectionFormOf } from "../../model/forms.ts";
import { accountsOf, askedPlatforms, newPerson, peopleOf, type Person } from "../../model/people.ts";
import type { Account } from "../../model/protocol.ts";
import { ask, tryAsk } from "../../ui/ask.ts";
import { actionButton, field, plainAddress, platformName, setProblem, tickBox } from "../../ui/components.ts";
import { message, rich } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";

const { div, fieldset, h1, input, legend, p } = van.tags;

/** Outlives going back and forth between the steps. */
let people: Person[] | undefined;

function emailField(person: Person, platform: (typeof askedPlatforms)[number]): HTMLElement {
  const box = input({ type: "email", value: person.emails[platform], autocomplete: "email", spellcheck: false });
  box.addEventListener("input", () => {
    person.emails[platform] = box.value;
    if (isCompleteAddress(box.value) || box.value.trim() === "") setProblem(box, undefined);
  });
  const help = platform === "facebook" ? message("welcomeEmailHelp") : undefined;
  return field(message("welcomeEmailOf", platformName(platform)), box, help);
}

function personFields(person: Person, index: number): HTMLElement {
  const name = input({ type: "text", value: person.name, autocomplete: "off" });
  name.addEventListener("input", () => {
    person.name = name.value;
  });
  const same = input({ type: "checkbox", checked: person.sameAccountsCenter });
  same.addEventListener("change", () => {
    person.sameAccountsCenter = same.checked;
  });
  return fieldset(
    legend({ class: "hidden" }, message("welcomePerson", String(index + 1))),
    field(message("welcomeName"), name, message("welcomeNameHelp")),
    askedPlatforms.map((platform) => emailField(person, platform)),
    tickBox(message("welcomeSameCenter"), same, message("welcomeSameCenterHelp")),
  );
}

/** Marks every incomplete address. True if there is none. */
function check(form: HTMLElement): boolean {
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[type=email]")];
  const wrong = boxes.filter((box) => box.value.trim() !== "" && !isCompleteAddress(box.value));
  for (const box of boxes) setProblem(box, wrong.includes(box) ? rich("bannerMalformed", plainAddress(box.value)) : undefined);
  wrong[0]?.focus();
  return wrong.length === 0;
}

/** Saves everyone, then goes to Meta's form. */
async function saveAndGo(form: HTMLElement, accounts: readonly Account[]): Promise<void> {
  if (!people || !check(form)) return;
  for (const account of people.flatMap((person) => accountsOf(person, accounts))) await ask("save-account", { account });
  const used = askedPlatforms.find((platform) => people?.some((person) => person.emails[platform].trim() !== ""));
  const metaForm = objectionFormOf(used ?? "facebook");
  if (!metaForm) return;
  await tryAsk("await-form", { platform: metaForm.platform });
  await chrome.tabs.create({ url: metaForm.url });
}

/** Step 3: the accounts and their addresses, and the button that saves them and leads to Meta's form. */
export function accountsStep(accounts: readonly Account[]): { content: HTMLElement; last: HTMLElement } {
  const known = peopleOf(accounts);
  people ??= known.length > 0 ? known : [newPerson()];
  const everyone = people;
  const form = div({ class: "people" }, everyone.map(personFields));
  const add = actionButton([mark("add", "", 16), message("welcomeAddPerson")], () => {
    const person = newPerson();
    everyone.push(person);
    form.append(personFields(person, everyone.length - 1));
    form.lastElementChild?.querySelector("input")?.focus();
  });
  const go = actionButton(message("welcomeOpenForm"), () => void saveAndGo(form, accounts), "main");
  const content = div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, message("welcomeAccountsHeadline")),
    p({ class: "lead" }, message("welcomeAccountsLead")),
    form,
    div(add),
  );
  return { content, last: go };
}
