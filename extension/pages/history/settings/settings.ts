import van, { type ChildDom } from "vanjs-core";
import { newPerson, peopleOf } from "../../../model/people.ts";
import type { Account } from "../../../model/protocol.ts";
import { emptyStore, type AnsweredForm, type LocalStore } from "../../../model/storage.ts";
import { tryAsk } from "../../../ui/ask.ts";
import { accountName, actionButton, plainAddress, platformName, tickBox } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { connectedWords } from "../../connected-words.ts";
import { storeError } from "../../notes.ts";
import { installLink, usesLink } from "../../links.ts";
import { PeopleEditor } from "../../people-editor.ts";
import { ownTexts } from "./own-texts.ts";
import { signingKeys } from "./signing-keys.ts";
import { attempt, undoable } from "./undoable.ts";
import { watchSwitch } from "./watch-switch.ts";

const { b, div, h1, h2, input, li, p, section, ul } = van.tags;

/** An account that can be removed. */
function accountItem(account: Account): HTMLElement {
  return undoable(li(), {
    shown: div(
      b(accountName(account)),
      account.emails.map((email) => div({ class: "muted" }, plainAddress(email))),
    ),
    gone: div(message("settingsRemoved")),
    label: message("remove"),
    remove: () => attempt("remove-account", { id: account.id }),
    restore: () => attempt("save-account", { account }),
  });
}

/** What the person said about a form, which can be forgotten. */
function answeredItem(form: AnsweredForm): HTMLElement {
  const words = message(form.isObjection ? "settingsFormYes" : "settingsFormNo", platformName(form.platform), form.id);
  const answer = (isObjection: boolean | null) => attempt("answer-form", { form, isObjection });
  return undoable(li(), {
    shown: div(words),
    gone: div({ class: "muted" }, words),
    label: message("forget"),
    remove: () => answer(null),
    restore: () => answer(form.isObjection),
  });
}

async function answeredForms(): Promise<HTMLElement | ""> {
  const { answeredForms: forms } = await chrome.storage.local.get<LocalStore>(emptyStore);
  return forms.length === 0 ? "" : card(message("settingsForms"), ul({ class: "accounts" }, forms.map(answeredItem)));
}

/** Whether the program answers, and otherwise a link to install it. */
async function programState(): Promise<HTMLElement[]> {
  const host = (await tryAsk("drain", {}))?.host;
  if (host?.kind === "connected") return connectedWords(host);
  if (host?.kind === "failed") return [storeError(host.error)];
  return [p(message("storeHostMissing")), p(installLink())];
}

/** Switches reminders on and off. The browser asks for permission first and may refuse. */
async function remindersOffer(): Promise<HTMLElement> {
  const { reminders } = await chrome.storage.local.get<LocalStore>(emptyStore);
  const isAllowed = await chrome.permissions.contains({ permissions: ["notifications"] });
  const box = input({ type: "checkbox", checked: reminders && isAllowed });
  const choose = async () => {
    // Must come straight from the click, or the browser won't ask.
    if (box.checked) box.checked = await chrome.permissions.request({ permissions: ["notifications"] }).catch(() => false);
    await chrome.storage.local.set({ reminders: box.checked });
    await tryAsk("look-at-deadlines", {});
  };
  box.addEventListener("change", () => void choose());
  return tickBox(message("remindersOffer"), box, message("remindersWords"));
}

/** Switches the entry in the browser's menu on and off. */
async function readMenuOffer(): Promise<HTMLElement> {
  const { readMenu } = await chrome.storage.local.get<LocalStore>(emptyStore);
  const box = input({ type: "checkbox", checked: readMenu });
  box.addEventListener("change", () => void chrome.storage.local.set({ readMenu: box.checked }));
  return tickBox(message("readMenuOffer"), box, message("readMenuWords"));
}

/** The accounts, and below them a way to change them in place. `changed` is called when they were. */
function accountsCard(accounts: readonly Account[], changed: () => void): HTMLElement {
  const place = div();
  const offer = () => {
    place.replaceChildren(actionButton(message("settingsChange"), edit));
  };
  const edit = () => {
    const people = peopleOf(accounts);
    const editor = new PeopleEditor(people.length > 0 ? people : [newPerson()], accounts);
    const save = async () => {
      const isRight = editor.check();
      await editor.save();
      if (isRight) changed();
    };
    place.replaceChildren(
      editor.element,
      div(
        { class: "actions" },
        actionButton(message("earlierSave"), () => void save(), "main"),
        actionButton(message("cancel"), offer),
      ),
    );
    place.querySelector<HTMLElement>("summary")?.focus();
  };
  offer();
  const list = accounts.length > 0 ? ul({ class: "accounts" }, accounts.map(accountItem)) : "";
  return card(message("welcomeAccountsHeadline"), list, place);
}

/** Things that belong together, under a heading. */
const card = (headline: string, ...rest: ChildDom[]) => section({ class: "card" }, h2(headline), rest);

/** The settings, in cards by topic. `changed` is called when the page must be redrawn. */
export async function settingsView(changed: () => void): Promise<HTMLElement> {
  const overview = await tryAsk("overview", {});
  return div(
    { class: "view" },
    h1({ tabindex: "-1" }, message("settings")),
    div(
      { class: "settings" },
      accountsCard(overview?.accounts ?? [], changed),
      card(message("historyDeadlines"), await remindersOffer()),
      card(message("mailAdd"), await readMenuOffer()),
      await ownTexts(),
      await watchSwitch(),
      await answeredForms(),
      card(message("settingsProgram"), await programState()),
      card(message("settingsPrivacy"), p(message("settingsPrivacyWords")), usesLink(message("usesLink"))),
      // For helpers, so it comes after what everybody may look for.
      await signingKeys(),
    ),
  );
}
