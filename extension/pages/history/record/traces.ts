import van from "vanjs-core";
import { isSameAddress } from "../../../model/email.ts";
import type { Account, Draft } from "../../../model/protocol.ts";
import { ask, call, tryAsk } from "../../../ui/ask.ts";
import { linkButton, plainAddress } from "../../../ui/components.ts";
import { message, rich } from "../../../ui/i18n.ts";

const { div, p } = van.tags;

/** A question whether something that still holds an erased address goes, too. It disappears when it is answered. */
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

/** Removes the address from an account, or the account where it has no other. */
function forgetAddress(account: Account, email: string): Promise<unknown> {
  const emails = account.emails.filter((other) => !isSameAddress(other, email));
  return emails.length > 0 ? ask("save-account", { account: { ...account, emails } }) : ask("remove-account", { id: account.id });
}

const holds = ({ text, title }: Draft, email: string): boolean => `${title}\n${text}`.toLowerCase().includes(email.toLowerCase());

/** Asks of each account and text of the person's own that keeps the address of an erased objection whether it goes, too. */
export async function tracesOf(email: string): Promise<HTMLElement[]> {
  const [overview, drafts] = await Promise.all([tryAsk("overview", {}), call("drafts.list", {})]);
  const accounts = (overview?.accounts ?? []).filter(({ emails }) => emails.some((own) => isSameAddress(own, email)));
  const texts = drafts.ok ? drafts.result.drafts.filter((draft) => holds(draft, email)) : [];
  return [
    ...accounts.map((account) => question("eraseAccountAsk", email, () => forgetAddress(account, email))),
    ...texts.map(({ id }) => question("eraseDraftAsk", email, () => ask("remove-draft", { id }))),
  ];
}
