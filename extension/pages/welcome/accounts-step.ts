import van from "vanjs-core";
import { objectionFormOf, type CatalogueForm } from "../../model/forms.ts";
import { askedPlatforms, newPerson, peopleOf, type Person } from "../../model/people.ts";
import type { Account } from "../../model/protocol.ts";
import { tryAsk } from "../../ui/ask.ts";
import { actionButton } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { PeopleEditor } from "../people-editor.ts";

const { div, h1, p } = van.tags;

/** Outlives going back and forth between the steps. */
let people: Person[] | undefined;

/** The form for the first account that was typed; Facebook's while there is none. */
function wantedForm(everyone: readonly Person[]): CatalogueForm | undefined {
  const used = askedPlatforms.find((platform) => everyone.some((person) => person.emails[platform].trim() !== ""));
  return objectionFormOf(used ?? "facebook");
}

/** Saves everyone, then goes to Meta's form, unless an address needs attention first. */
async function saveAndGo(editor: PeopleEditor): Promise<void> {
  const isRight = editor.check();
  await editor.save();
  if (!isRight) return;
  const form = wantedForm(editor.people);
  if (!form) return;
  await tryAsk("await-form", { platform: form.platform });
  await chrome.tabs.create({ url: form.url });
}

/** Step 3: the accounts and their addresses, which are saved as they are typed, and the button that leads to Meta's form. */
export function accountsStep(accounts: readonly Account[]): { content: HTMLElement; last: HTMLElement } {
  const known = peopleOf(accounts);
  people ??= known.length > 0 ? known : [newPerson()];
  const everyone = people;
  const go = actionButton("", () => void saveAndGo(editor), "main");
  const name = () => {
    go.textContent = message(wantedForm(everyone)?.platform === "instagram" ? "welcomeOpenInstagram" : "welcomeOpenFacebook");
  };
  const editor = new PeopleEditor(everyone, accounts, name, (person) => void editor.save([person]));
  name();
  const content = div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, message("welcomeAccountsHeadline")),
    p({ class: "lead" }, message("welcomeAccountsLead")),
    editor.element,
  );
  return { content, last: go };
}
