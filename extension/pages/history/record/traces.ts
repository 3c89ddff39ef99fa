import van from "vanjs-core";
import { isSameAddress } from "../../../model/email.ts";
import type { Account, Draft } from "../../../model/protocol.ts";
import { ask, call, tryAsk } from "../../../ui/ask.ts";
import { linkButton, plainAddress } from "../../../ui/components.ts";
import { message, rich } from "../../../ui/i18n.ts";

const { div, p } = van.tags;

/** Asks whether to erase something else that still contains an erased address. It disappears when answered. */
function question(key: "eraseAccountAsk" | "eraseDraftAsk", email: string, erase: () => Promise<unknown>): HTMLElement {
  const keep = linkButton(message("eraseKeep"), () => {
    box.remove();
  });
  const yes = linkButton(message("eraseToo"), () => {
    void erase().then(() => {
      box.remove();
    });
  });
  const box = div({ class: "trace" }, p(rich(key, plainAddress(email))), div({ class: "actions" }, yes, keep));
  return box;
}

/** Removes the address from an account, or the account if it has no other. */
function forgetAddress(account: Account, email: string): Promise<unknown> {
  const emails = account.emails.filter((other) => !isSameAddress(other, email));
  return emails.length > 0 ? ask("save-account", { account: { ...account, emails } }) : ask("remove-account", { id: account.id });
}

const holds = ({ text, title }: Draft, email: string): boolean => `${title}\n${text}`.toLowerCase().includes(email.toLowerCase());

/** Asks, for each account and each of the person's own texts that contains the address of an erased objection, whether to erase that, too. */
export async function tracesOf(email: string): Promise<HTMLElement[]> {
  const [overview, drafts] = await Promise.all([tryAsk("overview", {}), call("drafts.list", {})]);
  const accounts = (overview?.accounts ?? []).filter(({ emails }) => emails.some((own) => isSameAddress(own, email)));
  const texts = drafts.ok ? drafts.result.drafts.filter((draft) => holds(draft, email)) : [];
  return [
    ...accounts.map((account) => question("eraseAccountAsk", email, () => forgetAddress(account, email))),
    ...texts.map(({ id }) => question("eraseDraftAsk", email, () => ask("remove-draft", { id }))),
  ];
}
