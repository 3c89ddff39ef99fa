import van from "vanjs-core";
import type { Account } from "../../model/protocol.ts";
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
    h2(message("settingsProgram")),
    p(await hostWords()),
    p(a({ class: "link", href: "../welcome/welcome.html#2" }, message("popupHowToInstall"))),
    h2(message("settingsPrivacy")),
    p(message("settingsPrivacyWords")),
  );
}
