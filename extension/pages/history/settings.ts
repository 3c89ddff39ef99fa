import van from "vanjs-core";
import type { Account } from "../../model/protocol.ts";
import { emptyStore, type AnsweredForm, type LocalStore } from "../../model/storage.ts";
import { ask } from "../../ui/ask.ts";
import { actionButton, linkButton, platformName } from "../../ui/components.ts";
import { message } from "../../ui/i18n.ts";
import { storeWords } from "../store-words.ts";

const { a, b, div, h1, h2, li, p, ul } = van.tags;

/** Removes an account at once; "Undo" stays in its place until the page is left. */
function accountItem(account: Account): HTMLElement {
  const item = li();
  const show = () => {
    const remove = linkButton(message("remove"), () => void ask("remove-account", { id: account.id }).then(showRemoved));
    item.replaceChildren(
      div(
        b(account.label || platformName(account.platform)),
        div({ class: "muted" }, `${platformName(account.platform)} ${account.emails.join(", ")}`),
      ),
      remove,
    );
  };
  const showRemoved = () => {
    const undo = linkButton(message("undo"), () => void ask("save-account", { account }).then(show));
    item.replaceChildren(div({ role: "status" }, message("settingsRemoved")), undo);
  };
  show();
  return item;
}

/** Forgets at once what the person said of a form; "Undo" stays in its place until the page is left. */
function answeredItem(form: AnsweredForm): HTMLElement {
  const item = li();
  const words = message(form.isObjection ? "settingsFormYes" : "settingsFormNo", platformName(form.platform), form.id);
  const answer = (isObjection: boolean | null) => ask("answer-form", { form, isObjection });
  const show = () => {
    item.replaceChildren(
      div(words),
      linkButton(message("forget"), () => void answer(null).then(showForgotten)),
    );
  };
  const showForgotten = () => {
    item.replaceChildren(
      div({ class: "muted" }, words),
      linkButton(message("undo"), () => void answer(form.isObjection).then(show)),
    );
  };
  show();
  return item;
}

async function answeredForms(): Promise<(HTMLElement | "")[]> {
  const { answeredForms: forms } = await chrome.storage.local.get<LocalStore>(emptyStore);
  return forms.length === 0 ? [] : [h2(message("settingsForms")), ul({ class: "accounts" }, forms.map(answeredItem))];
}

async function hostWords(): Promise<string> {
  const host = (await ask("drain", {}))?.host;
  if (host?.kind === "connected") return message("welcomeConnectedWords", host.version);
  return host?.kind === "failed" ? message(storeWords(host.error)) : message("storeHostMissing");
}

/** The accounts, and the state of Demur's program. */
export async function settingsView(): Promise<HTMLElement> {
  const overview = await ask("overview", {});
  const add = actionButton(message("settingsChange"), () => void ask("open-page", { page: "welcome", fragment: "3" }));
  return div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, message("settings")),
    h2(message("welcomeAccountsHeadline")),
    ul({ class: "accounts" }, (overview?.accounts ?? []).map(accountItem)),
    div(add),
    await answeredForms(),
    h2(message("settingsProgram")),
    p(await hostWords()),
    p(a({ class: "link", href: "../welcome/welcome.html#2" }, message("popupHowToInstall"))),
    h2(message("settingsPrivacy")),
    p(message("settingsPrivacyWords")),
  );
}
