import van from "vanjs-core";
import { actionButton } from "../ui/components.ts";
import { formatNumber, message } from "../ui/i18n.ts";
import { mailView, type ReadMail } from "./mail-views.ts";

const { div, p } = van.tags;

/** At most this many e-mails of a file are kept to be shown, as many as the host returns from a search. */
export const maxKept = 200;

/** How many are shown at once. */
const shownAtOnce = 20;

/** An e-mail, fetched when it is shown; undefined if it is gone by then. */
export type MailToShow = () => Promise<ReadMail | undefined>;

/** What the e-mails are: the first of them, and a button for the next ones. `unkept`: how many more there are that can't be shown. */
export async function mailList(
  mails: readonly MailToShow[],
  unkept: number,
  added: () => void,
  from = 0,
): Promise<HTMLElement[]> {
  const next = from + shownAtOnce;
  const read = await Promise.all(mails.slice(from, next).map((one) => one()));
  const there = read.filter((mail) => mail !== undefined);
  const views = await Promise.all(there.map((mail) => mailView(mail, added)));
  const left = mails.length - next;
  if (left <= 0) return unkept === 0 ? views : [...views, p({ class: "help" }, message("mailNotShown", formatNumber(unkept)))];
  const showNext = async () => {
    const others = await mailList(mails, unkept, added, next);
    foot.replaceWith(...others);
    const [first] = others;
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  };
  const more = actionButton(message("mailMore", formatNumber(left + unkept)), () => void showNext());
  const foot = div({ class: "actions" }, more);
  return [...views, foot];
}
